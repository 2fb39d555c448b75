/**
 * How nearly digital twins answer as their people did, beside how nearly these repeat themselves.
 *
 * Twin-2K-500 [130]: accuracy of an answer is 1 − |x̂ − x| / r, r the question's range; the mean of a person's answers in a
 * task, then over tasks and people, with Student's interval over people. Held against it: the people's own answers when asked
 * again (relative accuracy = twin / retest, over the answers that have both), and a uniform random answer, of which we take
 * the expectation over the whole numbers of the range and not a draw. Accuracy rewards answers in the middle, so each question also has the
 * correlation of twins and people over persons. Answers that are missing are counted and in no mean; nothing gives null.
 *
 * @paper 130
 * @function
 */
import { type Estimate, noMissing } from "../../core/index.ts";
import { bootstrapInterval, type Interval, mean, pearson, tQuantile } from "../../stats/index.ts";
import { resampled } from "../psychometrics/resampled.ts";

export interface TwinAnswer {
  person: string;
  task: string;
  question: string;
  /** Least and greatest answer that the question allows. */
  range: readonly [number, number];
  truth: number;
  /** null where the twin's answer could not be read. */
  twin: number | null;
  /** What the person answered when asked again. */
  retest?: number | null;
}

export interface DigitalTwins {
  accuracy: Estimate;
  /** Of the people themselves, asked again, and of a random answer. */
  retest: Estimate;
  random: Estimate;
  /** accuracy / retest and random / retest, over answers that have all; intervals resample people. */
  relative: RelativeAccuracy;
  relativeRandom: RelativeAccuracy;
  questions: TwinQuestion[];
}

export interface RelativeAccuracy {
  value: number | null;
  interval: Interval | null;
  people: number;
}

export interface TwinQuestion {
  task: string;
  question: string;
  accuracy: number | null;
  retest: number | null;
  random: number;
  relative: number | null;
  /** Of twins and people over persons: whether it knows who differs from whom. */
  correlation: Estimate;
}

/** @throws RangeError for a range without length, or a truth outside it */
export function digitalTwins(answers: readonly TwinAnswer[], { seed = 42 }: { seed?: number } = {}): DigitalTwins {
  for (const { question, range, truth } of answers) {
    if (!(range[1] > range[0]) || !(truth >= range[0] && truth <= range[1]))
      throw new RangeError(`invalid answer to ${question}; not within ${range[0]} to ${range[1]}: ${truth}`);
  }
  const both = answers.filter(({ twin, retest }) => twin !== null && (retest ?? null) !== null);
  const retested = answers.filter(({ retest }) => retest !== undefined);
  const questions = Map.groupBy(answers, ({ task, question }) => JSON.stringify([task, question]));
  return {
    accuracy: overPeople(answers, ofTwin, "accuracy"),
    retest: overPeople(retested, ofRetest, "retest"),
    random: overPeople(answers, ofRandom, "random"),
    relative: ratioOverPeople(both, ofTwin, seed),
    relativeRandom: ratioOverPeople(both, ofRandom, seed),
    questions: [...questions.values()].map((own) => questionOf(own, seed)),
  };
}

type Accuracy = (answer: TwinAnswer) => number | null;

function accuracyOf(guess: number | null | undefined, { range, truth }: TwinAnswer): number | null {
  return guess === null || guess === undefined ? null : 1 - Math.abs(guess - truth) / (range[1] - range[0]);
}

const ofTwin: Accuracy = (answer) => accuracyOf(answer.twin, answer);
const ofRetest: Accuracy = (answer) => accuracyOf(answer.retest, answer);
/** Of a whole number of the range, all alike probable. */
const ofRandom: Accuracy = (answer) => {
  const [least, most] = answer.range;
  const guesses = Array.from(
    { length: Math.floor(most - least) + 1 },
    (_, i) => accuracyOf(least + i, answer) as number,
  );
  return mean(guesses);
};

/** Mean over a person's answers in a task, then over the tasks: one number a person. */
function byPerson(answers: readonly TwinAnswer[], of: Accuracy): Map<string, number> {
  const people = Map.groupBy(answers, ({ person }) => person);
  return new Map(
    [...people].flatMap(([person, own]) => {
      const tasks = [...Map.groupBy(own, ({ task }) => task).values()];
      const value = mean(tasks.flatMap((task) => mean(task.flatMap((answer) => of(answer) ?? [])) ?? []));
      return value === null ? [] : [[person, value] as const];
    }),
  );
}

function overPeople(answers: readonly TwinAnswer[], of: Accuracy, name: string): Estimate {
  const values = [...byPerson(answers, of).values()];
  const value = mean(values);
  const n = values.length;
  const squares = values.reduce((sum, one) => sum + (one - (value as number)) ** 2, 0);
  const half = n < 2 ? null : tQuantile(0.05, n - 1) * Math.sqrt(squares / (n - 1) / n);
  const hasInterval = value !== null && half !== null && half > 0;
  return {
    value,
    low: hasInterval ? value - half : null,
    high: hasInterval ? value + half : null,
    n: answers.filter((answer) => of(answer) !== null).length,
    counts: "claims",
    missing: { ...noMissing(), unparsed: answers.filter((answer) => of(answer) === null).length },
    unit: "ratio",
    direction: "higher",
    clusters: n,
    made: { measure: `digital-twins/${name}`, version: "1", arguments: { interval: "t" } },
  };
}

function ratioOverPeople(answers: readonly TwinAnswer[], of: Accuracy, seed: number): RelativeAccuracy {
  const [over, under] = [byPerson(answers, of), byPerson(answers, ofRetest)];
  const people = [...over].map(([person, value]) => ({ value, retest: under.get(person) as number }));
  const ratio = (sample: readonly { value: number; retest: number }[]): number =>
    (mean(sample.map(({ value }) => value)) ?? Number.NaN) / (mean(sample.map(({ retest }) => retest)) ?? Number.NaN);
  const value = ratio(people);
  if (!Number.isFinite(value)) return { value: null, interval: null, people: people.length };
  const interval = bootstrapInterval(people, (sample) => ratio(sample), { resamples: 2000, seed });
  return { value, interval, people: people.length };
}

function questionOf(own: readonly TwinAnswer[], seed: number): TwinQuestion {
  const { task, question } = own[0] as TwinAnswer;
  const read = own.filter(({ twin }) => twin !== null);
  const meanOf = (rows: readonly TwinAnswer[], of: Accuracy): number | null =>
    mean(rows.flatMap((one) => of(one) ?? []));
  const both = own.filter(({ twin, retest }) => twin !== null && (retest ?? null) !== null);
  const [twinBoth, retestBoth] = [meanOf(both, ofTwin), meanOf(both, ofRetest)];
  return {
    task,
    question,
    accuracy: meanOf(own, ofTwin),
    retest: meanOf(own, ofRetest),
    random: meanOf(own, ofRandom) as number,
    relative: twinBoth === null || !retestBoth ? null : twinBoth / retestBoth,
    correlation: resampled({
      measure: "digital-twins/correlation",
      unit: "cosine",
      direction: "higher",
      units: read,
      statistic: (sample) =>
        pearson(
          sample.map(({ twin }) => twin as number),
          sample.map(({ truth }) => truth),
        ),
      n: read.length,
      missing: own.length - read.length,
      people: read.length,
      seed,
    }),
  };
}
