import { join } from "node:path";
import { z } from "zod";
import {
  canonicalJson,
  contentId,
  DramatisError,
  type Embedder,
  InputError,
  type Model,
  type Need,
  oneLine,
  type Trial,
  type TrialOutcome,
} from "../../core/index.ts";
import { densitySample } from "../../create/index.ts";
import {
  type Environment,
  type Meter,
  type ModelSpec,
  meter,
  openEmbedder,
  openModel,
  type Price,
  parseModelSpec,
  type RoleSettings,
  resolveRoles,
} from "../../model/index.ts";
import { readText, renderPersona } from "../../persona/index.ts";
import { inProcess, keepOutcomes, type Outcomes, openRun, type Run } from "../../run/index.ts";
import { balancedPatients, clinicalOf, type PatientAxes } from "../../simulate/index.ts";
import { TEST_AGENT_DEFAULTS } from "../defaults.ts";
import { readConversation } from "../interview/interview.ts";
import type { DramatisConfig } from "../open/config-file.ts";
import { refuseUnpriced } from "../open/open-judges.ts";
import { runCache } from "../open/run-cache.ts";
import { boundedModel } from "../play/bounded-model.ts";
import { readUsers, type TestUser } from "./test-agent-file.ts";
import { type GoalVerdict, goalTrial, judgedGoal } from "./test-agent-judge.ts";
import { type AgentTestReport, agentTestReport, type TestedTalk } from "./test-agent-report.ts";
import { type HeldTalk, holdTalk, type TestTalk, userOf } from "./test-agent-talk.ts";

/** Changes when the same inputs would give another talk. */
const DEFINITION = "1";

/** What a test of an assistant takes where nothing is said. */
/** Tokens of one reply of the assistant, at most. */
const MOST_REPLY_TOKENS = 1024;

