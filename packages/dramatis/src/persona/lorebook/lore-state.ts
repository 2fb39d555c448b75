import { z } from "zod";
import { contentId } from "../../core/index.ts";
import type { LoreRule } from "./lore-rules.ts";

/** When entries came up that keep time: by entry, the number of messages there were the first and the last time. */
export type LoreState = Record<string, { first: number; last: number }>;

const count = z.int().nonnegative();

/** A saved state, which nobody has checked. */
export const loreStateSchema: z.ZodType<LoreState> = z.record(z.string(), z.object({ first: count, last: count }));

/** What time says of an entry. */
export interface LoreTiming {
  /** It came up before. */
  wasUp: boolean;
  /** It is still there. */
  isSticky: boolean;
  /** It may not come up yet. */
  isBarred: boolean;
}

/** Whether an entry must remember when it came up. */
function keepsTime({ sticky, cooldown, decorators }: LoreRule): boolean {
  const { keepActivateAfterMatch, dontActivateAfterMatch } = decorators;
  return sticky > 0 || cooldown > 0 || keepActivateAfterMatch === true || dontActivateAfterMatch === true;
}

/**
 * Keeps time in messages. What came up at this number of messages or later has not come up: the chat did not go on, its
 * last turn is made anew. An entry that is edited is another one.
 */
export function loreClock(
  before: LoreState,
  messages: number,
): { timing(rule: LoreRule): LoreTiming; after(up: readonly LoreRule[]): LoreState } {
  const past = new Map(
    Object.entries(before)
      .filter(([, { first }]) => first < messages)
      .map(([name, { first, last }]) => [name, { first, last: last < messages ? last : first }]),
  );
  const names = new Map<LoreRule, string>();
  const nameOf = (rule: LoreRule): string => {
    const name = names.get(rule) ?? `${rule.id}:${contentId([rule.entry.keys, rule.entry.content])}`;
    names.set(rule, name);
    return name;
  };
  const timing = (rule: LoreRule): LoreTiming => {
    const { sticky, cooldown, delay } = rule;
    const seen = keepsTime(rule) ? past.get(nameOf(rule)) : undefined;
    const since = seen === undefined ? Number.POSITIVE_INFINITY : messages - seen.last;
    return {
      wasUp: seen !== undefined,
      isSticky: since <= sticky,
      isBarred: messages < delay || (since > sticky && since <= sticky + cooldown),
    };
  };
  return {
    timing,
    after: (up) => {
      const next = new Map(past);
      for (const rule of up.filter(keepsTime)) {
        if (timing(rule).isSticky) continue;
        next.set(nameOf(rule), { first: past.get(nameOf(rule))?.first ?? messages, last: messages });
      }
      return Object.fromEntries(next);
    },
  };
}
