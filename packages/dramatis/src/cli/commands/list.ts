import { Command } from "commander";
import type { Need } from "../../core/index.ts";
import { resolveRoles } from "../../model/index.ts";
import { methods } from "../catalogue.ts";
import { formatMethods, formatPapers, listMethods, listPapers } from "../list-methods.ts";
import { readPapers } from "../papers.ts";
import { columns, wantsColor } from "../terminal.ts";

/** `dramatis list [ROOM] [--papers] [--json]` */
export function listCommand(done: (exitCode: number) => void): Command {
  return new Command("list")
    .summary("every method, its paper and what it needs")
    .description("Lists every method with its paper, its file, what it needs, and whether that need is met here.")
    .argument("[room]", "only this room, such as measure")
    .option("--papers", "by paper: which of the published systems are carried, and where")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ dramatis list\n  $ dramatis list measure --json\n  $ dramatis list --papers",
    )
    .action((room: string | undefined, { papers: byPaper, json }: { papers?: boolean; json?: boolean }) => {
      const papers = readPapers();
      const rows = listMethods({ methods, papers, met: isMet, room });
      const listed = byPaper ? listPapers(rows, papers) : rows;
      const screen = { color: wantsColor(process.stdout), width: Math.min(columns(), 120) };
      if (json) process.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
      else process.stdout.write(byPaper ? formatPapers(listPapers(rows, papers), screen) : formatMethods(rows, screen));
      done(0);
    });
}

/** The bundled models meet `nli` and `embed`; a chat model meets the rest only where one is named. */
function isMet(need: Need): boolean {
  if (need === "nli" || need === "embed") return true;
  const { actor, judge } = resolveRoles();
  if (need === "judge") return judge.kind !== "understudy";
  return need === "actor" && actor.kind !== "understudy";
}
