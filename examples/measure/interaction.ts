// What meeting others does to agents, before and after: sixteen analytic and sixteen creative writers write alone, half of the
// analytic ones then talk with a creative one, and all of them write again. Scripts write here, so that there is something to
// find: who was talked to takes over the other's way. Personas that a model plays are asked for their traits with
// `dramatis survey PERSONA… --instrument ipip-50 --after TRANSCRIPT`.
import {
  type AgentWriting,
  conversation,
  groupSeparation,
  linguisticAlignment,
  type Message,
  type Participant,
  random,
  traitShift,
} from "dramatis";

const SUBJECTS = [
  "the harbour",
  "an old clock",
  "a letter",
  "the garden",
  "a train",
  "the lamp",
  "a river",
  "the fair",
];
const analytic = (subject: string): string =>
  `The description of ${subject} comprises several components, which were considered in the order of their importance.`;
const creative = (subject: string): string => `Oh, ${subject}! You and I go there, and it sings! Do you hear it? I do!`;

type Group = AgentWriting["group"];

interface Writer {
  name: string;
  group: Group;
  /** As its group does, until it hears somebody exclaim. */
  writes(subject: string, heard: readonly Message[]): string;
}

const writer = (group: Group, i: number): Writer => {
  const name = `${group}${i}`;
  const own = group === "a" ? analytic : creative;
  return {
    name,
    group,
    writes: (subject, heard) => {
      const isTakenOver = heard.some(({ speaker, text }) => speaker !== name && text.includes("!"));
      return isTakenOver ? creative(subject) : own(subject);
    },
  };
};
const writers = (["a", "b"] as const).flatMap((group) => Array.from({ length: 16 }, (_, i) => writer(group, i)));
const subjectOf = (i: number): string => SUBJECTS[i % SUBJECTS.length] as string;
const speaks = ({ name, writes }: Writer): Participant => ({
  name,
  speak: async (history) => ({ text: writes(subjectOf(history.length), history) }),
});

/** What it talked with whom: nothing for those who write alone. */
const talks = new Map<string, readonly Message[]>();
for (const [i, one] of writers.entries()) {
  const other = writers[16 + i];
  if (one.group === "b" || i >= 8 || other === undefined) continue;
  const talk = await conversation({ session: one.name, user: speaks(other), actor: speaks(one), turns: 3 });
  talks.set(one.name, talk.messages);
}
const [first] = talks.values();
for (const { speaker, text } of first?.slice(0, 2) ?? []) console.log(`${speaker}: ${text}`);

const wrote = writers.map(({ name, group, writes }, i) => ({
  ...{ group, met: talks.has(name) },
  before: writes(subjectOf(i), []),
  after: writes(subjectOf(i + 1), talks.get(name) ?? []),
}));

const figure = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
const ends = (interval: { low: number; high: number } | null | undefined): string =>
  `[${figure(interval?.low ?? null)}, ${figure(interval?.high ?? null)}]`;
for (const met of [true, false]) {
  const moved = linguisticAlignment(wrote.filter((one) => one.group === "b" || one.met === met));
  const who = met ? "talked with creative ones" : "wrote alone";
  console.log(
    `alignment of the analytic who ${who}: ${figure(moved?.value ?? null)} ${ends(moved?.interval)} n=${moved?.n}`,
  );
}
for (const when of ["before", "after"] as const) {
  const apart = groupSeparation(wrote.map((one) => ({ group: one.group, text: one[when] })));
  console.log(`told apart by their style ${when}: ${figure(apart?.value ?? null)} ${ends(apart)} n=${apart?.n}`);
}

// What a questionnaire would say of their openness, 1 to 5: a point more for those who talked.
const draws = random(10);
const openness = wrote.slice(0, 16).map(({ met }) => ({ met, score: 2 + 1.5 * draws.next() + (met ? 1 : 0) }));
const scores = (met: boolean): number[] => openness.filter((one) => one.met === met).map(({ score }) => score);
const { d, interval } = traitShift(scores(false), scores(true));
console.log(
  `openness of those who talked over those who did not: d ${figure(d)} ${ends(interval)} n=${openness.length}`,
);
