/**
 * How far the answers of a simulated population lie from those of people, question by question and group by group.
 *
 * Anthology [156]: the Wasserstein distance of the options' shares on ordinal codes, averaged over questions, with total
 * variation beside it; people are split in halves at random 20 times, and the mean distance of the halves is the best that
 * can be expected of any sample of that size (a half of them: of the whole it would be less). Jensen–Shannon is ours, for
 * options that are no scale. Two baselines are held against the same people: all options alike, and everybody giving the
 * answer that most people of that group give (which knows the people's own answers). Intervals resample questions;
 * `distanceOverPeople` resamples those who answered. Questions that a side did not answer are missing; no questions
 * gives null with n = 0.
 *
 * @paper 156
 * @function
 */
import { type Estimate, random } from "../../core/index.ts";
import { bootstrapInterval, estimateOf, type Interval, mean } from "../../stats/index.ts";
import { DISTANCES, type DistanceName, questionDistances } from "./question-distances.ts";
import { type AnswerCounts, countAnswers, type Respondent, type SurveyQuestion } from "./survey-answers.ts";

/** What is held against the people. */
export const SIDES = ["model", "uniform", "majority", "ceiling"] as const;
export type Side = (typeof SIDES)[number];

/** Distances by side, and how much nearer than a baseline the model is, question by question: above 0 is nearer. */
export type DistanceSummary = Record<Side | "gainOnUniform" | "gainOnMajority", Record<DistanceName, Estimate>>;

export interface QuestionDistance {
  question: string;
  group?: string;
  /** People, or their weights summed. */
  people: number;
  distances: Record<Side, Record<DistanceName, number | null>>;
}

export interface DistributionDistance {
  overall: DistanceSummary;
  /** By group's name, for groups in which both sides answered something. */
  groups: Record<string, DistanceSummary>;
  questions: QuestionDistance[];
}

export interface DistributionDistanceOptions {
  questions: readonly SurveyQuestion[];
  /** Counts of people: the ceiling draws halves of them, so weights that are no counts give it the wrong size. */
  human: readonly AnswerCounts[];
  model: readonly AnswerCounts[];
  halves?: number;
  seed?: number;
}

/** @throws RangeError for counts of another length than the question's options */
export function distributionDistance(options: DistributionDistanceOptions): DistributionDistance {
  const { questions, human, model, seed = 42 } = options;
  const known = new Map(questions.map((question) => [question.id, question]));
  const given = new Map(model.map((one) => [keyOf(one), one.counts]));
  const present = new Set([undefined, ...model.map(({ group }) => group)]);
  const compared = human.flatMap((one): QuestionDistance[] => {
    const question = known.get(one.question);
    const answered = given.get(keyOf(one));
    if (question === undefined || !present.has(one.group)) return [];
    for (const counts of [one.counts, answered]) {
      if (counts !== undefined && counts.length !== question.options.length)
        throw new RangeError(`invalid counts of ${one.question}; ${question.options.length} wanted: ${counts.length}`);
    }
    const people = one.counts.reduce((sum, count) => sum + count, 0);
    return [{ ...labelOf(one), people, distances: sidesOf(question, one.counts, { ...options, answered }) }];
  });
  const groups = Map.groupBy(compared, ({ group }) => group);
  return {
    overall: summaryOf(groups.get(undefined) ?? [], seed),
    groups: Object.fromEntries(
      [...groups].flatMap(([group, own]) => (group === undefined ? [] : [[group, summaryOf(own, seed)] as const])),
    ),
    questions: compared,
  };
}

function keyOf({ question, group }: AnswerCounts): string {
  return JSON.stringify([question, group ?? null]);
}

function labelOf({ question, group }: AnswerCounts): Pick<QuestionDistance, "question" | "group"> {
  return { question, ...(group !== undefined && { group }) };
}

function sidesOf(
  question: SurveyQuestion,
  human: readonly number[],
  { answered, halves = 20, seed = 42 }: { answered: readonly number[] | undefined; halves?: number; seed?: number },
): QuestionDistance["distances"] {
  const most = human.indexOf(Math.max(...human));
  const to = (other: readonly number[]) => questionDistances(question, human, other);
  return {
    model: to(answered ?? human.map(() => 0)),
    uniform: to(human.map(() => 1)),
    majority: to(human.map((_, option) => Number(option === most))),
    ceiling: splitHalves(question, human, { halves, seed }),
  };
}

