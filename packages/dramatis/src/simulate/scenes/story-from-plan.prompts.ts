// What the writer of a planned story is asked.

export const WRITER =
  "You write short stories. The story is about this person, whose nature shows in what happens, not in words about it:";

export const EVENT = `Name the one thing that this person does in the story, and would do because of who they are: one sentence in
the third person, with their name. It must follow from how the story begins.`;

export const plan = (
  sentences: number,
): string => `Plan the story that leads up to that event, holds it, and tells what comes of it,
in ${sentences} sentences. Each step follows from the one before by common sense. Reply with {"beats": ${sentences} lists, one for each
sentence in order, each of 2 to 5 key words or short phrases that the sentence will use}.`;

export const sentence = (
  beat: readonly string[],
): string => `Write the next sentence of the story, and only that. It goes on from
what was told, and uses: ${beat.join(", ")}.`;
