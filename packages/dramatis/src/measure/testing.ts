import type { Subject } from "../core/index.ts";

/** A subject for tests: Ana's claims (ids s0, s1, …) and a session s1 of lines such as "ana: I sail.". */
export function talk(claims: readonly string[], lines: readonly string[]): Subject {
  const messages = lines.map((line, turn) => {
    const colon = line.indexOf(":");
    return { session: "s1", turn, speaker: line.slice(0, colon), text: line.slice(colon + 1).trim() };
  });
  const statements = claims.map((text, i) => ({ id: `s${i}`, text }));
  return {
    persona: { schema: "dramatis.persona/1", name: "Ana", statements },
    personaVersion: "0123456789abcdef",
    transcript: { session: "s1", messages },
    speaker: "ana",
  };
}
