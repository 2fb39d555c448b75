import { Command } from "commander";
import { diffPersonas, formatChange, readPersona } from "../../persona/index.ts";

/** `dramatis diff A B` */
export function diffCommand(done: (exitCode: number) => void): Command {
  return new Command("diff")
    .summary("what changed between two personas")
    .description("Compares two personas by structure: what was added, removed, changed or moved.")
    .argument("<before>", "persona file")
    .argument("<after>", "persona file")
    .option("--json", "the changes as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ dramatis diff ada.persona.yaml ada-v2.persona.yaml\n  $ dramatis diff a.yaml b.json --json",
    )
    .action(async (before: string, after: string, { json = false }: { json?: boolean }) => {
      const [a, b] = [await readPersona(before), await readPersona(after)];
      const changes = diffPersonas(a.persona, b.persona);
      const versions = { before: a.version, after: b.version };
      if (json) process.stdout.write(`${JSON.stringify({ ...versions, changes }, null, 2)}\n`);
      else {
        process.stdout.write(`${a.version} → ${b.version}\n`);
        process.stdout.write(changes.length === 0 ? "no change\n" : `${changes.map(formatChange).join("\n")}\n`);
      }
      done(0);
    });
}
