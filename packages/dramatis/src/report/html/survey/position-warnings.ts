import { formatInterval, formatNumber } from "../../format-estimate.ts";
import type { QuestionnairePage } from "./survey-page.ts";

/**
 * Why the place of an option decides more than what it says; none where it does not. Held against the lower end of each
 * interval: the first option taken for its place in more than half of all answers, or an answer that moves by more than a
 * whole option when the options are turned around; of items with options of their own, most of which come out otherwise.
 */
export function positionWarnings({
  styles,
  options,
  hasOwnOptions,
  asked,
}: Pick<QuestionnairePage, "options" | "hasOwnOptions"> & {
  styles: Pick<QuestionnairePage["styles"], "firstPlace" | "orderSensitivity">;
  asked: Pick<QuestionnairePage["asked"], "orders">;
}): string[] {
  const number = options.length;
  const { firstPlace, orderSensitivity } = styles;
  const chance = 1 / number;
  const lines: string[] = [];
  const percent = (share: number): string => `${formatNumber(Number((100 * share).toFixed(1)))}\u00a0%`;
  if (sureOf(firstPlace) > (1 - chance) / 2) {
    lines.push(
      `The option shown first is taken in ${percent((firstPlace.value ?? 0) + chance)} of answers; by chance it would be ${percent(chance)}.`,
    );
    if (asked.orders === 1)
      lines.push("Only one order was asked: what is said and where it stands cannot be told apart.");
  }
  if (hasOwnOptions && sureOf(orderSensitivity) > 0.5) {
    lines.push(
      `In another order of the options ${percent(orderSensitivity.value ?? 0)} of items come out otherwise (n=${orderSensitivity.n}).`,
    );
  }
  if (!hasOwnOptions && sureOf(orderSensitivity) > 1 / (number - 1)) {
    const { value, n } = orderSensitivity;
    lines.push(
      `Turning the options around moves an answer by ${formatNumber(value ?? 0)} ${formatInterval(orderSensitivity)} of the range (n=${n}); one option is ${formatNumber(1 / (number - 1))}.`,
    );
  }
  return lines;
}

/** Lower end of the interval; where nothing varies there is none, and the value stands for itself. */
function sureOf({ value, low }: { value: number | null; low: number | null }): number {
  return low ?? value ?? 0;
}
