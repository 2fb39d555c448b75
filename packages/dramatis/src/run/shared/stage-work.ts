import { BudgetError, type Plan, type Trial, type TrialOutcome } from "../../core/index.ts";
import { doorbell } from "../doorbell.ts";
import { failureOf } from "../failure-of.ts";
import { inLots } from "./in-lots.ts";
import type { OutcomeWriter } from "./outcome-writer.ts";
import type { TakenBatch, WorkQueue } from "./work-queue.ts";

export interface StageWorkOptions {
  /** In the order that all who take part agree on. */
  trials: readonly Trial[];
  perform: Plan["perform"];
  queue: WorkQueue;
  writer: OutcomeWriter;
  /** Which of these have an outcome. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Trials in flight at once. */
  concurrency: number;
  /** Trials in a batch, most of them. */
  batchSize: number;
  leaseSeconds: number;
  /** Told when outcomes were kept. */
  onKept(): void;
}

/** One process's part of a stage. */
export interface StageWork {
  /** Takes no more, breaks off what is in flight, and gives back what it had taken. */
  stop(): void;
  /** Rejects with what broke it. */
  readonly ended: Promise<void>;
}

const SHORTEST_NAP_MS = 20;
const LONGEST_NAP_MS = 1000;
/** Trials that take less are taken ahead of need, for their workers would else wait for the database in between. */
const QUICK_MS = 500;

/** A batch that was taken, and the trials of it without an outcome. */
interface Held {
  batch: TakenBatch;
  left: Set<number>;
}

/** Takes batches and does them until it is told to stop. */
export function stageWork(options: StageWorkOptions): StageWork {
  const abort = new AbortController();
  const work = new Work(options, abort.signal);
  return { stop: () => abort.abort(), ended: work.run() };
}

class Work {
  private readonly options: StageWorkOptions;
  private readonly stopped: AbortSignal;
  private readonly bell = doorbell();
  private readonly finish: (batch: TakenBatch) => Promise<void>;
  private readonly held = new Set<Held>();
  private readonly ready: { place: number; of: Held }[] = [];
  private readonly running = new Set<Promise<void>>();
  /** What was done and is being kept. */
  private readonly keeping = new Set<Promise<void>>();
  private refilling: Promise<void> | undefined;
  private isQuick = false;
  private nap = SHORTEST_NAP_MS;
  private napUntil = 0;
  /** To be done alone. */
  private suspect: TakenBatch | undefined;
  private fault: { error: unknown } | undefined;

  constructor(options: StageWorkOptions, stopped: AbortSignal) {
    this.options = options;
    this.stopped = stopped;
    this.finish = inLots((batches) => options.queue.done(batches));
    stopped.addEventListener("abort", this.bell.ring, { once: true });
  }

  async run(): Promise<void> {
    const { leaseSeconds, queue } = this.options;
    // A renewal that fails is made up for by the next; a lease that is lost costs a trial done twice, which counts once.
    const renew = (): void => void queue.touch(this.taken()).catch(() => undefined);
    const renewal = setInterval(renew, (leaseSeconds * 1000) / 3);
    try {
      await this.takeAndDo();
    } catch (error) {
      this.fault ??= { error };
    } finally {
      await this.refilling;
      await this.settled();
      clearInterval(renewal);
    }
    if (this.suspect) await queue.replace(this.suspect, [this.suspect]);
    await this.giveBack();
    if (this.fault) throw this.fault.error;
  }

  private taken(): TakenBatch[] {
    return [...[...this.held].map(({ batch }) => batch), ...(this.suspect ? [this.suspect] : [])];
  }

  private get isOver(): boolean {
    return this.stopped.aborted || this.fault !== undefined;
  }

  private async takeAndDo(): Promise<void> {
    const { concurrency } = this.options;
    while (!this.isOver) {
      if (this.suspect) {
        await this.doAlone();
        continue;
      }
      // What was done waits in memory until it is kept: so much of it and no more.
      while (this.running.size < concurrency && this.keeping.size < 2 * concurrency) {
        const next = this.ready.shift();
        if (next === undefined) break;
        this.start(next);
      }
      const wanted = this.wanted();
      const sleep = Math.max(0, this.napUntil - performance.now());
      if (wanted > 0 && sleep === 0) this.refill(wanted);
      await this.bell.wait(wanted > 0 && sleep > 0 ? sleep : undefined);
    }
  }

  /** How many trials are to be taken now. */
  private wanted(): number {
    const { concurrency } = this.options;
    const { ready, running } = this;
    if (this.refilling || (this.isQuick && 2 * ready.length > concurrency)) return 0;
    return concurrency - ready.length - (this.isQuick ? 0 : running.size);
  }

  private refill(wanted: number): void {
    this.refilling = this.take(wanted)
      .then((found) => {
        this.nap = found ? SHORTEST_NAP_MS : Math.min(this.nap * 2, LONGEST_NAP_MS);
        this.napUntil = found ? 0 : performance.now() + this.nap;
      })
      .catch(this.fail)
      .finally(() => {
        this.refilling = undefined;
        this.bell.ring();
      });
  }

