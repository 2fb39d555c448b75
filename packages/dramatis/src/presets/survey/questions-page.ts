import { basename } from "node:path";
import type { Estimate } from "../../core/index.ts";
import {
  type AnswerCounts,
  type DistanceName,
  type DistanceSummary,
  groupName,
  type QuestionDistance,
} from "../../measure/populations/index.ts";
import type { ItemResponse } from "../../measure/psychometrics/index.ts";
import type {
  AnswerStyles,
  AnswerTab,
  ComparedSide,
  GroupShown,
  PeopleCompared,
  PeopleDistances,
  PlacedShare,
  QuestionShown,
  QuestionsPage,
} from "../../report/index.ts";
import { estimateOf, wilson } from "../../stats/index.ts";
import type { HumanComparison } from "./population-report.ts";
import type { FileQuestion } from "./questions-file.ts";
import type { QuestionsOutcome } from "./run-questions.ts";

/** Each distance in words, with its largest value where all questions have one. */
export const DISTANCE_WORDS: Record<DistanceName, { name: string; most: number | null }> = {
  emdOfScale: { name: "Wasserstein distance, share of the scale", most: 1 },
  emd: { name: "Wasserstein distance, steps", most: null },
  jensenShannon: { name: "Jensen–Shannon distance", most: 1 },
  totalVariation: { name: "total variation", most: 1 },
};

/** What the page of a questionnaire shows, from all that came of it. */
export function questionsPage(outcome: QuestionsOutcome): QuestionsPage {
  const { file, survey, report, made, human = [], folder } = outcome;
  const { name, title = name, licence = "", source = "", language = "en" } = file;
  const { weights, by = [], against, ...asked } = made;
  return {
    run: basename(folder),
    questionnaire: { name, title, licence, source },
    model: made.model,
    asked: {
      ...{ mode: asked.mode, answers: asked.answers, language, wordings: asked.wordings },
      ...{ orders: asked.orders, repeats: asked.repeats, seed: asked.seed, by },
      ...(weights !== undefined && { weights }),
      ...(against !== undefined && { against: basename(against) }),
    },
    people: survey.people.map(({ person }) => person),
    questions: file.questions.map((question) => questionShown(question, { report, human, by })),
    styles: stylesOf(outcome),
    against: report.against && compared(report.against, by),
    failures: [...Map.groupBy(survey.failures, ({ message }) => message)].map(([message, all]) => ({
      message,
      times: all.length,
    })),
  };
}

function questionShown(
  { id, text, options, group: topic, wave }: FileQuestion,
  { report, human, by }: Pick<QuestionsOutcome, "report"> & { human: readonly AnswerCounts[]; by: readonly string[] },
): QuestionShown {
  const { asked = 0, refused = 0, unparsed = 0, failed = 0 } = report.questions.find((one) => one.id === id) ?? {};
  const distances = report.against?.questions.filter(({ question }) => question === id) ?? [];
  const [first] = distances;
  const distance = first && distanceOf(first, report.against);
  const tabs = report.tabs
    .filter(({ question }) => question === id)
    .map(({ group, n, missing, designEffect, options: own }): AnswerTab => {
      const found = distances.find((one) => one.group === group);
      return {
        group: group === undefined ? null : groupShown(group, by),
        ...{ n, missing, designEffect },
        shares: own.map(({ share, interval }) => ({ share, ...interval })),
        people: peopleShown(human.find((one) => one.question === id && one.group === group)),
        distance: found && distance ? found.distances.model[distance] : null,
      };
    });
  return {
    ...{ id, text, options, tabs, asked, refused, unparsed, failed },
    distance: distance ? DISTANCE_WORDS[distance].name : null,
    ...(topic !== undefined && { topic }),
    ...(wave !== undefined && { wave }),
  };
}

/** That of the page, or total variation where the question has no scale. */
function distanceOf({ distances }: QuestionDistance, against: HumanComparison | null): DistanceName {
  const wanted = against?.overPeople.distance ?? "totalVariation";
  return distances.uniform[wanted] === null ? "totalVariation" : wanted;
}

/** The name of a group is its field's and its value. */
function groupShown(name: string, by: readonly string[]): GroupShown {
  const field = by.find((one) => name.startsWith(groupName(one, ""))) ?? "";
  return { field, value: name.slice(groupName(field, "").length) };
}

/** As if every count was a person drawn at random. */
function peopleShown(counts: AnswerCounts | undefined): AnswerTab["people"] {
  const n = counts?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
  if (counts === undefined || n === 0) return null;
  return {
    n,
    shares: counts.counts.map(
      (count): PlacedShare => ({ share: count / n, ...(wilson(count, n) ?? { low: 0, high: 1 }) }),
    ),
  };
}

function stylesOf({ file, survey, report, made }: QuestionsOutcome): AnswerStyles {
  const options = new Map(file.questions.map((question) => [question.id, question.options.length]));
  const { responses } = survey;
  const estimate = (measure: string, scores: Parameters<typeof estimateOf>[0]): Estimate =>
    estimateOf(scores, {
      ...{ measure: `answers/${measure}`, version: "1", unit: "ratio", direction: "none", counts: "claims" },
      seed: made.seed,
    });
  const share = (reason: ItemResponse["missing"]): Estimate =>
    estimate(
      String(reason),
      responses.map(({ person, missing }) => ({ value: Number(missing === reason), cluster: person })),
    );
  const overQuestions = (of: "orderEffect" | "entropy"): Estimate =>
    estimate(
      of,
      report.questions.flatMap((one) => (one[of] === null ? [] : [{ value: one[of], cluster: one.id }])),
    );
  return {
    firstPlace: estimate(
      "first place",
      responses.flatMap(({ item, place, person }) =>
        place === undefined
          ? []
          : [{ value: Number(place === 0) - 1 / (options.get(item) as number), cluster: person }],
      ),
    ),
    orderEffect: overQuestions("orderEffect"),
    entropy: overQuestions("entropy"),
    ...{ refused: share("refused"), unparsed: share("unparsed"), failed: share("failed") },
  };
}

function compared({ overall, groups, topics, overPeople }: HumanComparison, by: readonly string[]): PeopleCompared {
  const { distance, found } = overPeople;
  const { name, most } = DISTANCE_WORDS[distance];
  const side = (of: DistanceSummary, rest: Pick<ComparedSide, "kind" | "field" | "name">): ComparedSide => ({
    ...rest,
    ...distancesOf(of, distance),
    gainOnEven: of.gainOnUniform[distance],
  });
  return {
    ...{ distance: name, most },
    sides: [
      side(overall, { kind: "everybody", field: "", name: "everybody" }),
      ...Object.entries(groups).map(([group, of]) => {
        const { field, value } = groupShown(group, by);
        return side(of, { kind: "group", field, name: value });
      }),
      ...Object.entries(topics).map(([topic, of]) =>
        side(of, { kind: "topic", field: "", name: topic.slice(groupName("topic", "").length) }),
      ),
    ],
    overPersonas: found && {
      ...{ value: found.value, low: found.interval?.low ?? null, high: found.interval?.high ?? null, n: found.n },
    },
    distances: (Object.keys(DISTANCE_WORDS) as DistanceName[]).map((one) => ({
      distance: DISTANCE_WORDS[one].name,
      ...distancesOf(overall, one),
    })),
  };
}

function distancesOf({ model, ceiling, uniform, majority }: DistanceSummary, distance: DistanceName): PeopleDistances {
  return {
    ...{ personas: model[distance], halves: ceiling[distance] },
    ...{ even: uniform[distance], commonest: majority[distance] },
  };
}
