// What two people talk about in a discussion that lets their traits show, and how they are asked to. The topics are ours:
// everyday matters on which temperaments part.

export const TOPICS: readonly string[] = [
  "a friend who always cancels at the last minute",
  "whether to take a job in a town where you know nobody",
  "what to do with an evening that is suddenly free",
  "a neighbour whose music is too loud",
  "lending a large sum of money to a cousin",
  "a surprise party that somebody may not want",
  "how to split the work in a shared flat",
  "a mistake at work that nobody has noticed yet",
  "going on a long trip without a plan",
  "a stranger who asks for help late at night",
  "telling a friend that you do not like the present",
  "learning something new after fifty",
  "an argument at a family dinner",
  "a rumour about somebody in the office",
  "keeping a promise that has become inconvenient",
  "speaking in front of a hundred people",
  "a strange painting that the town wants to buy",
  "a wallet found in a park",
  "an exam in three days for which nothing is prepared",
  "moving in together after half a year",
  "a dish at a restaurant that came out wrong",
  "being the only one who disagrees in a meeting",
  "a child who wants to give up the piano",
  "a storm warning on the day of the outing",
];

export const setting = (topic: string, other: string): string => `You and ${other} are talking about ${topic}.`;

export const turn = (
  topic: string,
  like: string,
): string => `Say your next line about ${topic}, in one to three sentences.
${like}Let it show in what you say and how you say it; do not name it or describe yourself.`;
