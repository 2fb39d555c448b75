import { join } from "node:path";
import { InputError, oneLine } from "../../core/index.ts";
import { type Column, table } from "../../report/terminal/table.ts";
import { listLimits, pullRun, type RunDatabase, type RunSummary, setLimit } from "../../run/index.ts";
import type { LimitFlags, PullFlags, RunsFlags } from "../commands/runs.ts";
import { columns } from "../terminal.ts";
import { withRunDatabase } from "../with-run-database.ts";

const within = <T>(work: (database: RunDatabase) => Promise<T>): Promise<T> => withRunDatabase({}, work);
const HEADS = ["run", "state", "done", "failed", "of", "cost", "workers", "changed"] as const;
const MOST_FAILURES = 20;

export function listRuns({ json = false }: RunsFlags): Promise<number> {
  return within(async ({ runs }) => {
    const all = await runs.list();
    if (json) print(JSON.stringify(all, null, 2));
    else if (all.length === 0) print("no runs; begin one with dramatis check … and DATABASE_URL");
    else for (const line of table(HEADS.map(head), all.map(rowOf), Math.min(columns(), 140))) print(line);
    return 0;
  });
}

export function showRun(id: string, { json = false }: RunsFlags): Promise<number> {
  return within(async ({ runs }) => {
    const run = await runs.summary(id);
    const failures = await runs.failures(id);
    if (json) print(JSON.stringify({ ...run, failures }, null, 2));
    else {
      for (const line of table(HEADS.map(head), [rowOf(run)], Math.min(columns(), 140))) print(line);
      if (run.note !== null) print(run.note);
      for (const { id: trial, error } of failures.slice(0, MOST_FAILURES))
        print(oneLine(`failed ${trial.slice(0, 12)} ${error.code}: ${error.message}`, 200));
      if (failures.length > MOST_FAILURES) print(`and ${failures.length - MOST_FAILURES} more; --json has them all`);
    }
    return 0;
  });
}

export function fetchRun(id: string, { runs: root }: PullFlags): Promise<number> {
  return within(async (database) => {
    const { folder, run, hasReport } = await pullRun(database, id, root);
    say(`Run: ${folder}`);
    if (hasReport) say(`Report: ${join(folder, "report.html")}`);
    else say(`it is ${run.state}: ${run.done} of ${run.total} trials are there, and no report`);
    return 0;
  });
}

export function cancelRun(id: string): Promise<number> {
  return within(async ({ runs, queues }) => {
    const run = await runs.find(id);
    const did = await runs.end(id, "cancelled", { note: "by dramatis runs cancel" });
    if (did) await queues.drop(run);
    say(did ? `${id}: cancelled; what is done is kept` : `${id}: it was ${run.state} already`);
    return 0;
  });
}

export function resumeRun(id: string): Promise<number> {
  return within(async ({ runs }) => {
    const { state } = await runs.find(id);
    const { round } = await runs.reopen(id);
    say(
      state === "open"
        ? `${id}: it is open already`
        : `${id}: open again, for the ${round}. time; workers go on with it`,
    );
    return 0;
  });
}

export function limitModel(model: string | undefined, { perMinute, budget }: LimitFlags): Promise<number> {
  return within(async ({ sql }) => {
    if (model !== undefined && perMinute === undefined && budget === undefined) {
      const expected = "--per-minute or --budget; without a model, the limits are shown";
      throw new InputError({ where: model, found: "no limit", expected });
    }
    if (model !== undefined) await setLimit(sql, { model, perMinute, budget });
    const limits = await listLimits(sql);
    if (limits.length === 0) print("no limits");
    const rows = limits.map(({ model, perMinute, budget, spent }) => [
      model,
      `${perMinute ?? "none"}`,
      budget === null ? "none" : `$${budget}`,
      `$${spent.toFixed(4)}`,
    ]);
    if (rows.length > 0)
      for (const line of table(["model", "calls a minute", "budget", "spent"].map(head), rows, columns())) print(line);
    return 0;
  });
}

function rowOf({ id, state, done, failed, total, usage, workers, changedAt }: RunSummary): string[] {
  const cost = usage.cost === undefined ? "" : `$${usage.cost.toFixed(4)}`;
  const changed = changedAt.toISOString().slice(0, 16).replace("T", " ");
  return [id, state, `${done}`, `${failed}`, `${total}`, cost, workers.join(" "), changed];
}

function head(title: string): Column {
  return { head: title, align: ["done", "failed", "of", "cost", "spent"].includes(title) ? "right" : "left" };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function say(line: string): void {
  process.stderr.write(`dramatis: ${line}\n`);
}
