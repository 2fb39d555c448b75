import { join } from "node:path";
import type { CheckOutcome } from "../../presets/check/check.ts";
import { inspectFiles } from "../../presets/check/inspect-files.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { htmlReport, jsonReport, junitReport, markdownReport, terminalReport } from "../../report/index.ts";
import { checkOutput, gateExitCode, writeWhole } from "../../run/index.ts";
import type { CheckFlags } from "../commands/check.ts";
import { doShared } from "../do-shared.ts";
import { columns, wantsColor } from "../terminal.ts";

interface Outputs {
  json?: string | undefined;
  junit?: string;
  markdown?: string;
  inspect?: string;
}

/** Checks, and shows and writes what came of it; gives the exit code. */
export async function checkAction(persona: string, flags: CheckFlags): Promise<number> {
  const { model, user, nli, embedder, judge, config, json, junit, markdown, inspect, detach, ...others } = flags;
  const { guard: guards, candidates, strategy, with: components, memory, lorebook, ...rest } = others;
  const act = { guards, candidates, strategy, components, memory, lorebook };
  const outputs = {
    ...(junit && { junit }),
    ...(markdown && { markdown }),
    ...(inspect && { inspect }),
    json,
  };
  for (const path of files(outputs)) checkOutput(path);
  const roles = { model, user, nli, embedder, judge };
  const configured = await readConfig(config);
  const options = { ...rest, persona, roles, act, config: configured };
  const done = await doShared("check", options, { detach });
  return "outcome" in done ? publish(done.outcome, outputs) : done.exitCode;
}

/** Prints the result, then writes the files that were asked for; gives the exit code. */
function publish({ report, folder, empty, broken }: CheckOutcome, { json, junit, markdown, inspect }: Outputs): number {
  const asJson = `${JSON.stringify(jsonReport(report), null, 2)}\n`;
  const screen = { color: wantsColor(process.stdout), width: Math.min(columns(), 110) };
  process.stdout.write(json === "-" ? asJson : terminalReport(report, screen));
  const html = join(folder, "report.html");
  writeWhole(html, htmlReport(report));
  if (junit !== undefined) writeWhole(junit, junitReport(report));
  if (markdown !== undefined) writeWhole(markdown, markdownReport(report));
  if (json !== undefined && json !== "-") writeWhole(json, asJson);
  if (inspect !== undefined) for (const { path, text } of inspectFiles(report, inspect)) writeWhole(path, text);
  process.stderr.write(`Report: ${html}\n`);
  const [first] = broken;
  if (empty) say("no measure could score anything; see the reasons above");
  else if (first) say(`${first.persona}: ${first.measure} has no value, its trials failed: ${first.message}`);
  if (empty || first) return 2;
  return gateExitCode(report.results.flatMap((result) => result.gate ?? []));
}

function files({ json, junit, markdown, inspect }: Outputs): string[] {
  return [json, junit, markdown, inspect].filter((path) => path !== undefined && path !== "-") as string[];
}

function say(line: string): void {
  process.stderr.write(`dramatis: ${line}\n`);
}
