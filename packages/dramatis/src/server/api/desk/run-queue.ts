import { dirname, join } from "node:path";
import { DramatisError, oneLine } from "../../../core/index.ts";
import type { Meter } from "../../../model/index.ts";
import { writeWhole } from "../../../run/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { placeless } from "../../placeless.ts";
import type { RunState } from "../run-desk.ts";
import { charging } from "./charging.ts";
import { CUT_OFF, readRecords, writeRecord } from "./run-records.ts";
import type { RunDone, RunTask } from "./run-task.ts";

/** Most runs that wait for the one under way. */
const MOST_WAITING = 20;
/** Lines that are kept beside a result. */
const MOST_NOTICES = 20;

/** A run that this server knows of. */
interface Held {
  state: RunState;
  readonly abort: AbortController;
  /** Resolves at the next change of the state. */
  changed: PromiseWithResolvers<void>;
  meter?: Meter;
  charge?: () => void;
}

/** Does one run: what it needs is its task. */
export type Perform = (state: RunState, task: Omit<RunTask, "tools">) => Promise<RunDone>;

export interface QueueOptions {
  /** Holds a folder for each run; runs of earlier servers are read from there. */
  folder: string;
  perform: Perform;
  now: () => Date;
}

/** Runs, one under way at a time; the others wait in the order in which they came. */
export class RunQueue {
  readonly #folder: string;
  readonly #perform: Perform;
  readonly #now: () => Date;
  readonly #held: Map<string, Held>;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor({ folder, perform, now }: QueueOptions) {
    this.#folder = folder;
    this.#perform = perform;
    this.#now = now;
    this.#held = new Map(readRecords(folder).map((state) => [state.id, heldOf(state)]));
  }

  /** The newest first. */
  list(): RunState[] {
    const all = [...this.#held.values()].map(({ state }) => state);
    return all.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
  }

  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** @throws HttpFault 404 */
  get(id: string): RunState {
    return this.#find(id).state;
  }

  /** @throws HttpFault 429 where too many wait, 503 once it is closed */
  refuseMore(): void {
    if (this.#closed) throw new HttpFault(503, "the server is about to end", { code: "closing" });
    const waiting = this.list().filter(({ status, stage }) => status === "running" && stage === "waiting").length;
    if (waiting < MOST_WAITING) return;
    throw new HttpFault(429, `${waiting} runs wait already; cancel one, or try again later`, { code: "queue_full" });
  }

  /** Puts a run at the end of the queue, in the place of an earlier attempt at it. @throws InputError where it cannot be kept */
  enter(run: Omit<RunState, "status" | "stage" | "startedAt">, { resume }: { resume: boolean }): RunState {
    const state: RunState = { ...run, status: "running", stage: "waiting", startedAt: this.#now().toISOString() };
    writeRecord(this.#folder, state);
    const one = heldOf(state);
    this.#held.set(state.id, one);
    this.#last = this.#last.then(() => this.#run(one, resume));
    return state;
  }

  async *follow(id: string, signal: AbortSignal): AsyncGenerator<RunState, void, void> {
    const one = this.#find(id);
    const gone = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    while (!signal.aborted) {
      const { state } = one;
      const { promise } = one.changed;
      yield state;
      if (state.status !== "running") return;
      await Promise.race([promise, gone]);
    }
  }

  async cancel(id: string): Promise<RunState> {
    const one = this.#find(id);
    if (one.state.status !== "running") return one.state;
    one.abort.abort();
    if (one.state.stage === "waiting") this.#end(one, this.#cancelled());
    while (one.state.status === "running") await one.changed.promise;
    return one.state;
  }

  /** Cancels all, and waits for the one under way. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { state, abort } of this.#held.values()) if (state.status === "running") abort.abort();
    await this.#last;
  }

  #find(id: string): Held {
    const found = this.#held.get(id);
    if (found !== undefined) return found;
    throw new HttpFault(404, `no run ${JSON.stringify(id.slice(0, 80))}; GET /api/runs lists them`);
  }

  async #run(one: Held, resume: boolean): Promise<void> {
    const { signal } = one.abort;
    if (one.state.status !== "running") return;
    if (signal.aborted) return this.#end(one, this.#cancelled());
    update(one, { stage: "starting" });
    try {
      const done = await this.#perform(one.state, this.#taskOf(one, resume));
      const fault = done.fault && this.#plain(one, done.fault);
      this.#end(one, keep(this.#folderOf(one), { ...done, ...(fault !== undefined && { fault }) }));
    } catch (error) {
      if (signal.aborted) this.#end(one, this.#cancelled());
      else this.#end(one, { status: "failed", error: this.#errorLine(one, error) });
    }
  }

  #folderOf({ state }: Held): string {
    return join(this.#folder, state.id);
  }

  /** Without where things lie on the disk of the server. */
  #plain(one: Held, line: string): string {
    const folder = this.#folderOf(one);
    return placeless([folder, this.#folder, dirname(this.#folder)])(line).replaceAll(`${folder}/`, "");
  }

  #errorLine(one: Held, error: unknown): string {
    const plain = this.#plain(one, error instanceof Error ? error.message : String(error));
    return oneLine(error instanceof DramatisError || error instanceof HttpFault ? plain : `unexpected error: ${plain}`);
  }

  #taskOf(one: Held, resume: boolean): Omit<RunTask, "tools"> {
    return {
      folder: this.#folderOf(one),
      resume,
      signal: one.abort.signal,
      onStart: ({ stage, total, already, meter }) => {
        if (meter !== undefined && meter !== one.meter) Object.assign(one, { meter, charge: charging(meter) });
        update(one, { stage, total, done: already });
      },
      onOutcome: () => {
        update(one, { done: one.state.done + 1, ...costOf(one) });
        one.charge?.();
      },
      onNotice: (line) => {
        const { notices = [] } = one.state;
        const plain = this.#plain(one, line);
        if (notices.length < MOST_NOTICES) update(one, { notices: [...notices, oneLine(plain, 300)] });
      },
    };
  }

  #cancelled(): Partial<RunState> {
    return { status: "cancelled", ...(this.#closed && { error: CUT_OFF }) };
  }

  /** The end of a run, written down; a disk that takes nothing more is part of how it ended. */
  #end(one: Held, ending: Partial<RunState>): void {
    const { stage: _, ...rest } = one.state;
    const state = { ...rest, endedAt: this.#now().toISOString(), ...costOf(one), ...ending };
    try {
      writeRecord(this.#folder, state);
      one.state = state;
    } catch (error) {
      one.state = { ...state, status: "failed", error: this.#errorLine(one, error) };
    }
    update(one, {});
  }
}

function heldOf(state: RunState): Held {
  return { state, abort: new AbortController(), changed: Promise.withResolvers() };
}

function update(one: Held, change: Partial<RunState>): void {
  one.state = { ...one.state, ...change };
  one.changed.resolve();
  one.changed = Promise.withResolvers();
}

function costOf({ meter }: Held): { cost?: number } {
  const cost = meter?.usage().cost;
  return cost === undefined ? {} : { cost };
}

/** Writes what came of a run; gives how it ended. */
function keep(folder: string, { result, report, scores, fault }: RunDone): Partial<RunState> {
  writeWhole(join(folder, "result.json"), `${JSON.stringify(result)}\n`);
  if (report !== undefined) writeWhole(join(folder, "report.html"), report);
  if (fault !== undefined) return { status: "failed", error: oneLine(fault) };
  return { status: "done", ...(scores && { scores }) };
}
