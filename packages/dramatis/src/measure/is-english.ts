import type { Subject } from "../core/index.ts";

/** Whether the persona speaks English, as it does where nothing is said. */
export function isEnglish({ persona }: Subject): boolean {
  const language = persona.style?.language;
  return language === undefined || /^en/i.test(language);
}
