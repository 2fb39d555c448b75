import { existsSync } from "node:fs";
import { Command } from "commander";
import { InputError } from "../../core/index.ts";
import { readPersona, readSuite } from "../../persona/index.ts";
import { autoSuite } from "../../presets/check/auto-suite.ts";
import { suiteForPromptfoo } from "../../presets/check/export-suite.ts";
import { type ExportTarget, FORMAT_LIST, readConvertible, writeConverted } from "../../presets/create/convert.ts";
import { writeWhole } from "../../run/index.ts";
import { readTranscripts, writeTranscript } from "../../transcript/index.ts";
import { lossLines } from "../loss-lines.ts";

interface Flags extends Omit<ExportTarget, "to"> {
  to: string;
  suite?: string;
  from?: string;
  report?: string;
}

const FORMATS = `Formats: ${FORMAT_LIST.written.join(", ")}.`;

/** `dramatis export PERSONA --to FORMAT` */
export function exportCommand(done: (exitCode: number) => void): Command {
  return target(new Command("export"))
    .summary("a persona as another tool's file")
    .description("Writes a persona as a character card or another tool's file, and says what of it that does not hold.")
    .argument("<persona>", "persona file (.persona.yaml or .persona.json)")
    .option("--suite <file>", "with --to promptfoo: what to ask (default: made of the persona by rules)")
    .addHelpText(
      "after",
      `\nExamples:\n  $ dramatis export ada.persona.yaml --to character-card-v3 --image portrait.png\n  $ dramatis export ada.persona.yaml --to tiny-troupe --out -\n  $ dramatis export ada.persona.yaml --to promptfoo --out promptfooconfig.yaml\n\n${FORMATS}\nOr promptfoo: a configuration that asks a suite and scores it with our measures.`,
    )
    .action(async (persona: string, flags: Flags) => {
      done(flags.to === "promptfoo" ? await toPromptfoo(persona, flags) : await convert(persona, flags));
    });
}

async function toPromptfoo(
  path: string,
  { suite, out = "promptfooconfig.yaml", force = false }: Flags,
): Promise<number> {
  const persona = await readPersona(path);
  const asked = suite === undefined ? autoSuite(persona.persona) : await readSuite(suite);
  if (out !== "-" && existsSync(out) && !force) {
    const fix = "add --force to write over it, or name another with --out";
    throw new InputError({ where: out, found: "a file that is there", expected: "a new file", fix });
  }
  const text = suiteForPromptfoo({ persona, suite: asked, out });
  if (out === "-") process.stdout.write(text);
  else writeWhole(out, text);
  process.stderr.write(
    `${asked.items.length} items${out === "-" ? "" : ` → ${out}; next: promptfoo eval -c ${out} -o results.json`}\n`,
  );
  return 0;
}

/** `dramatis convert FILE --to FORMAT` */
export function convertCommand(done: (exitCode: number) => void): Command {
  return target(new Command("convert"))
    .summary("from one tool's file to another's")
    .description("Reads personas in one tool's format and writes them in another's; or a chat log as our transcript.")
    .argument("<file>", "what dramatis import reads; with --to transcript a chat log in any format that check reads")
    .option("--from <format>", "of the file, where it is not seen from it")
    .addHelpText(
      "after",
      `\nExamples:\n  $ dramatis convert card.png --to eliza-os\n  $ dramatis convert card-v2.json --to character-card-v3 --out card-v3.json\n  $ dramatis convert chat.jsonl --to transcript --out log.jsonl\n\n${FORMATS}`,
    )
    .action(async (file: string, flags: Flags) => {
      done(flags.to === "transcript" ? await convertLog(file, flags) : await convert(file, flags));
    });
}

function target(command: Command): Command {
  return command
    .requiredOption("--to <format>", "name of the format")
    .option("--container <name>", "json, jsonl, yaml, png or charx, where the format has several")
    .option("--image <png>", "a picture for the card to lie in")
    .option("-o, --out <path>", "a folder, the file, or - for standard output (default: a file here)")
    .option("--force", "write over files that are there")
    .option("--report <file>", "all that was lost, as JSON");
}

async function convert(file: string, { from, report, ...to }: Flags): Promise<number> {
  const all = await readConvertible(file, from);
  const results = all.map((one) => ({ persona: one.persona.name, read: one.loss, ...writeConverted(one, to) }));
  for (const { persona, paths, read, loss } of results) {
    const lines = [
      `${persona} → ${paths.join(", ")}`,
      ...lossLines([...read.filter(({ kind }) => kind !== "kept"), ...loss]),
    ];
    process.stderr.write(`${lines.join("\n")}\n`);
  }
  if (report !== undefined) writeWhole(report, `${JSON.stringify(results, null, 2)}\n`);
  return 0;
}

async function convertLog(file: string, { from, out = "-", force, ...rest }: Flags): Promise<number> {
  const [idle] = (["container", "image", "report"] as const).filter((name) => rest[name] !== undefined);
  if (idle) {
    const found = `${rest[idle]}, which nothing would heed`;
    throw new InputError({ where: `--${idle}`, found, expected: "nothing beside --to transcript" });
  }
  const text = writeTranscript(await readTranscripts(file, from === undefined ? {} : { format: from }));
  if (out === "-") process.stdout.write(text);
  else writeWhole(out, text);
  return 0;
}
