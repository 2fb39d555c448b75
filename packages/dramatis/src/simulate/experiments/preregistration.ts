/**
 * What is laid down before an experiment is run: hypotheses, how many participants, and who is left out.
 *
 * The trial of [50] was preregistered, and so should one in simulation be: with drawn participants one can run until something shows. The
 * file is plain YAML for version control; its hash stands with the results, and `preregistrationFaults` says where a run
 * departed from it. An empty file is refused.
 *
 * @paper 50
 * @function
 */
import { z } from "zod";
import { contentId, InputError } from "../../core/index.ts";
import { parseTree, schemaFault } from "../../persona/index.ts";
import { conditionsOf, type Factors } from "./block-randomize.ts";
import type { ExperimentAnalysis } from "./experiment-analysis.ts";

export interface Preregistration {
  schema: "dramatis.preregistration/1";
  title: string;
  /** What is expected, each so that the run can show it to be wrong. */
  hypotheses: string[];
  /** Levels by factor; the first is the reference. */
  factors: Record<string, string[]>;
  /** The statements that are rated, and the number of options. */
  outcome: { statements: string[]; levels: number };
  /** Participants in all cells together. */
  n: number;
  /** Who is left out of the analysis, and why; none is an answer too. */
  exclusion: string[];
  /** The analysis that decides; others are exploratory. */
  analysis: string;
  seed: number;
}

const text = z.string().regex(/\S/, "text that is not blank");

const schema: z.ZodType<Preregistration> = z.strictObject({
  schema: z.literal("dramatis.preregistration/1"),
  title: text,
  hypotheses: z.array(text).min(1),
  factors: z.record(text, z.array(text).min(2)),
  outcome: z.strictObject({ statements: z.array(text).min(1), levels: z.int().min(2) }),
  n: z.int().positive(),
  exclusion: z.array(text),
  analysis: text,
  seed: z.int().min(0),
});

/** A preregistration with its version: the hash that stands with the results. */
export interface RegisteredExperiment {
  registered: Preregistration;
  version: string;
}

/** @throws InputError naming the line, for what is none */
export function preregistration(source: string, where: string): RegisteredExperiment {
  const tree = parseTree(source, where, where.endsWith(".json") ? "json" : "yaml");
  const read = schema.safeParse(tree.value);
  if (read.success) {
    try {
      conditionsOf(read.data.factors);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new InputError({ where, found: cause.message, expected: "factors with levels, each once" }, { cause });
    }
    return { registered: read.data, version: contentId(read.data) };
  }
  const { path, found, expected } = schemaFault(read.error, tree.value);
  const line = tree.lineOf(path);
  throw new InputError({ where, ...(line !== undefined && { line }), found, expected });
}

/** Where a run departed from what was laid down; none where it kept to it. */
export function preregistrationFaults(
  { n, factors, outcome }: Preregistration,
  run: { factors: Factors; levels: number; analysis: ExperimentAnalysis },
): string[] {
  const assigned = run.analysis.cells.reduce((sum, cell) => sum + cell.assigned, 0);
  const names = (of: Factors): string => JSON.stringify(Object.entries(of));
  return [
    ...(assigned === n ? [] : [`${assigned} participants were assigned; ${n} were laid down`]),
    ...(names(factors) === names(run.factors) ? [] : ["the factors or their levels are others"]),
    ...(outcome.levels === run.levels ? [] : [`answers have ${run.levels} levels; ${outcome.levels} were laid down`]),
  ];
}

/** A file to fill in before the run. */
export const PREREGISTRATION_TEMPLATE = `# Fill in and commit before the first participant is asked. What is not laid down here is exploratory.
schema: dramatis.preregistration/1
title: Does knowing the participant make a model more persuasive?
hypotheses:
  - The odds of agreeing more are higher with a model that knows the participant than with a person who does not.
# The first level of each factor is the reference.
factors:
  opponent: [person, model]
  personal: ["off", "on"]
outcome:
  statements: [The town should close its centre to cars.]
  levels: 5
# In all cells together; see participantsForOddsRatio and experimentPower for how many it takes.
n: 820
exclusion:
  - no answer before or after
analysis: proportional odds of agreement after, by cell, with agreement before; two-sided, .05
seed: 42
`;
