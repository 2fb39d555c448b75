import { join } from "node:path";
import {
  type CheckReport,
  contentId,
  type Need,
  oneLine,
  type Suite,
  type TrialOutcome,
  type Witness,
} from "../../core/index.ts";
import { catalogue, DEFAULT_SET } from "../../measure/index.ts";
import {
  type Environment,
  type Meter,
  type ModelLimits,
  meter,
  type Price,
  type RoleSettings,
  type Roles,
  resolveRoles,
} from "../../model/index.ts";
import { injectionsIn, type LoadedPersona, readPersonas } from "../../persona/index.ts";
import {
  type CheckMeasure,
  type CheckPair,
  type ExecutorOf,
  here,
  nothingScored,
  openRun,
  readGate,
  refuseConcurrency,
  runCheck,
} from "../../run/index.ts";
import { actOf, needsOfActor } from "../chat/open-agent.ts";
import { CHECK_DEFAULTS } from "../defaults.ts";
import { statementsOf } from "../interview/interview-plan.ts";
import { refuseIdleFlags } from "../interview/interview-players.ts";
import { type OpenedInterview, openInterview } from "../interview/open-interview.ts";
import type { ActSettings, DramatisConfig } from "../open/config-file.ts";
import { judgesAsked, openJudges, refuseIdleJudge, refuseUnpriced } from "../open/open-judges.ts";
import { runCache } from "../open/run-cache.ts";
import { usageKeeper } from "../open/usage-keeper.ts";
import { cardSuite } from "./card-suite.ts";
import type { AnswerMode } from "./choose-answer.ts";
import { chosenMeasures, MEASURE_NAMES } from "./chosen-measures.ts";
import { configForAll } from "./config-for-all.ts";
import { openSuite, suitesFor } from "./open-suite.ts";
import { type PairUp, pairUp } from "./pair-up.ts";

/** What `check` takes where nothing is said. */
export type CheckStage = "interview" | "check";

