import { type Persona, random } from "../core/index.ts";

const RULES = [
  "You have just met the other person and are curious about them: ask about their life, one question at a time.",
  "Answer what you are asked in a sentence or two.",
];

function stranger(name: string, summary: string, texts: readonly string[]): Persona {
  return {
    schema: "dramatis.persona/1",
    name,
    summary,
    statements: texts.map((text, i) => ({ id: `s${i + 1}`, text })),
    rules: RULES,
  };
}

const STRANGERS: readonly Persona[] = [
  stranger("Robin", "A train conductor who likes to talk to passengers.", [
    "I work on the night train.",
    "I grow tomatoes on my balcony.",
    "I like to hear about other people's lives.",
  ]),
  stranger("Noor", "A student of architecture who is new in town.", [
    "I study architecture.",
    "I moved here last month.",
    "I like to draw old houses.",
  ]),
  stranger("Maxine", "A retired postal worker with time to chat.", [
    "I delivered mail for thirty years.",
    "I have a grandson who plays chess.",
    "I bake bread on Sundays.",
  ]),
];

/** A person with whom the persona talks, other than one of its own name. */
export function drawStranger({ seed, unlike }: { seed: number; unlike: string }): Persona {
  const others = STRANGERS.filter(({ name }) => name.toLowerCase() !== unlike.trim().toLowerCase());
  return others[random(seed).int(others.length)] as Persona;
}
