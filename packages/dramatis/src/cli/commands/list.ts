import { Command } from "commander";
import type { Need } from "../../core/index.ts";
import { resolveRoles } from "../../model/index.ts";
import { methods } from "../../presets/catalogue.ts";
import { hasBundled } from "../has-bundled.ts";
import {
  formatMethods,
  formatPapers,
  listMethods,
  listPapers,
  type MethodRow,
  type PaperRow,
} from "../list-methods.ts";
import { readPapers } from "../papers.ts";
import { columns, wantsColor } from "../terminal.ts";

/** `dramatis list [ROOM] [--papers] [--json]` */
export function listCommand(done: (exitCode: number) => void): Command {
  return new Command("list")
    .summary("every method, its paper and what it needs")
    .description("Lists every method with its paper, its file, what it needs, and whether that need is met here.")
    .argument("[room]", "only this room, such as measure")
    .option(
      "--papers",
      "by paper: which of the published systems are carried, and where; with a room, those it carries",
    )
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ dramatis list\n  $ dramatis list measure --json\n  $ dramatis list --papers",
    )
    .action((room: string | undefined, { papers: byPaper, json }: { papers?: boolean; json?: boolean }) => {
      const papers = readPapers();
      const rows = listMethods({ methods, papers, met: isMet, room });
      const screen = { color: wantsColor(process.stdout), width: Math.min(columns(), 120) };
      if (byPaper) {
        const all = listPapers(methods, papers);
        const listed = room === undefined ? all : carriedBy(rows, all);
        process.stdout.write(json ? asJson(listed) : formatPapers(listed, { ...screen, of: all.length }));
      } else process.stdout.write(json ? asJson(rows) : formatMethods(rows, screen));
      done(0);
    });
}

function carriedBy(rows: readonly MethodRow[], papers: readonly PaperRow[]): PaperRow[] {
  const names = new Set(rows.map(({ name }) => name));
  return papers.filter((paper) => paper.methods.some((name) => names.has(name)));
}

function asJson(rows: readonly object[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** The bundled models meet `nli`, `embed` and `logprobs` where they are; a chat model meets the rest where one is named. */
function isMet(need: Need): boolean {
  if (need === "nli") return hasBundled("nli");
  if (need === "embed") return hasBundled("embedder");
  const { actor, judge } = resolveRoles();
  if (need === "judge") return judge.kind !== "understudy";
  if (need === "logprobs") return actor.kind === "understudy" && hasBundled("chat");
  return need === "actor" && actor.kind !== "understudy";
}
