import type { Subject } from "../../core/index.ts";

/** A question with its note, or a plain line, and what Ana replies. */
export type Exchange = readonly [question: string, probe: object | null, reply: string];

/** Ana's conversation with a user, two turns an exchange. */
export function exchanges(all: readonly Exchange[], session = "s1"): Subject {
  const messages = all.flatMap(([question, probe, reply], i) => [
    { session, turn: 2 * i, speaker: "user", text: question, ...(probe && { evidence: { probe } }) },
    { session, turn: 2 * i + 1, speaker: "ana", text: reply },
  ]);
  return {
    persona: {
      schema: "dramatis.persona/1",
      name: "Ana",
      statements: [{ id: "s0", text: "I sail." }],
      traits: [{ system: "big5", dimension: "extraversion", level: 0.9 }],
    },
    personaVersion: "v",
    speaker: "ana",
    transcript: { session, messages },
  };
}
