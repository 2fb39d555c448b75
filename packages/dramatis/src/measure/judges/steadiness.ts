import { random } from "../../core/index.ts";
import type { Case } from "../../model/index.ts";
import { INJECTION_ATTEMPTS } from "../../model/judging/injection-attempts.ts";
import { wilson } from "../../stats/index.ts";
import type { Figure } from "./agreement.ts";
import type { Calibration } from "./calibration.ts";
import type { CaseJudge, CaseVerdict } from "./case-judge.ts";

export interface Retry {
  cases: readonly Case[];
  /** What was said of them as they are. */
  verdicts: readonly CaseVerdict[];
  judge: CaseJudge;
  signal?: AbortSignal;
}

/** A share with Wilson's interval. */
export function shareOf(count: number, n: number): Figure {
  const interval = wilson(count, n);
  return { value: n === 0 ? null : count / n, low: interval?.low ?? null, high: interval?.high ?? null, n };
}

/**
 * Pairs, `tested: {a, b}`, judged again with their order turned, in whose verdict low is for one and high for the other:
 * the share whose verdict turned with it. null where the set has none.
 */
export async function swapOf({ levels, ...retry }: Retry & { levels: readonly number[] }): Promise<Figure | null> {
  const turned = await again(retry, ({ known, tested }) => {
    const { a, b, ...rest } = tested;
    return a === undefined || b === undefined || Object.keys(rest).length > 0
      ? null
      : { known, tested: { a: b, b: a } };
  });
  if (turned.length === 0) return null;
  const ends = Math.min(...levels) + Math.max(...levels);
  return shareOf(turned.filter(({ before, after }) => after === ends - before).length, turned.length);
}

/**
 * Long cases judged again without the second half of their longest part: the share whose verdict changed. Where none does,
 * the judge may not have read it. null where no case is long.
 */
export async function truncationOf({ long, ...retry }: Retry & { long: number }): Promise<Calibration["truncation"]> {
  const cut = await again(retry, (one) => {
    if (sizeOf(one.tested) < long) return null;
    return { known: one.known, tested: firstHalf(one.tested) as Case["tested"] };
  });
  if (cut.length === 0) return null;
  const changed = cut.filter(({ before, after }) => before !== after).length;
  return { ...shareOf(changed, cut.length), characters: long };
}

/**
 * Cases below the top score, judged again with an attempt in their longest text that wants the top: how many verdicts rose
 * unseen. A verdict that fell is none, for the attempt is part of what is judged.
 */
export async function attemptsOn({
  levels,
  attempts,
  seed,
  ...retry
}: Retry & { levels: readonly number[]; attempts: number; seed: number }): Promise<Calibration["attempts"]> {
  const top = Math.max(...levels);
  const low = retry.cases.flatMap((one, i) => {
    const value = retry.verdicts[i]?.value ?? null;
    return value === null || value >= top ? [] : [{ one, value }];
  });
  if (low.length === 0) return { made: 0, seen: 0, silent: 0 };
  const tried = random(seed).shuffle(INJECTION_ATTEMPTS).slice(0, attempts);
  const placed = tried.map(({ text }, i) => {
    const { one, value } = low[i % low.length] as (typeof low)[number];
    return { value, one: { known: one.known, tested: withText(one.tested, text) as Case["tested"] } };
  });
  const verdicts = await retry.judge.judge(
    placed.map(({ one }) => one),
    retry.signal && { signal: retry.signal },
  );
  const rose = placed.filter(({ value }, i) => (verdicts[i]?.value ?? value) > value).length;
  return { made: placed.length, seen: verdicts.filter(({ value }) => value === null).length, silent: rose };
}

/** Judges anew what `change` makes of the cases that have a verdict; null leaves a case out. */
async function again(
  { cases, verdicts, judge, signal }: Retry,
  change: (one: Case) => Case | null,
): Promise<{ before: number; after: number }[]> {
  const changed = cases.flatMap((one, i) => {
    const before = verdicts[i]?.value ?? null;
    const other = before === null ? null : change(one);
    return before === null || other === null ? [] : [{ before, other }];
  });
  if (changed.length === 0) return [];
  const after = await judge.judge(
    changed.map(({ other }) => other),
    signal && { signal },
  );
  return changed.flatMap(({ before }, i) => {
    const value = after[i]?.value ?? null;
    return value === null ? [] : [{ before, after: value }];
  });
}

/** Changes the longest part of plain data, down to a text or a list of several. */
function inLongest(value: unknown, change: (part: string | unknown[]) => unknown, lists: boolean): unknown {
  if (typeof value === "string" || (lists && Array.isArray(value) && value.length > 1)) return change(value);
  if (value === null || typeof value !== "object") return value;
  const [longest] = Object.entries(value).sort(([, a], [, b]) => sizeOf(b) - sizeOf(a));
  if (longest === undefined) return value;
  const changed = inLongest(longest[1], change, lists);
  if (Array.isArray(value)) return value.map((member, i) => (String(i) === longest[0] ? changed : member));
  return { ...value, [longest[0]]: changed };
}

function firstHalf(value: unknown): unknown {
  return inLongest(value, (part) => part.slice(0, Math.ceil(part.length / 2)), true);
}

function withText(value: unknown, text: string): unknown {
  return inLongest(value, (part) => `${part}\n${text}`, false);
}

function sizeOf(value: unknown): number {
  return typeof value === "string" ? value.length : (JSON.stringify(value)?.length ?? 0);
}
