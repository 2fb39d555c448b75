import {
  type CheckReport,
  contentId,
  InputError,
  type MeasureContext,
  type Need,
  type TrialOutcome,
  UnknownNameError,
  type Witness,
} from "../core/index.ts";
import { catalogue, DEFAULT_SET } from "../measure/index.ts";
import {
  callCache,
  type Environment,
  type Meter,
  meter,
  openEmbedder,
  openModel,
  openNli,
  type RoleSettings,
  type Roles,
  resolveRoles,
} from "../model/index.ts";
import { type LoadedPersona, readPersonas } from "../persona/index.ts";
import {
  type CheckMeasure,
  type CheckPair,
  inProcess,
  nothingScored,
  openRun,
  readGate,
  runCheck,
} from "../run/index.ts";
import { pickSpeaker, readTranscripts, speakersOf } from "../transcript/index.ts";

export interface CheckOptions {
  /** A persona file, or a folder of them. */
  persona: string;
  /** A transcript file, a folder of them, or "-" for standard input. */
  transcript: string;
  /** Whose turns are judged; by default who bears the persona's name, or the only one who is not the user. */
  speaker?: string | undefined;
  /** Format of the transcript, where it is not to be told from its content. */
  format?: string | undefined;
  /** Names of measures; the default set when absent. */
  measures?: readonly string[] | undefined;
  /** A gate file. */
  gate?: string | undefined;
  /** Which models judge; the bundled ones unless named. */
  roles?: RoleSettings;
  env?: Environment;
  seed?: number;
  /** Folder that holds the runs. */
  runs?: string;
  resume?: boolean;
  concurrency?: number;
  /** US dollars. */
  maxCost?: number | undefined;
  /** File that replies of hosted judges are kept in. */
  cache?: string | undefined;
  /** Told once how many trials there are, and how many of them were done before. */
  onStart?: (start: { total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal;
}

export interface CheckOutcome {
  report: CheckReport;
  /** The run's folder. */
  folder: string;
  /** No measure could score anything: the check itself failed. */
  empty: boolean;
}

/**
 * Checks personas against conversations, from files to a report: reads them, opens the judges, runs the measures.
 *
 * @throws InputError for files and options that cannot be used. @throws UnsupportedError when a judge that was asked
 *   for is absent. @throws BudgetError at the cost cap; a later call with `resume` goes on.
 */
export async function check(options: CheckOptions): Promise<CheckOutcome> {
  const { env = process.env, seed = 42, runs = "runs", resume = false, concurrency = 4, signal } = options;
  const measures = await chosenMeasures(options.measures ?? DEFAULT_SET);
  const gate =
    options.gate === undefined
      ? undefined
      : await readGate(
          options.gate,
          measures.map(({ name }) => name),
        );
  const pairs = await pairUp(options);
  const spending = meter({ cap: options.maxCost });
  const roles = resolveRoles({ flags: options.roles ?? {}, env });
  const needs = new Set(measures.flatMap((measure) => measure.needs ?? []));
  const { context, witnesses } = await openJudges({ roles, needs, env, spending, options });
  const run = openRun({ plan: planOf({ pairs, measures, witnesses, seed }), root: runs, resume });
  try {
    const report = await runCheck({
      pairs,
      measures,
      context: { ...context, seed },
      witnesses,
      executor: inProcess({ concurrency }),
      run,
      usage: spending.usage,
      onStart: (count) => options.onStart?.({ ...count, meter: spending }),
      ...(gate && { gate }),
      ...(options.onOutcome && { onOutcome: options.onOutcome }),
      ...(signal && { signal }),
    });
    return { report, folder: run.folder, empty: nothingScored(report) };
  } finally {
    run.close();
  }
}

/** The measures by name. @throws UnknownNameError with the nearest names. */
async function chosenMeasures(names: readonly string[]): Promise<CheckMeasure[]> {
  return Promise.all(
    [...new Set(names)].map(async (name) => {
      const entry = catalogue.find((method) => method.name === name);
      if (!entry)
        throw new UnknownNameError(
          "measure",
          name,
          catalogue.map((method) => method.name),
        );
      const factory = await entry.load();
      return { name, measure: factory(), needs: entry.needs };
    }),
  );
}

/** Each persona with its sessions: all of them for one persona, those it speaks in for many. */
async function pairUp({ persona, transcript, speaker, format }: CheckOptions): Promise<CheckPair[]> {
  const personas = await readPersonas(persona);
  const transcripts = await readTranscripts(transcript, format === undefined ? {} : { format });
  const many = personas.length > 1;
  return personas.map((loaded: LoadedPersona) => {
    const name = loaded.persona.name;
    const heard = many
      ? transcripts.filter((one) => speakersOf([one]).some((who) => who.toLowerCase() === name.toLowerCase()))
      : transcripts;
    if (heard.length === 0) {
      const found = `no conversation with a speaker named ${JSON.stringify(name)}`;
      throw new InputError({ where: transcript, found, expected: `one for ${loaded.path}` });
    }
    const wanted = many || speaker === undefined ? { personaName: name } : { personaName: name, speaker };
    const picked = pickSpeaker(heard, wanted);
    const spoken = heard.filter((one) => one.messages.some((message) => message.speaker === picked));
    return { persona: loaded, transcripts: spoken, speaker: picked };
  });
}

interface Judges {
  roles: Roles;
  needs: ReadonlySet<Need>;
  env: Environment;
  spending: Meter;
  options: CheckOptions;
}

/** Opens what the chosen measures need, and nothing else. */
async function openJudges({ roles, needs, env, spending, options }: Judges): Promise<{
  context: Omit<MeasureContext, "seed">;
  witnesses: Witness[];
}> {
  const cache = options.cache === undefined ? undefined : callCache(options.cache);
  const shared = { env, meter: spending, cache, concurrency: options.concurrency ?? 8 };
  const judge = () => openModel(roles.judge, { ...shared, role: "judge" });
  const [nli, embedder, model] = await Promise.all([
    needs.has("nli") ? openNli(roles.nli, { ...shared, judge }) : undefined,
    needs.has("embed") ? openEmbedder(roles.embedder, shared) : undefined,
    needs.has("judge") && roles.judge.kind !== "understudy" ? judge() : undefined,
  ]);
  const witnesses: Witness[] = [];
  if (nli) witnesses.push({ role: "nli", id: nli.id, ...(nli.card !== undefined && { card: nli.card }) });
  if (embedder) witnesses.push({ role: "embedder", id: embedder.id });
  if (model) witnesses.push({ role: "judge", id: model.id });
  return { context: { ...(nli && { nli }), ...(embedder && { embedder }), ...(model && { judge: model }) }, witnesses };
}

interface Planned {
  pairs: readonly CheckPair[];
  measures: readonly CheckMeasure[];
  witnesses: readonly Witness[];
  seed: number;
}

function planOf({ pairs, measures, witnesses, seed }: Planned): Parameters<typeof openRun>[0]["plan"] {
  const [first] = pairs;
  return {
    command: "check",
    ...(pairs.length === 1 && first ? { subject: first.persona.persona.name } : {}),
    arguments: {
      pairs: pairs.map(({ persona, transcripts, speaker }) => ({
        persona: persona.version,
        transcripts: transcripts.map((transcript) => contentId(transcript)),
        speaker,
      })),
      measures: measures.map(({ name }) => name),
      witnesses: witnesses.map(({ role, id }) => [role, id]),
      seed,
    },
  };
}
