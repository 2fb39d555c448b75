import { writeSync } from "node:fs";
import type { Plan, Trial } from "../core/index.ts";
import { inProcess } from "./in-process.ts";
import { openRun, type RunPlan } from "./open-run.ts";

// A run for the tests of resuming. As a program, `node testing-run.ts ROOT`, it does the first 200 of its 300 trials,
// writes the id of every outcome that was acknowledged to standard output, and then waits to be killed.

export const PLAN: RunPlan = { command: "check", subject: "Ada", arguments: { trials: 300 } };
const FIRST_PART = 200;

export function squares(finished: NonNullable<Plan["finished"]>): Plan {
  return { trials: numbered(300), perform: async ({ input }) => Number(input) ** 2, finished };
}

function* numbered(count: number): Generator<Trial> {
  for (let index = 0; index < count; index++) yield { id: `t${index}`, input: index };
}

if (import.meta.main) {
  const run = openRun({ root: process.argv[2] as string, plan: PLAN });
  for await (const outcome of inProcess().run({ ...squares(new Set()), trials: numbered(FIRST_PART) })) {
    run.append(outcome);
    writeSync(1, `${outcome.id}\n`);
  }
  setInterval(() => undefined, 1000);
}
