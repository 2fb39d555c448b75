import type { CheckReport, CheckResult } from "../core/index.ts";
import type { CheckJson, CheckJsonResult } from "./check-json.ts";

/**
 * The report as data for `--json`; `checkJsonSchema` is its shape. With one persona it is that persona's object,
 * otherwise a list under `results`. Texts are as they were said: escape them before showing them.
 */
export function jsonReport(report: CheckReport): CheckJson {
  const results = report.results.map((result) => one(report.run, result));
  const [only] = results;
  return only !== undefined && results.length === 1 ? only : { run: report.run, results };
}

function one(run: string, result: CheckResult): CheckJsonResult {
  const { persona, version, speaker, measures, evidence, interview, curves, witnesses, gate, failures } = result;
  const made = { run, speaker, ...(interview && { interview }), curves, witnesses, ...(gate && { gate }), failures };
  return { persona, version, measures, evidence, ...made };
}
