import { Command } from "commander";
import { oneLine } from "../../core/index.ts";
import { type ImportedPersona, importStream, type Loss } from "../../persona/index.ts";
import { FORMAT_LIST } from "../../presets/create/convert.ts";
import { type PersonaSink, personaSink } from "../../presets/create/persona-sink.ts";
import { checkOutput, EXIT_INTERRUPTED, interruptible, progress, writeWhole } from "../../run/index.ts";
import { lossLines } from "../loss-lines.ts";

/** More personas than this are counted, not told one by one. */
const TOLD = 20;

interface Flags {
  format?: string;
  out: string;
  force?: boolean;
  report?: string;
}

const HELP = `
Examples:
  $ dramatis import seraphina.png
  $ dramatis import card.charx eliza.character.json --out personas/
  $ dramatis import nemotron.parquet --out people.jsonl
  $ dramatis import soul/ --format soul

Formats: ${FORMAT_LIST.names.join(", ")}.
Nothing is fetched and nothing in a file is run. What has no place in a persona is kept beside it, and comes back when it
is exported to the same format. Then: dramatis check NAME.persona.yaml`;

/** `dramatis import FILE…` */
export function importCommand(done: (exitCode: number) => void): Command {
  return new Command("import")
    .summary("personas from character cards and other tools' files")
    .description("Reads the personas of other tools' files and writes them as persona files, with what was lost.")
    .argument(
      "<files...>",
      "character cards (PNG, CHARX, JSON, YAML), JSON, JSONL, CSV or Parquet files, folders of texts",
    )
    .option("--format <name>", "of the files, where it is not seen from them")
    .option("-o, --out <path>", "a folder, a .jsonl file, one .yaml or .json file, or - for JSONL", ".")
    .option("--force", "write over files that are there")
    .option("--report <file>", "all that was lost, as JSON")
    .addHelpText("after", HELP)
    .action(async (files: string[], { format, out, force = false, report }: Flags) => {
      if (report !== undefined) checkOutput(report);
      const sink = await personaSink(out, { force });
      const told: { file: string; persona: string; loss: Loss[] }[] = [];
      const work = async (signal: AbortSignal): Promise<void> => {
        const bar = progress({ label: "personas" });
        for (const file of files) {
          for await (const found of importStream(file, format === undefined ? {} : { format })) {
            signal.throwIfAborted();
            const path = await sink.write(found.persona);
            if (report !== undefined || told.length <= TOLD)
              told.push({ file, persona: found.persona.name, loss: found.loss });
            if (told.length <= TOLD) tell(found, path);
            bar.tick({ status: "done" });
          }
        }
        bar.done();
      };
      done(
        await finish(
          sink,
          work,
          () => report !== undefined && writeWhole(report, `${JSON.stringify(told, null, 2)}\n`),
        ),
      );
    });
}

async function finish(
  sink: PersonaSink,
  work: (signal: AbortSignal) => Promise<void>,
  afterwards: () => unknown,
): Promise<number> {
  try {
    const { interrupted } = await interruptible(work, { message: "Interrupted; what was read is kept." });
    await sink.keep();
    afterwards();
    return interrupted ? EXIT_INTERRUPTED : 0;
  } finally {
    await sink.discard();
  }
}

function tell({ persona, loss }: ImportedPersona, path: string | undefined): void {
  const facts = persona.statements?.length ?? 0;
  const into = path === undefined ? "" : ` → ${path}`;
  const lines = [`${oneLine(persona.name, 60)}: ${facts} ${facts === 1 ? "statement" : "statements"}${into}`];
  process.stderr.write(`${[...lines, ...lossLines(loss)].join("\n")}\n`);
}
