import { join } from "node:path";
import { contentId, type Engine, InputError, nearest, type Usage } from "../../core/index.ts";
import { addUsage, type Environment, type Meter, meter, type Price } from "../../model/index.ts";
import { openRun, type Run } from "../../run/index.ts";
import { interviewed } from "../../simulate/world/interviewed.ts";
import { playScene } from "../../simulate/world/play-scene.ts";
import type { Cast } from "../../simulate/world/player.ts";
import { type SceneEvent, type SceneWorld, sceneWorld } from "../../simulate/world/scene-world.ts";
import { withRecord } from "../../simulate/world/step-record.ts";
import { afterSteps, anyOf, deserted, type Stop, saidEnd, stale } from "../../simulate/world/stop.ts";
import type { DramatisConfig } from "../open/config-file.ts";
import { runCache } from "../open/run-cache.ts";
import { estimatePlay, type PlayEstimate } from "./estimate-play.ts";
import { type OpenedCast, openCast } from "./open-cast.ts";
import { type Answer, type KeptStep, readAnswer } from "./played-steps.ts";
import { type InterviewFile, readSceneFile, type SceneFile } from "./scene-file.ts";
import { countSteps, keptSteps, takeStep } from "./take-step.ts";

export interface PlayFile {
  /** A scene file. */
  scene: string;
  /** Plays all who name no model of their own. */
  model?: string | undefined;
  /** Over the file's. */
  seed?: number | undefined;
  steps?: number | undefined;
  /** Beside the file's. */
  interviews?: readonly InterviewFile[];
  config?: DramatisConfig;
  runs?: string | undefined;
  resume?: boolean | undefined;
  env?: Environment;
  maxCost?: number | undefined;
  price?: Price | undefined;
  signal?: AbortSignal | undefined;
  onNotice?: (line: string) => void;
  /** Told once, before the first call. */
  onStart?: (start: PlayStart) => void;
  onEvent?: (event: SceneEvent | Answer, world: SceneWorld) => void;
  onStep?: (step: { step: number; spent: Usage }) => void;
}

export interface PlayStart {
  scene: SceneFile;
  models: OpenedCast["models"];
  estimate: PlayEstimate;
  folder: string;
  /** Steps that the run has already. */
  already: number;
}

export interface PlayOutcome {
  scene: SceneFile;
  models: OpenedCast["models"];
  folder: string;
  world: SceneWorld;
  /** Why it is over. */
  why: string;
  /** Agents that were asked for something, counted once a step; and the tokens of all steps, those of narrators included. */
  agentSteps: number;
  usage: Usage;
}

/**
 * A scene from its file to its end. Every step and every answer is in the run folder when the next begins, so that a kill, a
 * dead model and ^C lose nothing but the step in the making; with `resume` it goes on there.
 *
 * @throws InputError for files and options that cannot be used, and a damaged run. @throws DramatisError with the code of
 * what a step failed with. @throws BudgetError at the cap. @throws the signal's reason.
 */
