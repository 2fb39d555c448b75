import { oneLine, type Persona, type Provenance } from "../../core/index.ts";
import { words } from "../../transcript/index.ts";
import { withProvenance } from "../provenance.ts";
import { areOfDifferentLanguages } from "./language.ts";

const [FEWEST_WORDS, MOST_WORDS] = [5, 60];
const LONGEST_NAME = 60;

/** A kind of nobody: the sentence that [52] has no use for. */
const ANYBODY =
  /^(?:an?|the) (?:person|individual|human|somebody|someone)\b|^(?:somebody|someone|anyone) (?:who|that)\b/iu;

/** Addresses, accounts, numbers that can be called or that name one person, and names after a title. */
const PERSONAL = [
  /[\w.+-]+@[\w-]+\.\w/u,
  /https?:\/\/|\bwww\./iu,
  /(?:^|\s)@\w{2,}/u,
  /\+\d[\d\s().-]{6,}\d|\b\d{3}[\s.-]\d{2,4}[\s.-]\d{4}\b|\(\d{3}\)\s?\d{3}[\s.-]?\d{4}|\b\d(?:[\s-]?\d){8,}\b/u,
  /\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Frau|Mme|Señora?)\b\.?\s\p{Lu}/u,
  /\b(?:named|called|name is)\s\p{Lu}\p{Ll}+/u,
];

/**
 * Why a sentence is no persona of a hub; null where it is one. That a name is a private person's is known only where a
 * title or "named" stands before it: for the rest the model is asked to give none.
 *
 * @param like a text of the language that is wanted.
 */
export function oneLinerFault(text: string, like = ""): string | null {
  const count = words(text).length;
  if (count < FEWEST_WORDS || count > MOST_WORDS) return `not of ${FEWEST_WORDS} to ${MOST_WORDS} words`;
  if (ANYBODY.test(text.trim())) return "a person of no kind";
  if (PERSONAL.some((rule) => rule.test(text))) return "personal data";
  return areOfDifferentLanguages(text, like) ? "another language" : null;
}

/** A persona of whom one sentence is known; it is named by its first words: "A nurse" of "A nurse who works at night". */
export function oneLinerPersona(text: string, provenance: Provenance): Persona {
  const summary = oneLine(text, 1000);
  const persona: Persona = {
    schema: "dramatis.persona/1",
    name: nameOf(summary),
    summary,
    kind: "synthetic",
    provenance: [provenance],
  };
  return withProvenance(persona, { name: [{ source: "derived_code", method: "one-liner" }] });
}

/** Whether what stands for the name is none: "Someone", what begins with an article, or what was made above. */
export function isNameless({ name, facets }: Persona): boolean {
  const sources = facets?.provenance as Record<string, Provenance[]> | undefined;
  return (
    /^(?:someone$|an?\s|the\s)/iu.test(name) || (sources?.name?.some(({ method }) => method === "one-liner") ?? false)
  );
}

function nameOf(summary: string): string {
  const head = summary.split(/,|;|\.|\s(?:who|whose|that|which|and)\s/u, 1)[0]?.trim() || summary;
  const cut = head.length <= LONGEST_NAME ? head : head.slice(0, Math.max(0, head.lastIndexOf(" ", LONGEST_NAME)));
  return cut || oneLine(head, LONGEST_NAME);
}
