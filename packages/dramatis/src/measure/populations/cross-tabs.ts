/**
 * How groups of a population answered: weighted shares of the options with their margins of error, beside how much the
 * weights cost.
 *
 * The design effect is Kish's, n·Σw²/(Σw)², and a margin 1.96·√(p(1 − p)/n_eff), n_eff = n / design effect; the interval is Wilson's on
 * n_eff, so that no answer of 0 or 1 is certain. A respondent whose answer is probabilities counts as one who gave a
 * single answer, which makes margins too wide rather than too narrow. They are of these respondents, as if each
 * was drawn anew: personas that one model plays err together, which no margin shows. Nobody gives no row.
 *
 * @paper 156
 * @function
 */
import { designEffect, effectiveSize, type Interval, wilson, Z95 } from "../../stats/index.ts";
import { groupName, type Respondent, type SurveyQuestion, sharesOf } from "./survey-answers.ts";

export interface CrossTab {
  question: string;
  /** All respondents where absent. */
  group?: string;
  /** Who answered, and who was asked and did not. */
  n: number;
  missing: number;
  effective: number;
  designEffect: number;
  options: { option: string; share: number; margin: number; interval: Interval }[];
}

/** Rows by question: all respondents, then the groups of each variable of `by`. */
export function crossTabs(
  respondents: readonly Respondent[],
  { questions, by = [] }: { questions: readonly SurveyQuestion[]; by?: readonly string[] },
): CrossTab[] {
  const groups = by.flatMap((variable) =>
    [...Map.groupBy(respondents, ({ groups = {} }) => groups[variable])].flatMap(([value, own]) =>
      value === undefined ? [] : [{ group: groupName(variable, value), own }],
    ),
  );
  return questions.flatMap((question) =>
    [{ own: respondents }, ...groups].flatMap((one) =>
      tabOf(question, one.own, "group" in one ? one.group : undefined),
    ),
  );
}

function tabOf({ id, options }: SurveyQuestion, asked: readonly Respondent[], group: string | undefined): CrossTab[] {
  const answered = asked.flatMap(({ answers, weight = 1 }) =>
    answers[id] && weight > 0 ? { shares: answers[id], weight } : [],
  );
  const sums = options.map((_, at) =>
    answered.reduce((sum, { shares, weight }) => sum + weight * (shares[at] ?? 0), 0),
  );
  const found = sharesOf(sums);
  if (found === null) return [];
  const weights = answered.map(({ weight }) => weight);
  const effective = effectiveSize(weights);
  return [
    {
      question: id,
      ...(group !== undefined && { group }),
      n: answered.length,
      missing: asked.filter(({ answers, weight = 1 }) => id in answers && !(answers[id] && weight > 0)).length,
      effective,
      designEffect: designEffect(weights),
      options: options.map((option, at) => {
        const share = found[at] as number;
        const margin = Z95 * Math.sqrt((share * (1 - share)) / effective);
        return { option, share, margin, interval: wilson(share * effective, effective) as Interval };
      }),
    },
  ];
}
