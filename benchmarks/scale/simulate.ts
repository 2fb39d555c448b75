// A run on a database, event by event, by the rules of packages/dramatis/src/run/shared: what waits for what, and for how long.

export interface Setting {
  trials: number;
  trialMs: number;
  workers: number;
  /** Trials at once in each worker. */
  concurrency: number;
  /** From the beginning to the first batch asked for: the stage is published, its queue is made and filled. */
  openMs: number;
  /** A statement, there and back. */
  statementMs: number;
  /** A write of outcomes, there and back; those of one run take turns. */
  writeMs: number;
}

export interface Simulated {
  seconds: number;
  statements: number;
  outcomesPerWrite: number;
  /** Share of the time in which somebody writes. */
  turnBusy: number;
  /** Share of the places for trials that had one in flight. */
  slotsBusy: number;
}

// As in stage-work.ts, shared-executor.ts and outcome-writer.ts.
const BATCHES = 256;
const MOST_IN_BATCH = 64;
const LINGER_MS = 20;
const READ_GAP_MS = 20;
const QUICK_MS = 500;

/** What is to happen, the earliest first. */
class Agenda {
  now = 0;
  private readonly heap: { at: number; what: () => void }[] = [];

  in(ms: number, what: () => void): void {
    const { heap } = this;
    const entry = { at: this.now + ms, what };
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent] as (typeof heap)[number];
      if (above.at <= entry.at) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  /** False when nothing is left. */
  next(): boolean {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return false;
    if (heap.length > 0) this.sink(last);
    this.now = first.at;
    first.what();
    return true;
  }

  private sink(entry: { at: number; what: () => void }): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      if (right !== undefined && right.at < left.at) child++;
      const below = heap[child] as (typeof heap)[number];
      if (below.at >= entry.at) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = entry;
  }
}

/** One at a time, in the order of coming. */
function turnOf(agenda: Agenda): { busy: number; take(ms: number, then: () => void): void } {
  const waiting: { ms: number; then: () => void }[] = [];
  let taken = false;
  const turn = {
    busy: 0,
    take(ms: number, then: () => void): void {
      waiting.push({ ms, then });
      if (!taken) next();
    },
  };
  function next(): void {
    const first = waiting.shift();
    taken = first !== undefined;
    if (first === undefined) return;
    turn.busy += first.ms;
    agenda.in(first.ms, () => {
      first.then();
      next();
    });
  }
  return turn;
}

/** What the workers of a run have in common. */
interface Shared {
  setting: Setting;
  batchSize: number;
  agenda: Agenda;
  turn: ReturnType<typeof turnOf>;
  /** Trials that nobody has taken. */
  left: number;
  kept: number;
  keptAt: number;
  statements: number;
  writes: number;
}

class Worker {
  private readonly run: Shared;
  private readonly isQuick: boolean;
  private ready = 0;
  private running = 0;
  /** Done and not kept yet. */
  private unkept = 0;
  private lot = 0;
  private gathering: { isOver: boolean } | undefined;
  private isWriting = false;
  private isTaking = false;
  private inBatch = 0;

  constructor(run: Shared) {
    this.run = run;
    this.isQuick = run.setting.trialMs < QUICK_MS;
    run.agenda.in(run.setting.openMs, () => this.step());
  }

  private step(): void {
    const { agenda, setting, left } = this.run;
    const { concurrency, trialMs } = setting;
    while (this.running < concurrency && this.unkept < 2 * concurrency && this.ready > 0) {
      this.ready--;
      this.running++;
      agenda.in(trialMs, () => this.done());
    }
    if (this.isTaking || left === 0 || (this.isQuick && 2 * this.ready > concurrency)) return;
    const wanted = concurrency - this.ready - (this.isQuick ? 0 : this.running);
    if (wanted > 0) this.take(wanted);
  }

  /** Two statements: the batches, and which of their trials have an outcome. */
  private take(wanted: number): void {
    const { run } = this;
    const { statementMs } = run.setting;
    this.isTaking = true;
    run.statements += 2;
    run.agenda.in(statementMs, () => {
      const got = Math.min(run.left, Math.ceil(wanted / run.batchSize) * run.batchSize);
      run.left -= got;
      run.agenda.in(statementMs, () => {
        this.ready += got;
        this.isTaking = false;
        this.step();
      });
    });
  }

  private done(): void {
    this.running--;
    this.unkept++;
    this.lot++;
    if (this.gathering === undefined) {
      const own = { isOver: false };
      this.gathering = own;
      this.run.agenda.in(LINGER_MS, () => {
        own.isOver = true;
        this.write();
      });
    }
    this.write();
    this.step();
  }

  private write(): void {
    const { run, gathering, lot } = this;
    if (this.isWriting || gathering === undefined) return;
    if (lot < run.setting.concurrency && !gathering.isOver) return;
    this.lot = 0;
    this.gathering = undefined;
    this.isWriting = true;
    run.statements++;
    run.writes++;
    run.turn.take(run.setting.writeMs, () => {
      this.isWriting = false;
      this.unkept -= lot;
      run.kept += lot;
      run.keptAt = run.agenda.now;
      // Batches that are whole now are marked as done; nobody waits for it.
      this.inBatch += lot;
      if (this.inBatch >= run.batchSize) run.statements++;
      this.inBatch %= run.batchSize;
      this.write();
      this.step();
    });
  }
}

/** How often a worker looks at what was kept: after 20 ms, after a fiftieth of the time so far, at most after half a second. */
function looksIn(totalMs: number): number {
  let looks = 0;
  for (let at = 0; at < totalMs; at += Math.min(Math.max(READ_GAP_MS, at / 50), 25 * READ_GAP_MS)) looks++;
  return looks;
}

/** The whole run: from the beginning until every worker has read every outcome. */
export function simulate(setting: Setting): Simulated {
  const { trials, trialMs, workers, concurrency, statementMs } = setting;
  const agenda = new Agenda();
  const turn = turnOf(agenda);
  const batchSize = Math.min(MOST_IN_BATCH, Math.ceil(trials / BATCHES));
  const run: Shared = { setting, batchSize, agenda, turn, left: trials, kept: 0, keptAt: 0, statements: 0, writes: 0 };
  for (let number = 0; number < workers; number++) new Worker(run);
  while (agenda.next());
  if (run.kept !== trials) throw new Error(`${run.kept} of ${trials}`);
  const gapMs = Math.min(Math.max(READ_GAP_MS, run.keptAt / 50), 25 * READ_GAP_MS);
  const totalMs = run.keptAt + gapMs / 2 + statementMs;
  return {
    seconds: totalMs / 1000,
    statements: run.statements + workers * Math.min(run.writes, looksIn(totalMs)),
    outcomesPerWrite: trials / run.writes,
    turnBusy: turn.busy / totalMs,
    slotsBusy: (trials * trialMs) / (workers * concurrency * totalMs),
  };
}
