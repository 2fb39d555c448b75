import { Command } from "commander";
import { amount } from "../numbers.ts";

export interface RunsFlags {
  json?: boolean;
}

export interface PullFlags {
  runs: string;
}

export interface LimitFlags {
  perMinute?: number;
  budget?: number;
}

const EXAMPLES = `
Examples:
  $ dramatis runs list
  $ dramatis runs show check-ada-3f2a91
  $ dramatis runs pull check-ada-3f2a91
  $ dramatis runs cancel check-ada-3f2a91
  $ dramatis runs resume check-ada-3f2a91
  $ dramatis runs limit openai:gpt-4o-mini --per-minute 500 --budget 20`;

/** `dramatis runs list|show|pull|cancel|resume|limit` */
export function runsCommand(done: (exitCode: number) => void): Command {
  return new Command("runs")
    .summary("look at the runs of a database, fetch them, stop and go on")
    .description("The runs in the database that DATABASE_URL names, which dramatis worker works on.")
    .addHelpText("after", EXAMPLES)
    .addCommand(
      new Command("list")
        .summary("all runs, the newest first")
        .description("Lists the runs with their state, how far they are, what they cost and who works on them.")
        .option("--json", "as JSON")
        .addHelpText("after", "\nExample:\n  $ dramatis runs list --json")
        .action(async (flags: RunsFlags) => {
          const { listRuns } = await import("../actions/runs.ts");
          done(await listRuns(flags));
        }),
    )
    .addCommand(
      new Command("show")
        .summary("one run, and the trials of it that failed")
        .description("Shows how far a run is, and which of its trials failed and why.")
        .argument("<run>", "its name in the database")
        .option("--json", "as JSON")
        .addHelpText("after", "\nExample:\n  $ dramatis runs show check-ada-3f2a91")
        .action(async (id: string, flags: RunsFlags) => {
          const { showRun } = await import("../actions/runs.ts");
          done(await showRun(id, flags));
        }),
    )
    .addCommand(
      new Command("pull")
        .summary("make the run's folder here")
        .description("Writes the folder of a run as if it had been done here: plan, trials, summary and page.")
        .argument("<run>", "its name in the database")
        .option("--runs <folder>", "where runs are kept", "runs")
        .addHelpText("after", "\nExample:\n  $ dramatis runs pull check-ada-3f2a91")
        .action(async (id: string, flags: PullFlags) => {
          const { fetchRun } = await import("../actions/runs.ts");
          done(await fetchRun(id, flags));
        }),
    )
    .addCommand(
      new Command("cancel")
        .summary("stop a run; what is done is kept")
        .description("Stops a run wherever it is worked on. What is done is kept, and runs resume goes on from there.")
        .argument("<run>", "its name in the database")
        .addHelpText("after", "\nExample:\n  $ dramatis runs cancel check-ada-3f2a91")
        .action(async (id: string) => {
          const { cancelRun } = await import("../actions/runs.ts");
          done(await cancelRun(id));
        }),
    )
    .addCommand(
      new Command("resume")
        .summary("go on with a run that was stopped, or try its failures again")
        .description("Opens a run again for the workers: what failed is tried again, what is done is not.")
        .argument("<run>", "its name in the database")
        .addHelpText("after", "\nExample:\n  $ dramatis runs resume check-ada-3f2a91")
        .action(async (id: string) => {
          const { resumeRun } = await import("../actions/runs.ts");
          done(await resumeRun(id));
        }),
    )
    .addCommand(
      new Command("limit")
        .summary("how fast a model is asked, and what it may cost, by all together")
        .description(
          "Sets what all processes with this database together ask of a model, and what it may cost in all. Without " +
            "options it shows the limits; with 0 it takes one away.",
        )
        .argument("[model]", "as runs name it, such as openai:gpt-4o-mini")
        .option("--per-minute <calls>", "at most", amount)
        .option("--budget <dollars>", "over all runs, since it was set", amount)
        .addHelpText("after", "\nExample:\n  $ dramatis runs limit openai:gpt-4o-mini --per-minute 500 --budget 20")
        .action(async (model: string | undefined, flags: LimitFlags) => {
          const { limitModel } = await import("../actions/runs.ts");
          done(await limitModel(model, flags));
        }),
    );
}