/** Every answer is a person, so a count of a thousand is a thousand of them; parts of a person are rounded. */
function splitHalves(
  question: SurveyQuestion,
  counts: readonly number[],
  { halves, seed }: { halves: number; seed: number },
): Record<DistanceName, number | null> {
  const people = counts.flatMap((count, option) => new Array<number>(Math.round(count)).fill(option));
  const half = Math.floor(people.length / 2);
  const draw = random(seed);
  const tally = (some: readonly number[]): number[] => {
    const sums = new Array<number>(counts.length).fill(0);
    for (const option of some) sums[option] = (sums[option] as number) + 1;
    return sums;
  };
  // One shuffle serves all distances.
  const splits = Array.from({ length: halves }, () => {
    const order = draw.shuffle(people);
    return questionDistances(question, tally(order.slice(0, half)), tally(order.slice(half, 2 * half)));
  });
  const meanOf = (name: DistanceName): number | null => mean(splits.flatMap((one) => one[name] ?? []));
  return {
    emd: meanOf("emd"),
    emdOfScale: meanOf("emdOfScale"),
    jensenShannon: meanOf("jensenShannon"),
    totalVariation: meanOf("totalVariation"),
  };
}

function summaryOf(rows: readonly QuestionDistance[], seed: number): DistanceSummary {
  const each = (of: (row: QuestionDistance, name: DistanceName) => number | null, measure: string, isGain: boolean) =>
    Object.fromEntries(
      DISTANCES.map((name) => [
        name,
        estimateOf(
          rows.flatMap((row) => {
            // Off a scale there is no distance on it; that is no failure.
            const isOffScale = row.distances.uniform[name] === null;
            const value = of(row, name);
            return isOffScale
              ? []
              : [{ value, ...(value === null && { missing: "unparsed" as const }), cluster: row.question }];
          }),
          {
            measure: `distribution-distance/${measure}/${name}`,
            version: "1",
            unit: "points",
            direction: isGain ? "higher" : "lower",
            counts: "claims",
            seed,
          },
        ),
      ]),
    ) as Record<DistanceName, Estimate>;
  const side = (name: Side) => each((row, distance) => row.distances[name][distance], name, false);
  const gain = (baseline: Side) =>
    each(
      ({ distances }, name) => {
        const own = distances.model[name];
        return own === null ? null : (distances[baseline][name] as number) - own;
      },
      `gain on ${baseline}`,
      true,
    );
  return {
    model: side("model"),
    uniform: side("uniform"),
    majority: side("majority"),
    ceiling: side("ceiling"),
    gainOnUniform: gain("uniform"),
    gainOnMajority: gain("majority"),
  };
}

export interface DistanceOverPeopleOptions {
  questions: readonly SurveyQuestion[];
  human: readonly AnswerCounts[];
  /** Who answered as the model. */
  respondents: readonly Respondent[];
  distance?: DistanceName;
  resamples?: number;
  seed?: number;
}

/**
 * The mean distance over all questions with an interval that resamples the respondents: how far it is that of these personas.
 * Few people lie farther from anything by chance, resamples of them farther still, so the interval is turned around the
 * value (basic bootstrap) and reaches below it more than above. null where nothing can be compared; no interval for one person.
 */
export function distanceOverPeople({
  questions,
  human,
  respondents,
  distance = "emdOfScale",
  resamples = 500,
  seed = 42,
}: DistanceOverPeopleOptions): { value: number; interval: Interval | null; n: number } | null {
  const whole = new Map(human.filter(({ group }) => group === undefined).map((one) => [one.question, one.counts]));
  const distanceOf = (sample: readonly Respondent[]): number | null =>
    mean(
      countAnswers(sample, { questions }).flatMap(({ question, counts }) => {
        const people = whole.get(question);
        const known = questions.find(({ id }) => id === question);
        return (people && known && questionDistances(known, people, counts)[distance]) ?? [];
      }),
    );
  const value = distanceOf(respondents);
  if (value === null) return null;
  const drawn = bootstrapInterval(respondents, (sample) => distanceOf(sample) ?? value, { resamples, seed });
  const interval = drawn && {
    low: Math.max(0, Math.min(value, 2 * value - drawn.high)),
    high: Math.max(value, 2 * value - drawn.low),
  };
  return { value, interval, n: respondents.length };
}