export interface TestAgentOptions {
  /** As on the command line: http://HOST/v1#MODEL, openai:MODEL, understudy, mock:SCRIPT.json. */
  assistant: string;
  /** A file of users; see `readUsers`. */
  users: string;
  /** A text file that is said to the assistant before all else. */
  system?: string | undefined;
  /** At most so many users, drawn so that rare kinds come as often as common ones. */
  count?: number | undefined;
  /** Talks of each user. */
  repeats?: number;
  /** Of the assistant in each, at most; by default as many as the kind of user has. */
  turns?: number | undefined;
  seed?: number;
  concurrency?: number;
  roles?: Pick<RoleSettings, "user" | "judge" | "embedder">;
  config?: DramatisConfig;
  env?: Environment;
  runs?: string | undefined;
  resume?: boolean | undefined;
  maxCost?: number | undefined;
  price?: Price | undefined;
  signal?: AbortSignal | undefined;
  onNotice?: (line: string) => void;
  onStart?: (start: { stage: string; total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
}

export interface AgentTest {
  made: {
    assistant: string;
    user: string;
    judge?: string;
    /** Version of what the assistant was told. */
    system?: string;
    users: number;
    repeats: number;
    turns?: number;
    seed: number;
  };
  report: AgentTestReport;
  /** In the order of the users, then of their repeats; with what each user keeps private in its first message's evidence. */
  talks: TestedTalk[];
  folder: string;
}

/**
 * Holds an assistant to simulated users: every user talks to it several times, each time with a seed of its own. Each talk is
 * kept as it ends, and each verdict of a judge, who may also come later with `resume`.
 *
 * @throws InputError for files and options that cannot be used, and a server that does not answer. @throws UnknownNameError for
 * a kind of user. @throws BudgetError at the cost cap, and the abort reason of `signal`. @throws DramatisError when not one
 * talk came to its end.
 */
export async function testAgent(options: TestAgentOptions): Promise<AgentTest> {
  const { seed = TEST_AGENT_DEFAULTS.seed, repeats = TEST_AGENT_DEFAULTS.repeats, turns, env = process.env } = options;
  const { concurrency = TEST_AGENT_DEFAULTS.concurrency, maxCost, price, signal } = options;
  const spec = parseModelSpec(options.assistant, "assistant");
  const roles = resolveRoles({ flags: options.roles ?? {}, config: options.config ?? {}, env });
  const isJudged = roles.judge.kind !== "understudy";
  refuseUnpriced([spec, roles.user, ...(isJudged ? [roles.judge] : [])], maxCost, price);
  const system = options.system === undefined ? undefined : (await readText(options.system)).trim();
  const read = await readUsers(options.users);
  refuseUnfollowed(read, roles.user);
  await refuseUnreachable(spec, signal);

  let folder = "";
  const cache = runCache(() => join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const open = { env, price, meter: spending, cache, concurrency };
  const needs = new Set<Need>(read.some(isEmbedded) || options.count !== undefined ? ["embed"] : []);
  const embedder = needs.has("embed") ? await openEmbedder(roles.embedder, open) : undefined;
  const assistant = boundedModel(await openModel(spec, open), MOST_REPLY_TOKENS);
  const isOne = canonicalJson(roles.user) === canonicalJson(spec);
  const model = isOne ? assistant : await openModel(roles.user, open);
  const judge = isJudged ? await openModel(roles.judge, { ...open, role: "judge" }) : undefined;
  const users = await drawn(read, { count: options.count, embedder, seed, signal });
  const tellsEnd = roles.user.kind !== "understudy";
  const shared = { assistant, model, embedder, system, turns, tellsEnd };
  const planned = planTalks(users, { ...shared, repeats, seed });
  const run = openRun({
    plan: {
      command: "test-agent",
      subject: assistant.id,
      arguments: { definition: DEFINITION, talks: contentId(planned.map(({ id }) => id)), repeats, seed },
    },
    ...(options.runs !== undefined && { root: options.runs }),
    resume: options.resume ?? false,
  });
  folder = run.folder;
  if (run.spent) spending.charge(run.spent);
  if (options.resume && !run.resumed) options.onNotice?.("nothing to resume: this test begins anew");
  if (judge && judge.id === assistant.id) options.onNotice?.("the assistant judges itself: name another --judge");
  try {
    const stages = { ...options, concurrency, run, spending };
    const talks = await heldTalks(planned, stages);
    if (judge) await judgeTalks(talks, judge, stages);
    const known = { seed, ...(judge && { judge: judge.id }), ...(embedder && { embedder }), signal };
    const report = await agentTestReport(talks, known);
    const made = {
      ...{ assistant: assistant.id, user: model.id, users: users.length, repeats, seed },
      ...(judge && { judge: judge.id }),
      ...(system !== undefined && { system: contentId(system) }),
      ...(turns !== undefined && { turns }),
    };
    run.writeSummary({ made, ...report });
    return { made, report, talks, folder };
  } finally {
    if (spending.calls > 0) run.writeUsage(spending.usage());
    run.close();
    cache.close();
  }
}

/** What a vector is needed for: a client's topics, and reading a profile back. */
function isEmbedded({ kind }: TestUser): boolean {
  return kind === "client" || kind === "implicit-profile";
}

/** Patients, clients and users with hidden preferences live by instructions. @throws InputError */
function refuseUnfollowed(users: readonly TestUser[], { kind }: ModelSpec): void {
  const one = users.find((user) => ["patient", "client", "hidden-preference"].includes(user.kind));
  if (one === undefined || kind !== "understudy") return;
  throw new InputError({
    where: "--user",
    found: `the bundled model, which follows no instructions, for ${one.persona.persona.name}, of the kind ${one.kind}`,
    expected: "a chat model",
    fix: "add --user openai:MODEL, or --user 'http://localhost:11434/v1#MODEL'",
  });
}

const PROBE_MS = 5000;

/** A wrong address would else be tried again at every talk; whatever the server says of this address, it is there. @throws InputError */
async function refuseUnreachable(spec: ModelSpec, signal: AbortSignal | undefined): Promise<void> {
  if (spec.kind !== "http") return;
  const { request } = await import("undici");
  const limit = AbortSignal.timeout(PROBE_MS);
  try {
    const { body } = await request(`${spec.baseUrl}/models`, {
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    await body.dump();
  } catch (error) {
    signal?.throwIfAborted();
    const code = error instanceof Error && "code" in error ? String(error.code) : oneLine(String(error), 80);
    const found = `no answer from ${new URL(spec.baseUrl).origin} (${code})`;
    const fix = "start the server, or mend the address";
    throw new InputError({ where: "assistant", found, expected: "an OpenAI-compatible server", fix }, { cause: error });
  }
}

/** All of them, or so many, spread over what their personas say; in the order of the file. */
async function drawn(
  users: TestUser[],
  {
    count,
    embedder,
    seed,
    signal,
  }: { count: number | undefined; embedder: Embedder | undefined; seed: number; signal: AbortSignal | undefined },
): Promise<TestUser[]> {
  if (count === undefined || count >= users.length || embedder === undefined) return users;
  const profiles = users.map(
    ({ persona, goal, task }) => `${renderPersona(persona.persona).system}\n${goal ?? task ?? ""}`,
  );
  const vectors = await embedder.embed(profiles, signal);
  const kept = new Set(densitySample(vectors, { count, seed }));
  return users.filter((_, i) => kept.has(i));
}

interface PlannedTalk extends Trial {
  at: number;
  user: TestUser;
  session: string;
  hold(signal: AbortSignal): Promise<HeldTalk>;
}

/** @throws InputError for a user that its kind cannot use */
function planTalks(
  users: readonly TestUser[],
  { repeats, seed, ...shared }: Omit<TestTalk, "session" | "user" | "axes"> & { repeats: number },
): PlannedTalk[] {
  const axes = axesOf(users, seed);
  // What a kind cannot use is said before the first talk.
  for (const [at, user] of users.entries()) userOf({ ...shared, session: "", user, axes: axes[at], seed });
  return users.flatMap((user, at) =>
    Array.from({ length: repeats }, (_, repeat): PlannedTalk => {
      const session = `${user.kind}-${at + 1}-${repeat + 1}-${user.persona.version.slice(0, 6)}`;
      const own = Number.parseInt(contentId([seed, session]).slice(0, 7), 16);
      const talk = { ...shared, session, user, axes: axes[at], seed: own };
      const { persona, ...rest } = user;
      const by = { assistant: shared.assistant.id, user: shared.model.id, embedder: shared.embedder?.id };
      const { system, turns, tellsEnd } = shared;
      const what = { ...rest, persona: persona.version, axes: axes[at], system, turns, tellsEnd };
      const input = { definition: DEFINITION, ...by, ...what, seed: own, session };
      return { id: contentId(input), input, at, user, session, hold: (signal) => holdTalk(talk, signal) };
    }),
  );
}

/** For patients whose record names no axes, so that these are even over diagnoses. */
function axesOf(users: readonly TestUser[], seed: number): (PatientAxes | undefined)[] {
  const records = users.map(({ kind, persona }) => (kind === "patient" ? clinicalOf(persona.persona) : undefined));
  const open = records.flatMap((clinical, at) => (clinical && clinical.axes === undefined ? [{ at, clinical }] : []));
  const dealt = balancedPatients(
    open.map(({ clinical }) => String(clinical.record.diagnosis ?? "")),
    { seed },
  );
  const axes: (PatientAxes | undefined)[] = users.map(() => undefined);
  for (const [i, { at }] of open.entries()) axes[at] = dealt[i];
  return axes;
}

interface Stages extends Pick<TestAgentOptions, "onStart" | "onOutcome" | "signal"> {
  concurrency: number;
  run: Run;
  spending: Meter;
}

async function heldTalks(planned: readonly PlannedTalk[], stages: Stages): Promise<TestedTalk[]> {
  const outcomes = await inStage("talks", { ...stages, trials: planned, perform: (one, signal) => one.hold(signal) });
  const talks = planned.map(({ id, session, at, user }): TestedTalk => {
    const outcome = outcomes.get(id);
    if (outcome?.status === "done") return { session, at, user, held: readTalk(outcome.result, session) };
    const failure = outcome?.error ?? { code: "unexpected", message: "the talk was not held" };
    return { session, at, user, failure };
  });
  const [first] = talks.flatMap(({ failure }) => failure ?? []);
  if (first === undefined || talks.some(({ held }) => held !== undefined)) return talks;
  throw new DramatisError(first.code, `no talk came to its end: ${first.message}`);
}

/** Notes with each talk what the judge says of it. */
async function judgeTalks(talks: TestedTalk[], model: Model, stages: Stages): Promise<void> {
  const trials = talks.flatMap(({ session, user, held }) => {
    const goal = judgedGoal(user);
    return held && goal !== undefined ? [goalTrial({ talk: session, messages: held.messages, goal, model })] : [];
  });
  const outcomes = await inStage("verdicts", { ...stages, trials, perform: (one, signal) => one.judge(signal) });
  for (const { id, talk } of trials) {
    const outcome = outcomes.get(id);
    const tested = talks.find(({ session }) => session === talk);
    if (tested === undefined) continue;
    tested.verdict =
      outcome?.status === "done"
        ? readVerdict(outcome.result, talk)
        : { reached: null, missing: "failed", reason: outcome?.error.message ?? "", usage: NONE };
  }
}

const NONE = { inputTokens: 0, outputTokens: 0 };

function inStage<Task extends Trial>(
  stage: string,
  {
    trials,
    perform,
    concurrency,
    spending,
    onStart,
    ...hooks
  }: Stages & { trials: readonly Task[]; perform(trial: Task, signal: AbortSignal): Promise<unknown> },
): Promise<Outcomes> {
  return keepOutcomes({
    ...hooks,
    trials,
    perform,
    executor: inProcess({ concurrency }),
    onStart: (count) => onStart?.({ stage, ...count, meter: spending }),
  });
}

const usage = z.object({ inputTokens: z.number(), outputTokens: z.number(), cost: z.number().exactOptional() });
const keptTalk = z.object({
  end: z.string(),
  outcome: z.object({
    reached: z.boolean().nullable(),
    by: z.enum(["user", "rule", "state", "nothing"]),
    why: z.string(),
  }),
  usage: z.object({ assistant: usage, user: usage }),
});
const keptVerdict = z.object({
  reached: z.boolean().nullable(),
  missing: z.enum(["refused", "unparsed", "failed", "unsupported"]).exactOptional(),
  reason: z.string(),
  usage,
});

/** A talk as it comes back from the file of an earlier run. @throws InputError when it is something else */
function readTalk(result: unknown, session: string): HeldTalk {
  const { messages } = readConversation(result, session);
  return { messages, ...readKept(keptTalk, result, session) };
}

function readVerdict(result: unknown, session: string): GoalVerdict {
  return readKept(keptVerdict, result, session);
}

function readKept<T>(schema: z.ZodType<T>, result: unknown, where: string): T {
  const read = schema.safeParse(result);
  if (read.success) return read.data;
  const fix = "run again without --resume";
  throw new InputError({ where, found: "a trial that is damaged", expected: "what this test wrote", fix });
}
