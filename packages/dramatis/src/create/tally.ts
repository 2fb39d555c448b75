import type { Model, Usage } from "../core/index.ts";
import { addUsage } from "../model/index.ts";

/** What came of a creation. */
export interface CreationReport {
  /** Personas, or parts of one, that were asked for or found. */
  asked: number;
  kept: number;
  /** Why the others were dropped, and how many for each reason: "duplicate", "contradicts the persona", "unparsed". */
  dropped: Record<string, number>;
  /** Calls to chat models, and what they used. */
  calls: number;
  usage: Usage;
}

/** Counts what was asked, kept and dropped while personas are made. asked = kept + all dropped, once it is done. */
export interface Tally {
  ask(count?: number): void;
  keep(count?: number): void;
  /** @param reason a few words that stay the same, so that they can be counted. */
  drop(reason: string, count?: number): void;
  /** The model, whose calls and usage are counted here. */
  counted(model: Model): Model;
  report(): CreationReport;
}

export function tally(): Tally {
  let [asked, kept, calls] = [0, 0, 0];
  let usage: Usage = { inputTokens: 0, outputTokens: 0 };
  const dropped = new Map<string, number>();
  return {
    ask: (count = 1) => {
      asked += count;
    },
    keep: (count = 1) => {
      kept += count;
    },
    drop: (reason, count = 1) => {
      dropped.set(reason, (dropped.get(reason) ?? 0) + count);
    },
    counted: (model) => ({
      ...model,
      generate: async (request, signal) => {
        const reply = await model.generate(request, signal);
        calls += 1;
        usage = addUsage(usage, reply.usage);
        return reply;
      },
    }),
    report: () => ({ asked, kept, dropped: Object.fromEntries(dropped), calls, usage }),
  };
}
