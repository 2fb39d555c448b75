/** What is asked for where nothing else is named: fields that demographics leave open. */
export const FIELDS: Readonly<Record<string, string>> = {
  personality: "what this person is like, in two or three sentences",
  quirks: "two small oddities of theirs",
  ideology: "how they see society and politics",
  hobbies: "two or three things they do when they are free",
  mannerisms: "two ways in which they talk or move",
  quotes: "two sentences that only they would say",
};

export const COMPLETE = `You are given what is fixed about one person of a population, and fields that are still open. Fill the
open fields so that one particular person comes out, not the average of their group. Let the fixed facts be as they are:
give every one of them back under "fixed" with its exact value, and let nothing that you write disagree with them. Each open
field is a list of one to three sentences in the first person, each of which can stand alone.`;

export const CONSISTENT = `You are given the profile of a person. Say whether it contradicts itself: two facts that cannot both
hold of one person, such as a pensioner of twenty. What is merely unusual is no contradiction. Answer with "consistent", and
under "reasons" the contradictions, each in one sentence; none where there are none.`;
