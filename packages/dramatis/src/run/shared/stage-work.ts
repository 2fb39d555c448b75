import { BudgetError, type Plan, type Trial, type TrialOutcome } from "../../core/index.ts";
import { failureOf } from "../failure-of.ts";
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
  leaseSeconds: number;
  /** Told when outcomes were kept; what it throws ends the work. */
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
  private readonly held = new Set<Held>();
  private readonly ready: { place: number; of: Held }[] = [];
  private readonly running = new Set<Promise<void>>();
  private fault: { error: unknown } | undefined;

  constructor(options: StageWorkOptions, stopped: AbortSignal) {
    this.options = options;
    this.stopped = stopped;
  }

  async run(): Promise<void> {
    const { leaseSeconds, queue } = this.options;
    // A renewal that fails is made up for by the next; a lease that is lost costs a trial done twice, which counts once.
    const renew = (): void => void queue.touch([...this.held].map(({ batch }) => batch)).catch(() => undefined);
    const renewal = setInterval(renew, (leaseSeconds * 1000) / 3);
    try {
      await this.takeAndDo();
    } catch (error) {
      this.fault ??= { error };
    } finally {
      await Promise.all(this.running);
      clearInterval(renewal);
    }
    await this.giveBack();
    if (this.fault) throw this.fault.error;
  }

  private get isOver(): boolean {
    return this.stopped.aborted || this.fault !== undefined;
  }

  private async takeAndDo(): Promise<void> {
    const { concurrency } = this.options;
    for (let nap = SHORTEST_NAP_MS; !this.isOver; ) {
      if (this.ready.length === 0 && this.running.size < Math.max(1, concurrency)) {
        if (concurrency > 0 && (await this.refill())) {
          nap = SHORTEST_NAP_MS;
          continue;
        }
        nap = Math.min(nap * 2, LONGEST_NAP_MS);
        await this.pause(nap);
        continue;
      }
      while (this.running.size < concurrency) {
        const next = this.ready.shift();
        if (next === undefined) break;
        this.start(next);
      }
      await Promise.race(this.running);
    }
  }

  /** False where nothing was there to take. */
  private async refill(): Promise<boolean> {
    const { queue, concurrency, trials, writer } = this.options;
    const batches = await queue.take(Math.max(1, concurrency - this.running.size));
    const suspect = batches.find(({ lost }) => lost > 0);
    if (suspect !== undefined) await this.doAlone(suspect, batches);
    else for (const batch of batches) await this.hold(batch);
    if (batches.length > 0) return true;
    await queue.bury(async (dead) => {
      const places = dead.flatMap((batch) => batch.places);
      await Promise.all(places.map((place) => writer.keep(deadLetter(trials[place] as Trial))));
    });
    return false;
  }

  /** The places of a batch whose trials have no outcome yet; what has none left is done. */
  private async leftOf(batch: TakenBatch): Promise<number[]> {
    const { queue, trials, known } = this.options;
    const ids = batch.places.map((place) => (trials[place] as Trial).id);
    const have = await known(ids);
    const left = batch.places.filter((_, index) => !have.has(ids[index] as string));
    if (left.length === 0) await queue.done(batch);
    return left;
  }

  private async hold(batch: TakenBatch): Promise<void> {
    const left = await this.leftOf(batch);
    const held = { batch, left: new Set(left) };
    if (left.length > 0) this.held.add(held);
    this.ready.push(...left.map((place) => ({ place, of: held })));
  }

  /**
   * A batch with which a worker died. One of its trials may be why: they become batches of one, and such a one is done while
   * nothing else is held here, so that nothing else is blamed with it. What was taken with it goes back.
   */
  private async doAlone(suspect: TakenBatch, taken: readonly TakenBatch[]): Promise<void> {
    const { queue } = this.options;
    for (const batch of taken) if (batch !== suspect) await queue.replace(batch, [batch]);
    const left = await this.leftOf(suspect);
    if (left.length === 0) return;
    if (suspect.places.length > 1)
      return queue.replace(
        suspect,
        left.map((place) => ({ places: [place] })),
      );
    await Promise.all(this.running);
    await this.giveBack();
    if (this.isOver) return queue.replace(suspect, [suspect]);
    this.start({ place: left[0] as number, of: { batch: suspect, left: new Set(left) } });
    await Promise.all(this.running);
  }

  private start({ place, of }: { place: number; of: Held }): void {
    this.held.add(of);
    const done = this.perform(place, of)
      .catch((error: unknown) => {
        this.fault ??= { error };
      })
      .finally(() => this.running.delete(done));
    this.running.add(done);
  }

  private async perform(place: number, of: Held): Promise<void> {
    const { trials, perform, writer, queue, onKept } = this.options;
    const trial = trials[place] as Trial;
    const outcome = await attempt(trial, perform, this.stopped);
    if (outcome.status === "failed" && this.stopped.aborted) return;
    await writer.keep(outcome);
    of.left.delete(place);
    if (of.left.size === 0) {
      this.held.delete(of);
      await queue.done(of.batch);
    }
    onKept();
  }

  private async giveBack(): Promise<void> {
    const { queue } = this.options;
    for (const { batch, left } of this.held) await queue.replace(batch, [{ places: [...left], lost: batch.lost }]);
    this.held.clear();
    this.ready.length = 0;
  }

  private async pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.stopped.addEventListener("abort", () => resolve(), { once: true });
    await Promise.race([promise, ...this.running]);
    clearTimeout(timer);
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
