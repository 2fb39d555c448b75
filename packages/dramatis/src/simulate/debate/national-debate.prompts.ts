// People of several nations discuss a question of opinion: what they are asked in private and in the open.

const listed = (options: readonly string[]): string => options.map((option) => `- ${option}`).join("\n");

export const onboard = (question: string, options: readonly string[]): string => `In private, as yourself: ${question}
${listed(options)}
Reply {"reason": "why, in one sentence", "shares": [of 100 people like you, how many would choose each option, in the order above],
"choice": the option that you choose, letter for letter}.`;

export const reflect = (
  question: string,
  options: readonly string[],
): string => `The talk is over. Nobody else will hear this. In private, as yourself, what do you hold now? ${question}
${listed(options)}
Reply {"reason": "why, in one sentence", "choice": the option that you choose, letter for letter}.`;

export const MODES = {
  collaborate: "Work together: listen, find what you share, and look for an answer that all can live with.",
  debate: "Debate: stand up for the answer that you hold, and show where the others' answers fail.",
} as const;

export const setting = (question: string, options: readonly string[]): string =>
  `You discuss a question with people of other nations: ${question}\n${listed(options)}`;

export const turn = (mode: keyof typeof MODES): string =>
  `${MODES[mode]} Say your next message, in one to four sentences, as yourself.`;

export const CLERK = "You keep the minutes of a talk. You read off what a message says and judge nothing.";

export const read = (
  name: string,
  options: readonly string[],
): string => `Read the last message, which is by ${name}. The options:
${listed(options)}
"opinion": the option that this message itself speaks for, letter for letter; null where it speaks for none or weighs several.
"kind": "gratitude" where it only thanks, "terminating" where it only closes the talk, else "message".
"speaksAs": another participant's name where ${name} claims to be them or answers in their name; else null.
Reply {"opinion": …, "kind": …, "speaksAs": …}.`;
