import type { Caller } from "../api/caller.ts";
import { modelsOf, personasOf } from "../api/desk/run-request.ts";
import type { House } from "../api/house.ts";
import { reachPersona } from "../api/reach-persona.ts";
import { refuseModel } from "../api/refuse-model.ts";
import type { RunAsked, RunState } from "../api/run-desk.ts";
import { HttpFault } from "../http-fault.ts";

export interface RunForTool {
  house: House;
  caller: Caller;
  signal: AbortSignal;
  /** Told how far it is; both only grow. */
  onProgress: (progress: { done: number; total: number; stage: string }) => Promise<void>;
}

/**
 * Starts a run and waits for its end; whoever goes away cancels it.
 *
 * @throws HttpFault for a run that cannot be started, or did not end well
 */
export async function endedRun(
  asked: RunAsked,
  { house, caller, signal, onProgress }: RunForTool,
): Promise<{ run: RunState; result: Record<string, unknown> }> {
  await refuseModel(house, { caller, specs: modelsOf(asked) });
  for (const name of personasOf(asked)) await reachPersona(house, { caller, name });
  let run = await house.runs.start(asked, caller.key);
  let [past, stage, total] = [0, run.stage, 0];
  for await (const state of house.runs.follow(run.id, signal)) {
    run = state;
    if (state.status !== "running") break;
    if (state.stage !== stage) [past, stage] = [past + total, state.stage];
    total = state.total;
    if (total > 0) await onProgress({ done: past + state.done, total: past + total, stage: stage ?? "" });
  }
  if (signal.aborted) run = await house.runs.cancel(run.id);
  if (run.status !== "done") {
    const why = run.error === undefined ? "" : `: ${run.error}`;
    throw new HttpFault(500, `${run.id} ${run.status === "failed" ? "failed" : "was cancelled"}${why}`);
  }
  return { run, result: (await house.runs.result(run.id)) as Record<string, unknown> };
}
