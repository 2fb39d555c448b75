import { join } from "node:path";
import { z } from "zod";
import { InputError, type Score, type TrialOutcome, type Witness } from "../../core/index.ts";
import { parseJson, readText, schemaFault } from "../../persona/index.ts";
import { settle } from "../../run/check-results.ts";
import { type CheckMeasure, type CheckPair, checkTrials } from "../../run/check-trials.ts";
import { chosenMeasures } from "../check/chosen-measures.ts";
import { itemOf } from "./diff-behaviour.ts";
import { type PairedDifference, pairedDifferences, type SideScores } from "./paired-differences.ts";

/** What was compared: one run of `check`. */
export interface ComparedRun {
  run: string;
  personas: { persona: string; version: string }[];
  /** Models that played and judged, by role. */
  witnesses: Pick<Witness, "role" | "id">[];
}

export interface RunComparison {
  before: ComparedRun;
  after: ComparedRun;
  measures: PairedDifference[];
}

/**
 * Compares two runs of `check` pair by pair: what both asked or held (an item of a suite, else a conversation) is one pair,
 * for each measure that both ran. Nothing is asked again; scores are read from the runs' folders.
 *
 * @throws InputError for a folder that holds no finished check
 */
export async function compareRuns(
  before: string,
  after: string,
  { seed }: { seed?: number } = {},
): Promise<RunComparison> {
  const [first, second] = [await readScored(before), await readScored(after)];
  const shared = first.measures.filter(({ name }) => second.byMeasure.has(name));
  const measured = shared.map(({ name, measure }) => {
    const { unit, direction } = measure.aggregate([]);
    const [one, other] = [first.byMeasure.get(name), second.byMeasure.get(name)];
    return { measure: name, unit, direction, before: one as SideScores, after: other as SideScores };
  });
  const measures = pairedDifferences(measured, seed === undefined ? {} : { seed });
  return { before: first.about, after: second.about, measures };
}

interface ScoredRun {
  about: ComparedRun;
  measures: CheckMeasure[];
  byMeasure: Map<string, SideScores>;
}

/** Most bytes of a file of a run. */
const LIMIT = 256 * 2 ** 20;

const summarySchema = z.object({
  run: z.string(),
  results: z.array(
    z.object({
      persona: z.string(),
      version: z.string(),
      speaker: z.string(),
      transcripts: z.array(z.looseObject({ session: z.string(), messages: z.array(z.looseObject({})) })),
      witnesses: z.array(z.object({ role: z.enum(["nli", "embedder", "judge", "actor"]), id: z.string() })),
    }),
  ),
});
const planSchema = z.object({
  command: z.literal("check"),
  arguments: z.object({ measures: z.array(z.string()), seed: z.number() }),
});
const trialSchema = z.object({ id: z.string(), status: z.literal("done"), result: z.unknown() });

async function readScored(folder: string): Promise<ScoredRun> {
  const plan = await readAs(join(folder, "plan.json"), planSchema);
  const summary = await readAs(join(folder, "summary.json"), summarySchema);
  const pairs = summary.results.map(
    ({ persona, version, speaker, transcripts }): CheckPair => ({
      persona: { persona: { schema: "dramatis.persona/1", name: persona }, version, path: folder },
      // As they were written: the id of a trial is the hash of its conversation.
      transcripts: transcripts as unknown as CheckPair["transcripts"],
      speaker,
    }),
  );
  const measures = await chosenMeasures(plan.arguments.measures);
  const witnesses = summary.results[0]?.witnesses ?? [];
  const trials = checkTrials({ pairs, measures, witnesses, seed: plan.arguments.seed });
  const outcomes = await readOutcomes(join(folder, "trials.jsonl"));
  const byMeasure = new Map(measures.map(({ name }) => [name, new Map<string, Score[]>()]));
  for (const trial of trials) {
    const { scores } = settle(trial, outcomes.get(trial.id), folder);
    const byItem = byMeasure.get(trial.measure.name);
    const item = pairName(trial.pair, trial.transcript, pairs.length > 1);
    byItem?.set(item, [...(byItem.get(item) ?? []), ...scores]);
  }
  const [run, personas] = [summary.run, summary.results.map(({ persona, version }) => ({ persona, version }))];
  return {
    about: { run, personas, witnesses: witnesses.map(({ role, id }) => ({ role, id })) },
    measures,
    byMeasure: new Map([...byMeasure].map(([name, byItem]) => [name, { byItem }])),
  };
}

/** What a conversation is in both runs: its item, or its name without the version of the persona. */
function pairName(
  { persona: { persona, version } }: CheckPair,
  { session, messages }: CheckPair["transcripts"][number],
  isOneOfMany: boolean,
): string {
  const item = itemOf(messages) ?? session.replace(`-${version.slice(0, 6)}`, "");
  return isOneOfMany ? `${persona.name}: ${item}` : item;
}

async function readOutcomes(path: string): Promise<Map<string, TrialOutcome>> {
  const outcomes = new Map<string, TrialOutcome>();
  for (const [at, line] of (await readText(path, LIMIT)).trimEnd().split("\n").entries()) {
    const read = trialSchema.safeParse(parseJson(line, path, at + 1));
    if (read.success && !outcomes.has(read.data.id)) outcomes.set(read.data.id, { ...read.data, ms: 0 });
  }
  return outcomes;
}

async function readAs<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const value = parseJson(await readText(path, LIMIT), path);
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const { found, expected } = schemaFault(read.error, value);
  throw new InputError({ where: path, found, expected });
}