  private readonly fail = (error: unknown): void => {
    this.fault ??= { error };
  };

  /** False where nothing was there to take. */
  private async take(wanted: number): Promise<boolean> {
    const { queue, batchSize, trials, writer } = this.options;
    const batches = await queue.take(Math.ceil(wanted / batchSize));
    const suspect = batches.find(({ lost }) => lost > 0);
    if (suspect !== undefined) await this.setApart(suspect, batches);
    else await this.hold(batches);
    if (batches.length > 0) return true;
    await queue.bury(async (dead) => {
      const places = dead.flatMap((batch) => batch.places);
      await Promise.all(places.map((place) => writer.keep(deadLetter(trials[place] as Trial))));
    });
    return false;
  }

  /** The places whose trials have no outcome yet, by batch; a batch that has none left is done. */
  private async leftOf(batches: readonly TakenBatch[]): Promise<Held[]> {
    const { trials, known } = this.options;
    const idOf = (place: number): string => (trials[place] as Trial).id;
    const have = batches.length > 0 ? await known(batches.flatMap(({ places }) => places.map(idOf))) : new Set();
    const all = batches.map((batch) => ({
      batch,
      left: new Set(batch.places.filter((place) => !have.has(idOf(place)))),
    }));
    await Promise.all(all.map(({ batch, left }) => left.size === 0 && this.finish(batch)));
    return all.filter(({ left }) => left.size > 0);
  }

  private async hold(batches: readonly TakenBatch[]): Promise<void> {
    for (const held of await this.leftOf(batches)) {
      this.held.add(held);
      this.ready.push(...[...held.left].map((place) => ({ place, of: held })));
    }
  }

  /**
   * A batch with which a worker died. One of its trials may be why: they become batches of one, and such a one is done while
   * nothing else is held here, so that nothing else is blamed with it. What was taken with it goes back.
   */
  private async setApart(suspect: TakenBatch, taken: readonly TakenBatch[]): Promise<void> {
    const { queue } = this.options;
    for (const batch of taken) if (batch !== suspect) await queue.replace(batch, [batch]);
    const [held] = await this.leftOf([suspect]);
    if (held === undefined) return;
    if (suspect.places.length === 1) this.suspect = suspect;
    else
      await queue.replace(
        suspect,
        [...held.left].map((place) => ({ places: [place] })),
      );
  }

  private async doAlone(): Promise<void> {
    await this.settled();
    await this.giveBack();
    if (this.isOver || this.suspect === undefined) return;
    const batch = this.suspect;
    this.suspect = undefined;
    this.start({ place: batch.places[0] as number, of: { batch, left: new Set(batch.places) } });
    await this.settled();
  }

  private start({ place, of }: { place: number; of: Held }): void {
    this.held.add(of);
    this.follow(this.running, this.perform(place, of));
  }

  /** In the set until it ends; what breaks it ends the work. */
  private follow(set: Set<Promise<void>>, work: Promise<void>): void {
    const followed = work.catch(this.fail).finally(() => {
      set.delete(followed);
      this.bell.ring();
    });
    set.add(followed);
  }

  private async perform(place: number, of: Held): Promise<void> {
    const { trials, perform } = this.options;
    const outcome = await attempt(trials[place] as Trial, perform, this.stopped);
    if (outcome.status === "failed" && this.stopped.aborted) return;
    this.isQuick = outcome.ms < QUICK_MS;
    this.follow(this.keeping, this.keep(outcome, { place, of }));
  }

  private async keep(outcome: TrialOutcome, { place, of }: { place: number; of: Held }): Promise<void> {
    const { writer, onKept } = this.options;
    await writer.keep(outcome);
    of.left.delete(place);
    if (of.left.size === 0) {
      this.held.delete(of);
      await this.finish(of.batch);
    }
    onKept();
  }

  /** When nothing is under way any more. */
  private async settled(): Promise<void> {
    while (this.running.size + this.keeping.size > 0) await Promise.all([...this.running, ...this.keeping]);
  }

  private async giveBack(): Promise<void> {
    const { queue } = this.options;
    for (const { batch, left } of this.held) await queue.replace(batch, [{ places: [...left], lost: batch.lost }]);
    this.held.clear();
    this.ready.length = 0;
  }
}

/** @throws BudgetError at the cap: such a trial has no outcome, it was not to be afforded */
async function attempt(trial: Trial, perform: Plan["perform"], signal: AbortSignal): Promise<TrialOutcome> {
  const { id } = trial;
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  try {
    return { id, status: "done", result: await perform(trial, signal), ms: ms() };
  } catch (error) {
    if (error instanceof BudgetError) throw error;
    return { id, status: "failed", error: failureOf(error), ms: ms() };
  }
}

function deadLetter({ id }: Trial): TrialOutcome {
  const message = "every worker that did it died; it was given up";
  return { id, status: "failed", error: { code: "dead_letter", message }, ms: 0 };
}
