import {
  type AnswerCounts,
  type CrossTab,
  countAnswers,
  crossTabs,
  type DistanceName,
  type DistanceSummary,
  distanceOverPeople,
  distributionDistance,
  groupName,
  type QuestionDistance,
  type Respondent,
  type SurveyQuestion,
  sharesOf,
} from "../../measure/populations/index.ts";
import type { ItemResponse } from "../../measure/psychometrics/index.ts";
import { entropy, mean, totalVariation } from "../../stats/index.ts";
import { type QuestionsFile, surveyQuestions } from "./questions-file.ts";
import { meanShares, type RespondentFields, respondentsOf, sharesOfResponse } from "./respondents.ts";
import type { Survey } from "./survey.ts";

/** How a population answered a questionnaire, and how far that is from people. */
export interface PopulationReport {
  questions: QuestionReport[];
  /** Shares of the options: everybody, then the groups. */
  tabs: CrossTab[];
  /** Share of answers that go to the option shown first, above an even share; null where no place is known. */
  firstPlace: number | null;
  /** Where human counts were given. */
  against: HumanComparison | null;
}

export interface QuestionReport {
  id: string;
  group?: string;
  wave?: string;
  /** Times that it was put, over personas, orders, wordings and repeats. */
  asked: number;
  refused: number;
  unparsed: number;
  failed: number;
  /** Of the distribution over everybody, as a share of the most that its options allow: 0 all alike, 1 even. */
  entropy: number | null;
  /** Mean total variation of everybody's answers between two orders of the options; null for one order. */
  orderEffect: number | null;
}

export interface HumanComparison {
  overall: DistanceSummary;
  groups: Record<string, DistanceSummary>;
  /** By topic, where questions have one. */
  topics: Record<string, DistanceSummary>;
  questions: QuestionDistance[];
  /** Mean of `distance` over the questions, with an interval that resamples the respondents. */
  overPeople: { distance: DistanceName; found: ReturnType<typeof distanceOverPeople> };
}

export interface PopulationReportOptions extends RespondentFields {
  file: QuestionsFile;
  human?: readonly AnswerCounts[] | undefined;
  seed?: number;
}

/** @throws InputError for a field that no persona has, that has too many values, or weights that are none */
export function populationReport(
  survey: Pick<Survey, "responses" | "people">,
  { file, human, seed = 42, weights, by = [] }: PopulationReportOptions,
): PopulationReport {
  const questions = surveyQuestions(file);
  const respondents = respondentsOf(survey, { questions, weights, by });
  return {
    questions: file.questions.map(({ id, group, wave }, at) => ({
      ...questionReport(questions[at] as SurveyQuestion, { responses: survey.responses, respondents }),
      ...{ id, ...(group !== undefined && { group }), ...(wave !== undefined && { wave }) },
    })),
    tabs: crossTabs(respondents, { questions, by }),
    firstPlace: firstPlace(survey.responses, questions),
    against: human === undefined ? null : compared(respondents, { file, questions, by, human, seed }),
  };
}

function questionReport(
  question: SurveyQuestion,
  { responses, respondents }: { responses: readonly ItemResponse[]; respondents: readonly Respondent[] },
): QuestionReport {
  const { id, options } = question;
  const own = responses.filter(({ item }) => item === id);
  const count = (reason: ItemResponse["missing"]): number => own.filter(({ missing }) => missing === reason).length;
  const [whole] = countAnswers(respondents, { questions: [question] });
  const shares = whole === undefined ? null : sharesOf(whole.counts);
  const orders = [...Map.groupBy(own, ({ order }) => order).values()].flatMap((all) => {
    const found = meanShares(
      all.flatMap((one) => [sharesOfResponse(one, options.length)].filter((read) => read !== null)),
    );
    return found === null ? [] : [found];
  });
  return {
    ...{ id, asked: own.length, refused: count("refused"), unparsed: count("unparsed"), failed: count("failed") },
    entropy: shares && entropy(shares) / Math.log2(options.length),
    orderEffect: mean(orders.flatMap((a, i) => orders.slice(i + 1).map((b) => totalVariation(a, b)))),
  };
}

function firstPlace(responses: readonly ItemResponse[], questions: readonly SurveyQuestion[]): number | null {
  const options = new Map(questions.map((question) => [question.id, question.options.length]));
  return mean(
    responses.flatMap(({ item, place }) =>
      place === undefined ? [] : Number(place === 0) - 1 / (options.get(item) as number),
    ),
  );
}

function compared(
  respondents: readonly Respondent[],
  {
    file,
    questions,
    by,
    human,
    seed,
  }: {
    file: QuestionsFile;
    questions: readonly SurveyQuestion[];
    by: readonly string[];
    human: readonly AnswerCounts[];
    seed: number;
  },
): HumanComparison {
  const model = countAnswers(respondents, { questions, by });
  const whole = distributionDistance({ questions, human, model, seed });
  const topics = Map.groupBy(file.questions, ({ group }) => group);
  const ofTopic = ([topic, own]: readonly [string | undefined, readonly { id: string }[]]) => {
    const ids = new Set(own.map(({ id }) => id));
    const everybody = human.filter(({ question, group }) => group === undefined && ids.has(question));
    if (topic === undefined || everybody.length === 0) return [];
    return [
      [groupName("topic", topic), distributionDistance({ questions, human: everybody, model, seed }).overall] as const,
    ];
  };
  const distance = questions.some(({ scale }) => scale === "ordinal") ? "emdOfScale" : "totalVariation";
  return {
    overall: whole.overall,
    groups: whole.groups,
    topics: Object.fromEntries([...topics].flatMap(ofTopic)),
    questions: whole.questions,
    overPeople: { distance, found: distanceOverPeople({ questions, human, respondents, distance, seed }) },
  };
}
