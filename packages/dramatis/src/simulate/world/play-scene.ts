import type { Engine } from "../../core/index.ts";
import { directed, left, type SceneWorld } from "./scene-world.ts";
import { type StepRecord, stepRecord } from "./step-record.ts";
import type { Stop } from "./stop.ts";

/** Something from outside, put in before the step that it names. */
export interface Intervention {
  /** From 1. */
  step: number;
  text: string;
  /** Who learns of it; everybody where absent. */
  to?: readonly string[];
  /** The agent that goes because of it. */
  leave?: string;
}

export interface PlayOptions {
  engine: Engine<SceneWorld>;
  /** Where it begins, or goes on. */
  world: SceneWorld;
  stop: Stop;
  interventions?: readonly Intervention[];
  signal?: AbortSignal | undefined;
}

/** A step that was made: the world after it, and what it changed. */
export interface PlayedStep {
  world: SceneWorld;
  record: StepRecord;
}

/**
 * Steps a world until the engine is done or the stop says so, and gives each step as it is made; in the end, why it is over.
 * It holds nothing but the world, so a scene may go on from any step: equal worlds, engines and interventions go on equal.
 *
 * @throws what the engine throws: the step is then not made. @throws the signal's reason.
 * @throws RangeError for an engine that does not count its steps, and an intervention about somebody who is not there
 */
export async function* playScene({
  engine,
  world,
  stop,
  interventions = [],
  signal,
}: PlayOptions): AsyncGenerator<PlayedStep, string, void> {
  for (let now = world; ; ) {
    const why = now.done ? whyDone(now) : stop(now);
    if (why !== null) return why;
    signal?.throwIfAborted();
    const next = await engine.step(intervened(now, interventions), signal);
    if (next.step !== now.step + 1)
      throw new RangeError(`invalid engine; ${engine.name} made no step after ${now.step}`);
    yield { world: next, record: stepRecord(now, next) };
    now = next;
  }
}

/** What the engine left as `data.over`, where it did. */
function whyDone({ data: { over } }: SceneWorld): string {
  return typeof over === "string" ? over : "it came to its end";
}

function intervened(world: SceneWorld, interventions: readonly Intervention[]): SceneWorld {
  return interventions
    .filter(({ step }) => step === world.step + 1)
    .reduce((now, { text, to, leave }) => {
      return leave === undefined ? directed(now, { text, ...(to && { to }) }) : left(now, leave, { text });
    }, world);
}