export interface CheckOptions extends Omit<PairUp, "transcript"> {
  /** A transcript file, a folder of them, or "-" for standard input. Without it the personas are interviewed. */
  transcript?: string | undefined;
  /**
   * Names of measures; when absent the default set, or after an interview every measure. Those that the gate bounds are
   * run as well.
   */
  measures?: readonly string[] | undefined;
  /** A gate file. */
  gate?: string | undefined;
  /** Which models judge, and in an interview play persona and user; the bundled ones unless named. */
  roles?: RoleSettings;
  /** Parts of the agent that is interviewed or asked, as a chat takes them; a memory is a fresh one for each conversation. */
  act?: ActSettings | undefined;
  /** What holds where `roles` and `act` say nothing; see `readConfig`. */
  config?: DramatisConfig;
  /** Of an interview; see `interview`. */
  repeats?: number | undefined;
  /** Of the persona in each conversation of an interview. */
  turns?: number | undefined;
  /** In place of an interview: a suite file, or "auto" or "drift" for one made of the persona and kept beside it. */
  suite?: string | undefined;
  /** To questions of a suite with a fixed set of answers. */
  answers?: AnswerMode | undefined;
  env?: Environment;
  seed?: number;
  /** Folder that holds the runs. */
  runs?: string;
  resume?: boolean;
  /** Trials at once, and calls at once to a model on a server. */
  concurrency?: number;
  /** US dollars, over all times that the run was resumed. */
  maxCost?: number | undefined;
  /** Of the models on a server, in US dollars per million tokens. */
  price?: Price | undefined;
  /** Who does the trials; this process alone, where nothing is said. */
  executor?: ExecutorOf | undefined;
  /** How fast models are asked and what they may cost, together with other processes. */
  limits?: ModelLimits | undefined;
  /** File that replies of models on a server are kept in; by default `calls.sqlite` in the run's folder. */
  cache?: string | undefined;
  /** Told of each stage how many trials there are (conversations of an interview), and how many were done before. */
  onStart?: (start: { stage: CheckStage; total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal;
}

export interface CheckOutcome {
  report: CheckReport;
  /** The run's folder. */
  folder: string;
  /** No measure could score anything: the check itself failed. */
  empty: boolean;
  /** Measures that have no value because their trials failed, each with the first reason. */
  broken: { persona: string; measure: string; message: string }[];
}

/**
 * Checks personas against conversations, from files to a report: reads them, or interviews the personas, opens the
 * judges, runs the measures.
 *
 * @throws InputError for files and options that cannot be used. @throws UnsupportedError when a judge that was asked
 *   for is absent, or nobody can be interviewed. @throws BudgetError at the cost cap; a later call with `resume` goes on.
 */
export async function check(options: CheckOptions): Promise<CheckOutcome> {
  const { seed = CHECK_DEFAULTS.seed, runs = CHECK_DEFAULTS.runs, concurrency = CHECK_DEFAULTS.concurrency } = options;
  const { env = process.env, resume = false, price, maxCost, transcript, onNotice, onOutcome, signal } = options;
  refuseConcurrency(concurrency);
  const gate = options.gate === undefined ? undefined : await readGate(options.gate, MEASURE_NAMES);
  const pairs = transcript === undefined ? [] : await pairUp({ ...options, transcript });
  const personas = transcript === undefined ? await askablePersonas(options.persona) : [];
  const suites = options.suite === undefined ? [] : await suitesFor(options.suite, personas, { seed, onNotice });
  const named = options.measures ?? (transcript === undefined ? interviewSet(personas, suites) : DEFAULT_SET);
  const measures = await chosenMeasures([...named, ...Object.keys(gate ?? {})]);
  for (const line of personas.flatMap((persona) => [...injectionLines(persona), ...silentLines(persona)])) {
    onNotice?.(line);
  }

  const needs = new Set(measures.flatMap((measure) => measure.needs ?? []));
  const names = personas.map(({ persona }) => persona.name);
  const { roles, act, asked } = playersOf({ ...options, config: configForAll(options, names) }, needs);
  const players = personas.length > 0 ? [roles.actor, roles.user] : [];
  refuseUnpriced([...judgesAsked(roles, asked), ...players], maxCost, price);

  let folder = "";
  const cache = runCache(() => options.cache ?? join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const open = { env, meter: spending, concurrency, price, cache, limits: options.limits };
  const { context, witnesses: judges } = await openJudges({ roles, needs, ...open });
  const { repeats, turns, answers } = options;
  const { nli, embedder } = context;
  const asking = { personas, roles, act, open, nli, embedder, repeats, seed, concurrency, judges };
  const interview =
    personas.length === 0
      ? undefined
      : suites.length > 0
        ? await openSuite({ ...asking, suites, answers })
        : await openInterview({ ...asking, turns });
  const subjects = interview ? interviewPlan(interview, personas) : pairsPlan(pairs);
  const run = openRun({ plan: planOf({ subjects, measures, judges, seed }), root: runs, resume });
  folder = run.folder;
  const executor = (options.executor ?? here)({ run, concurrency, meter: spending });
  if (resume && !run.resumed)
    onNotice?.("nothing to resume: no run of this check is there; this one starts from the beginning");
  const keeper = usageKeeper(run, spending);
  const hooks = (stage: CheckStage) => ({
    onStart: (count: { total: number; already: number }) => options.onStart?.({ stage, ...count, meter: spending }),
    onOutcome: (outcome: TrialOutcome) => {
      keeper.note();
      onOutcome?.(outcome);
    },
    ...(signal && { signal }),
  });
  try {
    const held = await interview?.hold(run, { executor, onNotice, ...hooks("interview") });
    const report = await runCheck({
      pairs: held?.pairs ?? pairs,
      measures,
      context: { ...context, ...(interview && { actor: interview.actor }), seed },
      witnesses: held?.witnesses ?? judges,
      executor,
      run,
      usage: spending.usage,
      ...hooks("check"),
      ...(gate && { gate }),
    });
    return { report, folder, empty: nothingScored(report), broken: brokenMeasures(report) };
  } finally {
    try {
      keeper.end();
    } finally {
      run.close();
      cache.close();
    }
  }
}

/** The personas to interview. @throws InputError for one that says nothing of itself. */
async function askablePersonas(path: string): Promise<LoadedPersona[]> {
  const personas = await readPersonas(path);
  for (const persona of personas) statementsOf(persona);
  return personas;
}

/** Who takes part: models, parts of the agent, and all that measures and parts need. @throws InputError for a setting that
 * nothing would heed. */
function playersOf(
  options: CheckOptions,
  needs: ReadonlySet<Need>,
): { roles: Roles; act: ActSettings; asked: ReadonlySet<Need> } {
  const { env = process.env, transcript, config = {} } = options;
  const flags = options.roles ?? {};
  // The model that plays the persona is not asked to play the user too, unless it is named for that.
  const user = flags.user ?? config.user ?? (transcript === undefined ? "understudy" : undefined);
  const roles = resolveRoles({ flags: { ...flags, user }, config, env });
  const judges = roles.nli.kind === "judge" || needs.has("judge");
  refuseIdleFlags({ ...options, user: flags.user, model: judges ? undefined : flags.model });
  const act = transcript === undefined ? actOf(options.act ?? {}, config.act ?? {}) : {};
  const asked = new Set([...needs, ...needsOfActor(roles, act)]);
  refuseIdleJudge(flags, roles, asked);
  return { roles, act, asked };
}

/** An unmet need is no fault of the machinery: it was asked for what is not here. */
function brokenMeasures({ results }: CheckReport): CheckOutcome["broken"] {
  return results.flatMap(({ persona, measures, failures }) =>
    Object.entries(measures).flatMap(([measure, { value }]) => {
      const failure = failures.find((one) => one.measure === measure && one.code !== "unsupported");
      return value === null && failure ? [{ persona, measure, message: failure.message }] : [];
    }),
  );
}

/** What any conversation can be measured by; further families want other questions than an interview asks. */
const FAMILIES: ReadonlySet<string> = new Set(["fidelity", "dialogue", "diversity", "drift"]);

/** Kinds of items that only these measures read. */
const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  challenge: ["position-weighted-consistency"],
  correction: ["evidence-uptake"],
  value: ["value-consistency", "value-topic-consistency", "value-use-case-consistency"],
  mode: ["generator-validator"],
  pair: ["self-report-behaviour"],
};
const READ_BY_KIND = new Set(Object.values(BY_KIND).flat());

/**
 * The measures after an interview: all that score any conversation, for what it made is there for no other use, and for a
 * character card those of its own. Those to be read first come first; those that need a judge are run when named. Kinds of
 * items that have measures of their own are for these alone: who is asked to be its opposite is not out of character.
 */
function interviewSet(personas: readonly LoadedPersona[], suites: readonly Suite[]): string[] {
  const kinds = new Set(suites.flatMap(({ items }) => items.map(({ kind }) => kind)));
  const own = [...kinds].flatMap((kind) => BY_KIND[kind] ?? []);
  const unjudged = catalogue.filter(({ needs }) => !needs.includes("judge"));
  const asked = unjudged.filter(({ name }) => own.includes(name)).map(({ name }) => name);
  if (kinds.size > 0 && [...kinds].every((kind) => kind in BY_KIND)) return asked;
  const isCard = kinds.has("lore") || kinds.has("prompt") || personas.some(({ persona }) => cardSuite(persona));
  const others = unjudged.filter(
    ({ name, family }) => (FAMILIES.has(family) || (isCard && family === "card")) && !READ_BY_KIND.has(name),
  );
  const first = ["probe-answers", "bait-resistance", ...DEFAULT_SET, "question-answer"];
  return [...new Set([...first, ...asked, ...others.map(({ name }) => name)])];
}

/** Texts of a persona that read like instructions to the model that will read them. */
function injectionLines({ persona }: LoadedPersona): string[] {
  return injectionsIn(persona).map(({ path, text, kind }) =>
    oneLine(`${persona.name}: ${path} reads like an instruction to a model (${kind}): “${text}”`, 240),
  );
}

/** Entries of a lorebook that their own keys do not bring up. */
function silentLines({ persona }: LoadedPersona): string[] {
  const silent = cardSuite(persona)?.silent ?? [];
  if (silent.length === 0) return [];
  return [
    oneLine(`${persona.name}: lorebook entries that do not come up when their key is said: ${silent.join(", ")}`, 240),
  ];
}

/** What a plan says of the conversations. */
interface Subjects {
  /** Where there is one persona, its name. */
  subject: string | undefined;
  arguments: Record<string, unknown>;
}

function pairsPlan(pairs: readonly CheckPair[]): Subjects {
  return {
    subject: pairs.length === 1 ? pairs[0]?.persona.persona.name : undefined,
    arguments: {
      pairs: pairs.map(({ persona, transcripts, speaker }) => ({
        persona: persona.version,
        transcripts: transcripts.map((transcript) => contentId(transcript)),
        speaker,
      })),
    },
  };
}

function interviewPlan({ plan }: OpenedInterview, personas: readonly LoadedPersona[]): Subjects {
  return {
    subject: personas.length === 1 ? personas[0]?.persona.name : undefined,
    arguments: { interview: plan },
  };
}

interface Planned {
  subjects: Subjects;
  measures: readonly CheckMeasure[];
  judges: readonly Witness[];
  seed: number;
}

function planOf({ subjects, measures, judges, seed }: Planned): Parameters<typeof openRun>[0]["plan"] {
  return {
    command: "check",
    ...(subjects.subject !== undefined && { subject: subjects.subject }),
    arguments: {
      ...subjects.arguments,
      measures: measures.map(({ name }) => name),
      witnesses: judges.map(({ role, id }) => [role, id]),
      seed,
    },
  };
}
