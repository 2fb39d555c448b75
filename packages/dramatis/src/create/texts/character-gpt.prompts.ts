// What a chat model is asked about a character, chapter by chapter.

/** Traits whose text is rewritten as a whole with each chapter, and traits to which each chapter adds. */
export const GENERAL = ["personality", "physical", "motivations"] as const;
export const EVENTFUL = ["backstory", "emotions", "relationships", "growth", "conflict"] as const;

export type General = (typeof GENERAL)[number];
export type Eventful = (typeof EVENTFUL)[number];

/** The traits of which a description from outside the book speaks. */
export const INITIAL: readonly (General | Eventful)[] = [
  "personality",
  "physical",
  "motivations",
  "backstory",
  "relationships",
];

export const SUMMARY_TASK = `You are given a part of a chapter of a book and the name of a character.
Summarise in at most 200 words what happens in it to that character, what they do, say, feel and want, and what is said of them. Only what stands there.
Reply with {"summary": "..."}; an empty text where the character does not appear.`;

const OF: Record<General | Eventful, string> = {
  personality: "what kind of person they are",
  physical: "how they look: body, face, clothes, voice",
  motivations: "what drives them and what they want",
  backstory: "what happened to them before",
  emotions: "what they feel",
  relationships: "how they stand to others, by name",
  growth: "how they change",
  conflict: "what stands against them, within or without",
};

export function traitTask(trait: General | Eventful): string {
  const rewrite = `"known" is what was known before: write it anew, with what the summary adds or corrects.`;
  return `You are given the summary of one chapter of a book and the name of a character.
Say of the character, in at most 80 words, only this: ${trait}, that is ${OF[trait]}.${
    (GENERAL as readonly string[]).includes(trait) ? ` ${rewrite}` : ""
  }
Only what the summary shows. Flag 0 and an empty text where it tells nothing of it, else flag 1.
Reply with {"flag": 0 or 1, "text": "..."}.`;
}
