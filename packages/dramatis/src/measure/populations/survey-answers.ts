/** A question with options of its own, as far as its answers are counted. */
export interface SurveyQuestion {
  id: string;
  options: readonly string[];
  /** Whether the options are steps of one scale, in their order; distances on a scale are null for those that are not. */
  scale: "ordinal" | "nominal";
  /** Where each option lies on its scale: 1 to k where absent; null for one beside it, such as "don't know". */
  places?: readonly (number | null)[];
}

/** What one person, or one persona, answered. */
export interface Respondent {
  /** How many people it stands for; 1 unless said. */
  weight?: number;
  /** Group by variable, such as {"party": "Green"}. */
  groups?: Readonly<Record<string, string>>;
  /** By question the share that each option has of the answer: one of them 1, or a model's probabilities; null where none could be read. */
  answers: Readonly<Record<string, readonly number[] | null>>;
}

/** How a group of people answered one question. */
export interface AnswerCounts {
  question: string;
  /** The whole population where absent. */
  group?: string;
  /** By option: people, or their weights or probabilities summed. */
  counts: readonly number[];
}

/** Name of a group: "party: Green". */
export function groupName(variable: string, value: string): string {
  return `${variable}: ${value}`;
}

/** Answers added up by question, over all respondents and over the groups of each variable of `by`. */
export function countAnswers(
  respondents: readonly Respondent[],
  { questions, by = [] }: { questions: readonly SurveyQuestion[]; by?: readonly string[] },
): AnswerCounts[] {
  return questions.flatMap(({ id, options }): AnswerCounts[] => {
    const sums = new Map<string | undefined, number[]>();
    for (const { weight = 1, groups = {}, answers } of respondents) {
      const shares = answers[id];
      if (!shares) continue;
      const own = by.flatMap((variable) =>
        groups[variable] === undefined ? [] : groupName(variable, groups[variable]),
      );
      for (const group of [undefined, ...own]) {
        const sum = sums.get(group) ?? options.map(() => 0);
        sums.set(
          group,
          sum.map((count, option) => count + weight * (shares[option] ?? 0)),
        );
      }
    }
    return [...sums].map(([group, counts]) => ({ question: id, ...(group !== undefined && { group }), counts }));
  });
}

/** Shares that sum to 1; null for no answers. */
export function sharesOf(counts: readonly number[]): number[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total > 0 ? counts.map((count) => count / total) : null;
}

/** Where the answers of each respondent lie on the scale of each question: the mean place of the options on it; null where none. */
export function placedAnswers(
  respondents: readonly Respondent[],
  questions: readonly SurveyQuestion[],
): { values: (number | null)[]; weight: number }[] {
  return respondents.map(({ weight = 1, answers }) => ({
    weight,
    values: questions.map((question) => meanPlace(answers[question.id] ?? null, placesOf(question))),
  }));
}

/** 1 to k unless the question says otherwise. */
export function placesOf({ options, places }: SurveyQuestion): readonly (number | null)[] {
  return places ?? options.map((_, i) => i + 1);
}

function meanPlace(shares: readonly number[] | null, places: readonly (number | null)[]): number | null {
  let [sum, total] = [0, 0];
  for (const [i, share] of (shares ?? []).entries()) {
    const place = places[i] ?? null;
    if (place === null) continue;
    sum += share * place;
    total += share;
  }
  return total > 0 ? sum / total : null;
}
