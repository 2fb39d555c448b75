import { z } from "zod";
import {
  type CheckResult,
  contentId,
  InputError,
  type Measure,
  type MeasureContext,
  MISSING,
  type Need,
  type Score,
  type Subject,
  type Transcript,
  type Trial,
  type Witness,
} from "../core/index.ts";
import type { LoadedPersona } from "../persona/index.ts";

/** A persona and the conversations that are held against it. */
export interface CheckPair {
  persona: LoadedPersona;
  transcripts: Transcript[];
  /** Whose turns are judged. */
  speaker: string;
  interview?: CheckResult["interview"];
}

export interface CheckMeasure {
  name: string;
  measure: Measure;
  /** What it needs, as the catalogue says; names the witnesses in `made.judge`. */
  needs?: readonly Need[];
}

/** One trial: one measure on one session of one pair. */
export interface CheckTrial extends Trial {
  pair: CheckPair;
  transcript: Transcript;
  measure: CheckMeasure;
}

export interface CheckTrialsOptions {
  pairs: readonly CheckPair[];
  measures: readonly CheckMeasure[];
  witnesses: readonly Witness[];
  seed: number;
}

/**
 * All trials of a check: pairs × sessions × measures. The id of a trial is the hash of all that its scores depend on:
 * persona version, session, speaker, the measure with its version and arguments, who judges, and the seed.
 */
export function checkTrials({ pairs, measures, witnesses, seed }: CheckTrialsOptions): CheckTrial[] {
  const judges = witnesses.map(({ role, id }) => [role, id]);
  const definitions = measures.map(({ measure }) => {
    const { version, arguments: args } = measure.aggregate([]).made;
    return { version, arguments: args };
  });
  return pairs.flatMap((pair) =>
    pair.transcripts.flatMap((transcript) => {
      const session = contentId(transcript);
      return measures.map((measure, index) => {
        const input = {
          persona: pair.persona.version,
          session,
          speaker: pair.speaker,
          measure: { name: measure.name, ...definitions[index] },
          judges,
          seed,
        };
        return { id: contentId(input), input, pair, transcript, measure };
      });
    }),
  );
}

/** Scores one trial. A value that is not finite, which JSON cannot hold, is a unit that failed. */
export async function scoreTrial(trial: CheckTrial, context: MeasureContext): Promise<Score[]> {
  const { pair, transcript, measure } = trial;
  const { persona, version } = pair.persona;
  const subject: Subject = { persona, personaVersion: version, transcript, speaker: pair.speaker };
  const found = await measure.measure.score(subject, context);
  return found.map((score) =>
    score.value === null || Number.isFinite(score.value) ? score : { ...score, value: null, missing: "failed" },
  );
}

const evidence = z.object({
  session: z.string(),
  turn: z.number(),
  quote: z.string(),
  against: z
    .object({ statement: z.string().exactOptional(), turn: z.number().exactOptional(), text: z.string() })
    .exactOptional(),
  verdict: z.enum(["contradicts", "entails", "repeats", "other"]),
  strength: z.number(),
});

const scores = z.array(
  z.object({
    value: z.number().nullable(),
    missing: z.enum(MISSING).exactOptional(),
    weight: z.number().exactOptional(),
    part: z.string().exactOptional(),
    cluster: z.string(),
    turn: z.number().exactOptional(),
    evidence: evidence.exactOptional(),
  }),
);

/** Scores as they come back from a file of an earlier run. @throws {InputError} when they are something else. */
export function readScores(result: unknown, where: string): Score[] {
  const checked = scores.safeParse(result);
  if (checked.success) return checked.data;
  throw new InputError({
    where,
    found: "a trial whose result is not a list of scores",
    expected: "the trials of this check",
    fix: "run again without --resume",
  });
}
