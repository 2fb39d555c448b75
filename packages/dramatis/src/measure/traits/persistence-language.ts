/**
 * How much a text is like those of people who persist with a change of themselves.
 *
 * Room to Grow (Wilson et al. [204]): who persists writes in a more complicated way and speaks more of long-term
 * self-improvement. Their lexicon (LIWC) and data may not be shipped: the words below are ours. No labelled text: null.
 *
 * @function
 * @paper 204
 */
import { type Auc, auc, crossValidated } from "../../stats/index.ts";
import { STYLE_DIMENSIONS, styleVector } from "../../transcript/index.ts";
import { words } from "../text.ts";

const LONG_TERM = new Set(
  `always become better build change future goal goals grow growth habit habits improve improving learn learning life
  long-term month months plan planned planning plans practice progress self someday start steady train training year years`.split(
    /\s+/,
  ),
);

export const PERSISTENCE_FEATURES = ["sentenceLength", "hardReading", "longWords", "longTerm", "logWords"] as const;

/**
 * Complexity of a text and how much it looks ahead: words a sentence, Flesch's reading ease turned round, shares of words of
 * seven letters or more and of the long-term list, logarithm of its length. English; all 0 for a text without words.
 */
export function persistenceLanguage(text: string): number[] {
  const all = words(text);
  if (all.length === 0) return PERSISTENCE_FEATURES.map(() => 0);
  const style = styleVector(text);
  const of = (name: (typeof STYLE_DIMENSIONS)[number]): number => style[STYLE_DIMENSIONS.indexOf(name)] as number;
  const share = (holds: (word: string) => boolean): number => all.filter(holds).length / all.length;
  return [
    of("sentenceLength"),
    -of("readingEase"),
    share((word) => word.length >= 7),
    share((word) => LONG_TERM.has(word)),
    Math.log(all.length),
  ];
}

/** One person's writing, and whether they persisted. */
export interface PersistenceCase {
  text: string;
  persisted: boolean;
  /** Who wrote it, where some wrote more than once: held out whole. */
  person?: string;
}

/**
 * How well the language tells who persists: area under the ROC curve of ten-fold logistic regression, with DeLong's
 * interval; .5 tells nothing. null where either group has fewer than two.
 */
export function persistencePrediction(cases: readonly PersistenceCase[]): Auc | null {
  const rows = cases.map(({ text, persisted, person }) => ({
    ...{ features: persistenceLanguage(text), positive: persisted },
    ...(person !== undefined && { group: person }),
  }));
  return auc(
    crossValidated(rows).flatMap((value, i) =>
      value === null ? [] : [{ value, positive: rows[i]?.positive === true, ...clusterOf(cases[i]) }],
    ),
  );
}

function clusterOf(one: PersistenceCase | undefined): { cluster?: string } {
  return one?.person === undefined ? {} : { cluster: one.person };
}
