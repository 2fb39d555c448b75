// Two papers debate what is new in each: what their personas and the moderator are asked.

export const DEBATER = `You speak for the work that your persona has written, in a debate with another work. Claim only what your
passages bear out, and grant the other what is its due.`;

export const MODERATOR = "You moderate a debate of two works about what is new in each. You take no side.";

export const argue = (topic: string, most: number): string =>
  `The topic: ${topic}
Write up to ${most} arguments for what your work brings that is new here. Each has a title, a claim in one or two sentences, and the ids
of the passages that bear it out. Reply {"arguments": [{"title": "…", "claim": "…", "evidence": ["…"]}]}.`;

export const preEmpt = (topic: string): string =>
  `The topic: ${topic}
For each argument of the other work: do your passages show that your work does this too, or better? Reply
{"answers": [{"title": "its title", "isCovered": true or false, "why": "in one sentence", "evidence": ["…"]}]}.`;

const present = (topic: string): string =>
  `The topic: ${topic}\nPresent your case: your arguments, and what you hold against the other's, in three to five sentences.`;

const respond = (topic: string): string =>
  `The topic: ${topic}\nAnswer the other's case: what does not hold, what is only asked better, what you grant. Two to four sentences.`;

const revise = (topic: string): string =>
  `The topic: ${topic}\nAfter what was said, state what of your case still stands, made more exact. Two to four sentences.`;

/** What is said in the open, by stage. */
export const SPEECHES: Readonly<Record<"present" | "respond" | "revise", (topic: string) => string>> = {
  present,
  respond,
  revise,
};

export const judge = (topic: string, names: readonly string[]): string =>
  `The topic: ${topic}
Judge this debate. "progress": were arguments refined or new ones brought up? "questions": were questions of substance raised that are
open? "winner": who clearly made the better case, ${names.map((name) => `"${name}"`).join(" or ")}, or null where it is not clear. Reply
{"reason": "…", "progress": …, "questions": …, "winner": …}.`;

export const split = (topic: string, most: number): string =>
  `The topic: ${topic}
Which more specific topics does this debate leave to be debated? At most ${most}, each in a few words, none wider than the topic. Reply
{"subtopics": ["…"]}.`;

export const SYNTHESISE = `Compare the two works in one or two paragraphs, from the tree of debates above: what they share, what each alone
brings, and what stayed open. Say nothing that no debate bears out.`;
