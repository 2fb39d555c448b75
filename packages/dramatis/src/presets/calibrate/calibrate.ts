import { z } from "zod";
import { InputError, type Model, UnsupportedError } from "../../core/index.ts";
import { catalogue } from "../../measure/index.ts";
import { calibrateJudge } from "../../measure/judges/calibrate-judge.ts";
import type { Calibration } from "../../measure/judges/calibration.ts";
import { type CaseJudge, measureJudge, rubricJudge } from "../../measure/judges/case-judge.ts";
import { type LabelledCase, readLabelledSet, referenceOf } from "../../measure/judges/labelled-set.ts";
import { readPersonaEval } from "../../measure/judges/read-persona-eval.ts";
import { identifyRoles, type RoleFigures, roleFigures } from "../../measure/judges/role-identification.ts";
import {
  type Environment,
  judge,
  meter,
  openModel,
  type Price,
  type RoleSettings,
  type Rubric,
  resolveRoles,
} from "../../model/index.ts";
import { readText } from "../../persona/index.ts";
import { CALIBRATE_DEFAULTS } from "../defaults.ts";
import { openJudges, refuseUnpriced } from "../open/open-judges.ts";
import { keepCalibration } from "./judge-card.ts";
import { withLabels } from "./label-log.ts";

/** What `calibrate` takes where nothing is said. */
export interface CalibrateRun {
  /** Labelled set: JSONL, with the raters' files beside it. */
  labelled: string;
  /** Scores that can be given. By default all that raters gave. */
  levels?: readonly number[] | undefined;
  /** A file that says by what a score is given; needed unless a measure is named. */
  policy?: string | undefined;
  /** A measure in the place of a chat model. */
  measure?: string | undefined;
  /** A CSV file of PersonaEval: can it tell who speaks? */
  roles?: string | undefined;
  roleSettings?: RoleSettings | undefined;
  repeats?: number | undefined;
  attempts?: number | undefined;
  concurrency?: number | undefined;
  maxCost?: number | undefined;
  price?: Price | undefined;
  seed?: number | undefined;
  /** Where results are kept. */
  folder?: string | undefined;
  env?: Environment;
  signal?: AbortSignal;
  onPass?: (pass: string) => void;
}

/**
 * Holds a judge against people and keeps what was found in `judges/<id>.json`, from where it is printed beside every score
 * of that judge.
 *
 * @throws InputError, UnsupportedError, ModelError, BudgetError
 */
export async function calibrate(run: CalibrateRun): Promise<{ calibration: Calibration; path: string }> {
  const { labelled, seed = CALIBRATE_DEFAULTS.seed, folder = CALIBRATE_DEFAULTS.folder, signal, onPass } = run;
  const cases = (await readLabelled(labelled)).filter((one) => referenceOf(one) !== null);
  const levels = run.levels ?? levelsOf(cases, labelled);
  const { caseJudge, model, scale } = await openCaseJudge(run, levels);
  const roles = await rolesOf(run, model);
  const calibration = await calibrateJudge({
    labelled: cases,
    judge: caseJudge,
    levels,
    scale,
    repeats: run.repeats ?? CALIBRATE_DEFAULTS.repeats,
    attempts: model === undefined ? 0 : (run.attempts ?? CALIBRATE_DEFAULTS.attempts),
    seed,
    ...(roles && { roles }),
    ...(signal && { signal }),
    ...(onPass && { onPass }),
  });
  return { calibration, path: await keepCalibration(calibration, folder) };
}

/** The cases of a set with the labels of every rater. @throws InputError */
export async function readLabelled(path: string): Promise<LabelledCase[]> {
  const cases: LabelledCase[] = [];
  for await (const one of readLabelledSet(path)) cases.push(one);
  if (cases.length > 0) return withLabels(cases, path);
  throw new InputError({ where: path, found: "no case", expected: "one case a line" });
}

function levelsOf(cases: readonly LabelledCase[], where: string): number[] {
  const levels = [...new Set(cases.flatMap(({ labels }) => Object.values(labels)))].sort((a, b) => a - b);
  if (levels.length > 1) return levels;
  const found = cases.length === 0 ? "no labels" : "one score for all cases";
  const fix = `label them: dramatis calibrate label --in ${where} --rater NAME`;
  throw new InputError({ where, found, expected: "cases that people gave different scores", fix });
}

interface OpenedJudge {
  caseJudge: CaseJudge;
  /** Where it is a chat model. */
  model?: Model;
  scale: "same" | "own";
}

async function openCaseJudge(run: CalibrateRun, levels: readonly number[]): Promise<OpenedJudge> {
  const { measure, policy, env = process.env, concurrency = CALIBRATE_DEFAULTS.concurrency, price, maxCost } = run;
  const roles = resolveRoles({ flags: run.roleSettings ?? {}, env });
  const open = { env, meter: meter({ cap: maxCost }), concurrency, price };
  if (measure !== undefined) {
    const entry = catalogue.find(({ name }) => name === measure);
    if (entry === undefined) {
      throw new InputError({ where: "--measure", found: measure, expected: "a measure; see dramatis list measure" });
    }
    const { context } = await openJudges({ ...open, roles, needs: new Set(entry.needs) });
    const made = (await entry.load())();
    return { caseJudge: measureJudge(made, { ...context, seed: run.seed ?? CALIBRATE_DEFAULTS.seed }), scale: "own" };
  }
  if (roles.judge.kind === "understudy") {
    throw new UnsupportedError("dramatis calibrate", "judge", "name one: --judge openai:MODEL, or a --measure");
  }
  if (policy === undefined) {
    const fix = "write what makes each score, and name the file with --policy";
    throw new InputError({
      where: "--policy",
      found: "none",
      expected: "a file with what the judge is to decide",
      fix,
    });
  }
  refuseUnpriced([roles.judge], maxCost, price);
  const model = await openModel(roles.judge, { ...open, role: "judge" });
  const rubric = scoreRubric(await readText(policy), levels);
  return {
    caseJudge: rubricJudge(model, { rubric, value: ({ score }) => score, concurrency, vigilance: "always" }),
    model,
    scale: "same",
  };
}

/** A policy in the words of a file, with a score of the given levels. */
export function scoreRubric(policy: string, levels: readonly number[]): Rubric<{ reason: string; score: number }> {
  const scores = levels.map((level) => z.literal(level));
  return { name: "score", policy: policy.trim(), shape: z.object({ reason: z.string(), score: z.union(scores) }) };
}

async function rolesOf({ roles, signal }: CalibrateRun, model: Model | undefined): Promise<RoleFigures | undefined> {
  if (roles === undefined || model === undefined) return undefined;
  const items = await readPersonaEval(roles);
  return roleFigures(await identifyRoles(judge(model, { retries: 5 }), items, signal && { signal }));
}
