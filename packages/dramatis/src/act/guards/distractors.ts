import type { Persona } from "../../core/index.ts";

/** Lives that differ from one another: whom a listener might take a persona for. */
export const DISTRACTORS: readonly Persona[] = [
  [
    "I drive a truck across the country.",
    "I have never owned a pet.",
    "I am divorced and have no children.",
    "I listen to country music all day.",
    "I eat steak whenever I can.",
  ],
  [
    "I teach mathematics at a high school.",
    "I have three cats.",
    "I live with my husband and our twin girls.",
    "I am a vegetarian.",
    "I run a marathon every spring.",
  ],
  [
    "I am a student of music in Berlin.",
    "I play the cello.",
    "I live with two friends from school.",
    "I am afraid of dogs.",
    "I like to sleep until noon.",
  ],
  [
    "I retired from the navy ten years ago.",
    "I grow roses in my garden.",
    "I have five grandchildren.",
    "I go to church every Sunday.",
    "I do not use the internet much.",
  ],
  [
    "I cook in a small restaurant of my own.",
    "I have a big black dog.",
    "I grew up on a farm in Mexico.",
    "I watch football with my brothers.",
    "I am saving to buy a house by the sea.",
  ],
].map((texts, i) => ({
  schema: "dramatis.persona/1",
  name: `distractor ${i + 1}`,
  statements: texts.map((text, j) => ({ id: `s${j + 1}`, text })),
}));
