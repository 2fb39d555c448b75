import { formatInterval, formatNumber } from "../../format-estimate.ts";
import type { AnswerTab, QuestionsPage } from "./questions-page.ts";

/** A share of questions without an answer from which on the others may differ from them. */
const MUCH_MISSING = 0.2;
const COSTLY = 2;

/**
 * What must be known before any of the answers is read; none where nothing speaks against them. Held against the ends of
 * the intervals: the place of an option decides, even answers are nearer to people, much is missing, weights rest on few.
 */
export function answerWarnings({ styles, questions, asked, against }: QuestionsPage): string[] {
  const { firstPlace, orderEffect } = styles;
  const chance = questions.reduce((sum, { options }) => sum + 1 / options.length, 0) / (questions.length || 1);
  const lines: string[] = [];
  if (atLeast(firstPlace) > (1 - chance) / 2) {
    lines.push(
      `The option shown first is taken in ${percent((firstPlace.value ?? 0) + chance)} of answers; by chance it would be ${percent(chance)}.`,
    );
    if (asked.orders === 1)
      lines.push("Only one order was asked: what is said and where it stands cannot be told apart.");
  }
  if (atLeast(orderEffect) > 0.5) {
    lines.push(
      `Between two orders of the options ${percent(orderEffect.value ?? 0)} of everybody’s answers change places (${orderEffect.n} questions).`,
    );
  }
  const everybody = against?.sides.find(({ kind }) => kind === "everybody");
  if (everybody && everybody.gainOnEven.value !== null && atMost(everybody.gainOnEven) < 0) {
    const { personas, even, gainOnEven } = everybody;
    lines.push(
      `Farther from people than if every option were taken alike: ${number(personas.value)} against ${number(even.value)}, a gain of ${number(gainOnEven.value)} ${formatInterval(gainOnEven)} (n=${gainOnEven.n} questions).`,
    );
  }
  const all = questions.reduce((sum, question) => sum + question.asked, 0);
  const lost = questions.reduce((sum, { refused, unparsed, failed }) => sum + refused + unparsed + failed, 0);
  if (all > 0 && lost / all > MUCH_MISSING) {
    lines.push(
      `${percent(lost / all)} of ${all.toLocaleString("en-US")} answers are missing: the others may not stand for them.`,
    );
  }
  const wholes = questions.flatMap(({ tabs }) => tabs.slice(0, 1));
  const worst = wholes.reduce<AnswerTab | null>(
    (most, tab) => (tab.designEffect > (most?.designEffect ?? COSTLY) ? tab : most),
    null,
  );
  if (worst !== null) {
    lines.push(
      `The weights rest on few: the answers of ${worst.n} are worth those of ${number(worst.n / worst.designEffect)} (design effect ${number(worst.designEffect)}).`,
    );
  }
  return lines;
}

/** Lower end of the interval; where nothing varies there is none, and the value stands for itself. */
function atLeast({ value, low }: { value: number | null; low: number | null }): number {
  return low ?? value ?? 0;
}

function atMost({ value, high }: { value: number | null; high: number | null }): number {
  return high ?? value ?? 0;
}

function percent(share: number): string {
  return `${formatNumber(Number((100 * share).toFixed(1)))}\u00a0%`;
}

function number(value: number | null): string {
  return formatNumber(value ?? 0);
}
