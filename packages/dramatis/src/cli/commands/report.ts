import { Command } from "commander";
import { readResults } from "../../presets/read-results.ts";
import { htmlReport, jsonReport, junitReport, markdownReport, terminalReport } from "../../report/index.ts";
import { checkOutput, writeWhole } from "../../run/index.ts";
import { columns, wantsColor } from "../terminal.ts";

interface Flags {
  json?: boolean;
  html?: string;
  junit?: string;
  markdown?: string;
}

const HELP = `
Examples:
  $ promptfoo eval -c ada.promptfoo.yaml -o results.json; dramatis report results.json
  $ dramatis report log.json --html report.html`;

/** `dramatis report RESULTS` */
export function reportCommand(done: (exitCode: number) => void): Command {
  return new Command("report")
    .summary("show the results of promptfoo or Inspect as ours")
    .description(
      "Reads the results of promptfoo or a log of Inspect and shows them as check shows its own, with intervals.",
    )
    .argument("<results>", "what promptfoo eval -o wrote, or a log of Inspect as JSON")
    .option("--json", "the numbers as JSON")
    .option("--html <file>", "a page")
    .option("--junit <file>", "the result for CI systems")
    .option("--markdown <file>", "the result for a pull request")
    .addHelpText("after", HELP)
    .action(async (results: string, { json = false, html, junit, markdown }: Flags) => {
      for (const path of [html, junit, markdown]) if (path !== undefined) checkOutput(path);
      const report = await readResults(results);
      const screen = { color: wantsColor(process.stdout), width: Math.min(columns(), 110) };
      process.stdout.write(json ? `${JSON.stringify(jsonReport(report), null, 2)}\n` : terminalReport(report, screen));
      if (html !== undefined) writeWhole(html, htmlReport(report));
      if (junit !== undefined) writeWhole(junit, junitReport(report));
      if (markdown !== undefined) writeWhole(markdown, markdownReport(report));
      done(0);
    });
}