export async function play(options: PlayFile): Promise<PlayOutcome> {
  const { env = process.env, config = {}, model, price, maxCost, onNotice, resume = false, runs, signal } = options;
  const scene = sceneWith(await readSceneFile(options.scene), options);
  let folder = "";
  const cache = runCache(() => join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const shared = { scene, model, config, env, price, maxCost, seed: scene.seed };
  const cast = await openCast({ ...shared, spending, cache });
  const run = openRun({ plan: planOf(scene, cast), ...(runs !== undefined && { root: runs }), resume });
  folder = run.folder;
  if (run.spent) spending.charge(run.spent);
  for (const line of scene.notices) onNotice?.(line);
  if (resume && !run.resumed) onNotice?.("nothing to resume: this scene begins anew");
  try {
    const estimate = estimatePlay(scene, price);
    options.onStart?.({ scene, models: cast.models, estimate, folder, already: countSteps(run) });
    const players = await cast.players(folder);
    const engine = await scene.engine.make(players, cast);
    const stage = new Stage({ scene, engine, run, players, spending, options });
    const outcome = { scene, models: cast.models, folder, ...(await stage.play(signal)) };
    run.writeSummary(summaryOf(outcome));
    return outcome;
  } finally {
    if (spending.calls > 0) run.writeUsage(spending.usage());
    run.close();
    cast.close();
    cache.close();
  }
}

interface StageOptions {
  scene: SceneFile;
  engine: Engine<SceneWorld>;
  run: Run;
  players: Cast;
  spending: Meter;
  options: PlayFile;
}

/** One scene under way, with what it has taken so far. */
class Stage {
  readonly #of: StageOptions;
  readonly #names: ReadonlySet<string>;
  #world: SceneWorld;
  #agentSteps = 0;
  #usage: Usage = { inputTokens: 0, outputTokens: 0 };
  readonly #answered = new Set<string>();

  constructor(of: StageOptions) {
    this.#of = of;
    this.#names = new Set(of.scene.agents.map(({ name }) => name));
    this.#world = firstWorld(of.scene);
  }

  async play(signal?: AbortSignal): Promise<Omit<PlayOutcome, "scene" | "models" | "folder">> {
    const { run, scene, engine, spending } = this.#of;
    await this.#interview(false, signal);
    for (const kept of keptSteps(run)) {
      this.#world = withRecord(this.#world, kept);
      this.#count(kept);
      await this.#interview(false, signal);
    }
    const { interventions } = scene;
    const steps = playScene({ engine, world: this.#world, stop: stopOf(scene), interventions, signal });
    for (;;) {
      const next = await takeStep(steps, this.#world.step, { run, spending, signal });
      if (typeof next === "string") {
        await this.#interview(true, signal);
        return { world: this.#world, why: next, agentSteps: this.#agentSteps, usage: this.#usage };
      }
      this.#world = next.world;
      this.#count(next.kept);
      for (const event of next.kept.events) this.#of.options.onEvent?.(event, this.#world);
      this.#of.options.onStep?.({ step: this.#world.step, spent: this.#of.spending.usage() });
      await this.#interview(false, signal);
    }
  }

  /** Asks what is due after this step, or at the end all that is left, unless it was asked before. */
  async #interview(isOver: boolean, signal: AbortSignal | undefined): Promise<void> {
    const { scene, run, players, options } = this.#of;
    for (const asked of scene.interviews) {
      const isDue = isOver || asked.after === this.#world.step;
      const id = answerId(asked);
      const player = players.get(asked.agent);
      if (!isDue || player === undefined || this.#answered.has(id)) continue;
      const earlier = run.finished().get(id);
      this.#answered.add(id);
      if (earlier !== undefined) {
        options.onEvent?.(readAnswer(earlier, run.folder), this.#world);
        continue;
      }
      const started = performance.now();
      const { value, made } = await interviewed(this.#world, player, { question: asked.question, signal });
      const { step } = this.#world;
      const answer: Answer = { kind: "answer", step, actor: asked.agent, question: asked.question, text: value, made };
      run.append({ id, status: "done", result: answer, ms: performance.now() - started });
      options.onEvent?.(answer, this.#world);
    }
  }

  #count({ events, usage }: KeptStep): void {
    const asked = events.filter(({ actor, made }) => made !== undefined && this.#names.has(actor));
    this.#agentSteps += new Set(asked.map(({ actor }) => actor)).size;
    this.#usage = addUsage(this.#usage, usage);
  }
}

/** The scene with what the caller wants otherwise. @throws InputError for an interview with somebody who is not there */
function sceneWith(scene: SceneFile, { seed, steps, interviews = [] }: PlayFile): SceneFile {
  const names = scene.agents.map(({ name }) => name);
  for (const { agent } of interviews) {
    if (names.includes(agent)) continue;
    const close = nearest(agent, names);
    const expected = `one of ${(close.length > 0 ? close : names.slice(0, 12)).join(", ")}`;
    throw new InputError({ where: "--interview", found: `${agent}, who is not in the scene`, expected });
  }
  return {
    ...scene,
    ...(seed !== undefined && { seed }),
    ...(steps !== undefined && { steps, notices: [] }),
    interviews: [...scene.interviews, ...interviews],
  };
}

function firstWorld({ seed, horizon, place, agents, engine }: SceneFile): SceneWorld {
  const people = agents.map(({ name, goal, secret, position }) => ({
    name,
    ...(goal !== undefined && { goal }),
    ...(secret !== undefined && { secret }),
    ...(position !== undefined && { position }),
  }));
  return engine.begin(sceneWorld({ seed, horizon, place, agents: people }));
}

/** The bound always; of one agent alone nobody could be left by the others. */
function stopOf({ steps, stop, agents }: SceneFile): Stop {
  return anyOf<SceneWorld>(
    afterSteps(steps),
    ...(agents.length > 1 ? [deserted()] : []),
    ...(stop.stale > 0 ? [stale(stop.stale)] : []),
    ...(stop.word === undefined ? [] : [saidEnd(stop.word)]),
  );
}

/** All that can change a step. Interviews cannot, so they may be added to a scene that was played. */
function planOf(scene: SceneFile, { models }: OpenedCast): Parameters<typeof openRun>[0]["plan"] {
  const { name, engine, place, agents, steps, stop, maxTokens, seed, horizon, interventions } = scene;
  const cast = agents.map(({ persona, model: _model, ...agent }) => ({ ...agent, persona: persona.version }));
  const parts = { engine: engine.name, options: engine.options, place, cast, stop, maxTokens, horizon, interventions };
  return { command: "play", subject: name, arguments: { scene: contentId(parts), steps, seed, models } };
}

function summaryOf({ scene, models, world, why, agentSteps, usage }: PlayOutcome): object {
  const { name, seed, engine } = scene;
  const present = world.agents.filter((agent) => agent.present).length;
  return { scene: name, engine: engine.name, seed, models, steps: world.step, why, present, agentSteps, usage };
}

function answerId({ after, agent, question }: InterviewFile): string {
  return `answer-${contentId([after ?? "end", agent, question])}`;
}
