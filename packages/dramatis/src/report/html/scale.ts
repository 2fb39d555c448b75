/** A linear scale with round ends. */
export interface Scale {
  low: number;
  high: number;
  /** Evenly spaced, the ends among them. */
  ticks: number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** The smallest scale with round ends that holds 0 and the values, in about `count` steps. */
export function roundScale(values: readonly number[], count = 4): Scale {
  const least = Math.min(0, ...values);
  // Where everything is 0 the scale is 0 to 1.
  const most = Math.max(0, ...values) || (least === 0 ? 1 : 0);
  const span = most - least;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step = power * (STEPS.find((candidate) => power * candidate * count >= span * 0.999) ?? 10);
  const low = Math.floor(least / step + 1e-9);
  const high = Math.ceil(most / step - 1e-9);
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => clean((low + index) * step));
  return { low: clean(low * step), high: clean(high * step), ticks };
}

/** From one given end to the other, in steps of 1 where these are few. */
export function givenScale(low: number, high: number): Scale {
  const span = high - low;
  const steps = Number.isInteger(span) && span > 2 && span <= 8 ? span : 4;
  return { low, high, ticks: Array.from({ length: steps + 1 }, (_, i) => clean(low + (i / steps) * span)) };
}

/** Without the last digits that floating point leaves: 0.30000000000000004 is 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
