import { Command } from "commander";

export interface ReportFlags {
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
    .action(async (results: string, flags: ReportFlags) => {
      const { reportAction } = await import("../actions/report.ts");
      await reportAction(results, flags);
      done(0);
    });
}
