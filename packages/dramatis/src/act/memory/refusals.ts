import { z } from "zod";
import type { Component } from "../../core/index.ts";
import type { MemorySource } from "./memory.ts";
import { savedState } from "./saved-state.ts";
import { sourceKey } from "./source-key.ts";

/** Something that was said and not kept, and why. */
export interface Refusal extends MemorySource {
  reason: string;
}

/** What a component refused, each message's words once. */
export interface Refusals {
  /** Oldest first: the last 100. */
  readonly all: readonly Refusal[];
  add(source: MemorySource, reason: string): void;
  readonly state: NonNullable<Component["state"]>;
}

const MOST = 100;

const saved = z.object({
  refused: z.array(
    z.object({ session: z.string(), turn: z.number(), speaker: z.string(), quote: z.string(), reason: z.string() }),
  ),
});

/** @param name of the component, for errors */
export function refusals(name: string): Refusals {
  let refused: Refusal[] = [];
  return {
    get all() {
      return refused;
    },
    add(source, reason) {
      if (refused.some((one) => sourceKey(one) === sourceKey(source))) return;
      refused = [...refused, { ...source, reason }].slice(-MOST);
    },
    state: {
      save: () => structuredClone({ refused }),
      load(given) {
        ({ refused } = savedState(name, saved, given));
      },
    },
  };
}
