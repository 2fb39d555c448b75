import type { Persona, Subject } from "../core/index.ts";
import { choiceItem } from "./choice-answer.ts";
import { TASKS } from "./persona-gym/tasks.prompts.ts";

// Conversations for the conformance of measures that score only what was asked in their own way.

const ANA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ana",
  statements: [{ id: "s0", text: "I sail." }],
  traits: [{ system: "big5", dimension: "extraversion", level: 0.9 }],
  facets: { moral: { level: 4, traits: ["deceitful"] } },
};

/** A note of a question of an interview on personality. */
export const interviewNote: Record<string, unknown> = {
  kind: "interview",
  scale: "BFI",
  dimension: "Extraversion",
  statement: "Is reserved.",
  instruction: "1 disagree to 5 agree",
  isReversed: true,
  range: { min: 1, max: 5 },
  label: { score: 4, type: "H", min: 1, max: 5 },
  names: ["Ana"],
};

function choice(id: string, asks: Record<string, unknown>): [string, object] {
  const item = choiceItem({ id, question: "Which way?", options: ["left", "right"], answer: 0, seed: null, asks });
  return [item.turns[0] as string, { kind: item.kind, item: id, ...item.asks }];
}

/** What is asked and noted, for each kind of note. */
const ASKED: readonly [question: string, note: object][] = [
  ["Well?", { kind: "scene", scenario: "A quay.", goal: "To leave.", reference: [{ speaker: "Ana", text: "No." }] }],
  ["Fire is cold.", { kind: "claim", claim: "Fire is cold.", factual: false, affection: "high" }],
  ["Your boat?", { kind: "gold", gold: "The Gull" }],
  ["Book a boat.", { kind: "task", goal: "A boat is booked." }],
  ["Are you reserved?", interviewNote],
  ["Where were you in May?", { kind: "unknown", topic: "May" }],
  choice("one", { cluster: "c", chain: "c", node: 0, group: "g" }),
  choice("two", { cluster: "c", chain: "c", node: 1, group: "g" }),
  ...TASKS.map((task): [string, object] => [`What about ${task}?`, { kind: "persona-gym", task }]),
];

/** A conversation in which everything is asked that a measure of the house looks for by its note. */
export function notedConversation(): Subject {
  const messages = ASKED.flatMap(([text, probe], i) => [
    { session: "s1", turn: 2 * i, speaker: "user", text, evidence: { probe: structuredClone(probe) } },
    {
      session: "s1",
      turn: 2 * i + 1,
      speaker: "ana",
      text: text.startsWith("Which way") ? "A) left" : "The Gull. I sail her.",
    },
  ]);
  return {
    persona: structuredClone(ANA),
    personaVersion: "v",
    speaker: "ana",
    transcript: { session: "s1", messages },
  };
}
