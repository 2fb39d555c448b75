import { HttpFault } from "../http-fault.ts";
import { type Caller, mayReach } from "./caller.ts";
import { COMMAND_LINE } from "./desk/outside-runs.ts";
import { personasOf } from "./desk/run-request.ts";
import type { House } from "./house.ts";
import type { RunState } from "./run-desk.ts";

/** @throws HttpFault 404, so also for a run of a persona that the caller may not reach */
export async function reachRun(
  { runs }: Pick<House, "runs">,
  { caller, id }: { caller: Caller; id: string },
): Promise<RunState> {
  const run = await runs.get(id);
  if (reachesRun(caller, run)) return run;
  throw new HttpFault(404, `no run ${JSON.stringify(id.slice(0, 80))}; GET /api/runs lists them`);
}

/** Whether the caller may reach every persona that a run reads. Of one that no server began, these are not known for sure. */
export function reachesRun(caller: Caller, run: RunState): boolean {
  if (run.by === COMMAND_LINE) return caller.personas === "all";
  return personasOf(run).every((name) => mayReach(caller, name));
}
