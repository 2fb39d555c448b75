import { readResults } from "../../presets/check/read-results.ts";
import { htmlReport, jsonReport, junitReport, markdownReport, terminalReport } from "../../report/index.ts";
import { checkOutput, writeWhole } from "../../run/index.ts";
import type { ReportFlags } from "../commands/report.ts";
import { columns, wantsColor } from "../terminal.ts";

/** Shows results of another tool, and writes what was asked for. */
export async function reportAction(results: string, flags: ReportFlags): Promise<void> {
  const { json = false, html, junit, markdown } = flags;
  for (const path of [html, junit, markdown]) if (path !== undefined) checkOutput(path);
  const report = await readResults(results);
  const screen = { color: wantsColor(process.stdout), width: Math.min(columns(), 110) };
  process.stdout.write(json ? `${JSON.stringify(jsonReport(report), null, 2)}\n` : terminalReport(report, screen));
  if (html !== undefined) writeWhole(html, htmlReport(report));
  if (junit !== undefined) writeWhole(junit, junitReport(report));
  if (markdown !== undefined) writeWhole(markdown, markdownReport(report));
}
