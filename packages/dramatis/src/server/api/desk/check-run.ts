import { join } from "node:path";
import { type CheckOptions, type CheckOutcome, check } from "../../../presets/check/check.ts";
import { chosenMeasures } from "../../../presets/check/chosen-measures.ts";
import { configFor } from "../../../presets/open/config-file.ts";
import { partNamed } from "../../../presets/open/open-parts.ts";
import { htmlReport, jsonReport } from "../../../report/index.ts";
import { writeWhole } from "../../../run/index.ts";
import { keptPersona, personaFiles } from "./kept-personas.ts";
import { scoresIn } from "./outside-runs.ts";
import type { CheckArguments } from "./run-request.ts";
import type { DeskTools, RunDone, RunTask } from "./run-task.ts";

const TRANSCRIPT = "asked.jsonl";

/**
 * Keeps what a check reads.
 *
 * @throws HttpFault 404 for a persona that is not there. @throws UnknownNameError for a measure or a guard that is none
 */
export async function prepareCheck(
  { persona, version, transcript, measures = [], guards = [] }: CheckArguments,
  { tools, folder }: { tools: DeskTools; folder: string },
): Promise<void> {
  await chosenMeasures(measures);
  for (const guard of guards) partNamed("guard", guard);
  keptPersona(folder, await tools.personas.get(persona, version), 0);
  if (transcript === undefined) return;
  // In one session where none is named.
  const lines = transcript.map((line) => `${JSON.stringify({ session: "1", ...line })}\n`);
  writeWhole(join(folder, TRANSCRIPT), lines.join(""));
}

/** Checks a persona against the conversation that was given, or interviews it. */
export async function performCheck(asked: CheckArguments, task: RunTask): Promise<RunDone> {
  const outcome = await check(optionsOf(asked, task));
  const { report } = outcome;
  const scores = scoresIn(report);
  const fault = faultOf(outcome);
  return { result: jsonReport(report), report: htmlReport(report), scores, ...(fault !== undefined && { fault }) };
}

function optionsOf(asked: CheckArguments, { tools, folder, ...hooks }: RunTask): CheckOptions {
  const { persona: _, version: __, transcript, model, judge, guards, candidates, memory, ...rest } = asked;
  const { env } = tools;
  const config = configFor(tools.config, asked.persona);
  const [persona = ""] = personaFiles(folder);
  const price = asked.price ?? tools.price;
  return {
    ...rest,
    ...hooks,
    persona,
    ...(transcript && { transcript: join(folder, TRANSCRIPT), format: "dramatis" }),
    roles: { model, judge },
    act: { guards, candidates, memory },
    ...{ config, env, price, runs: folder },
  };
}

function faultOf({ empty, broken: [first] }: CheckOutcome): string | undefined {
  if (empty) return "no measure could score anything; the result says why";
  return first && `${first.persona}: ${first.measure} has no value, its trials failed: ${first.message}`;
}
