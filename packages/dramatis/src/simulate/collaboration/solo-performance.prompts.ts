// One model that works as several: what it is asked, and two worked examples, ours.

export const FINISHED = "Finish collaboration!";
export const FINAL = "Final answer:";

const HOW = `First name the participants whose knowledge the task needs; "AI Assistant (you)" is always one of them and leads.
Then the participants bring up what they know of it, one after another.
Then the AI Assistant proposes a solution, the others criticise it, and it is revised, round after round, until all agree.
Then write the line "${FINISHED}", and after it "${FINAL}" and the answer alone.`;

const PROFILES = "Write a short profile of each participant before they speak.";

const cast = (names: readonly string[]): string =>
  `The participants are AI Assistant (you), ${names.join(", ")}; there are no others.`;

export const task = ({
  hasProfiles,
  personas,
}: {
  hasProfiles: boolean;
  personas: readonly string[] | undefined;
}): string =>
  [
    "You solve a task by playing several people who work on it together.",
    HOW,
    ...(personas ? [cast(personas)] : []),
    ...(hasProfiles ? [PROFILES] : []),
  ].join("\n");

export const REPAIR: string = `Your answer does not end as it should. Reply with "${FINAL}" and the answer alone.`;

/** A task and how it is solved; the speakers are whoever takes part. */
export interface Demonstration {
  task: string;
  speakers: readonly [one: string, other: string];
  profiles: readonly [one: string, other: string];
  /** The talk, from the names of the two speakers to the final answer. */
  talk(one: string, other: string): string;
}

export const DEMONSTRATIONS: readonly Demonstration[] = [
  {
    task: "Ida, Jon and Kim live on the floors 1, 2 and 3. Jon lives above Ida. Kim lives on no top and no bottom floor. Where does Jon live?",
    speakers: ["Puzzle Solver", "Careful Reader"],
    profiles: ["Likes to list every case and cross it out.", "Checks each sentence against the solution."],
    talk: (
      one,
      other,
    ) => `${one}: Three people, three floors, one each. I would begin with the clue that leaves one floor.
${other}: "No top and no bottom floor" leaves the middle one. "Above" need not be directly above.
AI Assistant (you): Then Kim has 1, and Jon, above Ida, has 3.
${one}: Kim on 1 is the bottom floor. That breaks the clue.
AI Assistant (you): You are right. Kim has 2; Ida and Jon share out 1 and 3, and Jon is above, so Jon has 3.
${one}: That is the only case left. I agree.
${other}: Each sentence holds. I agree.
${FINISHED}
${FINAL} Jon lives on floor 3.`,
  },
  {
    task: "Write two sentences about a market that name the capital of Portugal and the metal with the symbol Fe.",
    speakers: ["Geographer", "Chemist"],
    profiles: ["Knows countries and their towns.", "Knows the elements and what they are used for."],
    talk: (one, other) => `${one}: The capital of Portugal is Lisbon.
${other}: Fe is iron.
AI Assistant (you): At dawn the market of Lisbon opens. A smith lays out pans, one by one.
${one}: Lisbon is there.
${other}: The smith sells pans, but iron is not named.
AI Assistant (you): At dawn the market of Lisbon opens. A smith lays out iron pans, one by one.
${one}: Two sentences, and the town is named. I agree.
${other}: Iron is named. I agree.
${FINISHED}
${FINAL} At dawn the market of Lisbon opens. A smith lays out iron pans, one by one.`,
  },
];
