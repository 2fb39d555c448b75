import { basename } from "node:path";
import { Command } from "commander";
import { HUB_MODELS, hubSettings, modelsFolder, type PulledModel, pullModel } from "../../model/hub/index.ts";
import { EXIT_INTERRUPTED, interruptible, type Progress, progress, unwritable } from "../../run/index.ts";
import { bytesText } from "../bytes-text.ts";

const MEGABYTE = 1e6;

interface PullFlags {
  hub?: string;
  to: string;
  revision: string;
  json?: boolean;
}

/** `dramatis model pull NAME` */
export function pullCommand(done: (exitCode: number) => void): Command {
  const known = HUB_MODELS.map(({ name, repo, licence }) => `  ${name.padEnd(20)}${repo} (${licence})`).join("\n");
  return new Command("pull")
    .summary("download a model, with checksums; goes on where it stopped")
    .description(
      "Downloads a model from a hub. No other command goes to the network, unless a model that is there is named.",
    )
    .argument("<name>", "a name of the list below, owner/repo, or owner/repo/path/file.gguf")
    .option("--hub <url>", "a hub with Hugging Face's API; by default HF_ENDPOINT, else https://huggingface.co")
    .option("--to <folder>", "where models are kept, at owner/repo/file", modelsFolder())
    .option("--revision <name>", "branch, tag or commit", "main")
    .option("--json", "what was pulled, as JSON")
    .addHelpText(
      "after",
      `\nNames:\n${known}\n\nExamples:\n  $ dramatis model pull qwen2.5-0.5b\n  $ dramatis model pull Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q8_0.gguf --to models`,
    )
    .action(async (name: string, flags: PullFlags) => {
      const pulled = await pull(name, flags);
      if (pulled === undefined) return done(EXIT_INTERRUPTED);
      process.stdout.write(flags.json ? `${JSON.stringify(pulled, null, 2)}\n` : describePulled(pulled));
      done(0);
    });
}

/** Pulls with progress on standard error; undefined when it was interrupted. */
async function pull(name: string, { hub, to, revision }: PullFlags): Promise<PulledModel | undefined> {
  let bar: Progress | undefined;
  let shown = 0;
  const work = (signal: AbortSignal): Promise<PulledModel> =>
    pullModel(name, {
      hub: hubSettings({ hub }),
      folder: to,
      revision,
      signal,
      onStart: ({ bytes, already }) => {
        shown = Math.floor(already / MEGABYTE);
        bar = progress({ label: "megabytes", total: Math.floor(bytes / MEGABYTE), already: shown });
      },
      onBytes: (here) => {
        for (; shown < Math.floor(here / MEGABYTE); shown++) bar?.tick({ status: "done" });
      },
    });
  const message = "Interrupted; what has come is kept. Run the same command again to go on.";
  try {
    const outcome = await interruptible(work, { message });
    return outcome.interrupted ? undefined : outcome.value;
  } catch (error) {
    throw unwritable(to, error);
  } finally {
    bar?.done();
  }
}

/** What was pulled, and what to do with it. */
export function describePulled({ kind, path, files }: PulledModel): string {
  const bytes = files.reduce((total, file) => total + file.bytes, 0);
  const file = shellWord(path);
  const head = `Pulled ${path} (${bytesText(bytes)}, every checksum right).\n`;
  if (kind === "onnx") return `${head}Open it up:\n  dramatis model open ${file}\n`;
  const alias = shellWord(
    basename(path)
      .replace(/\.gguf$/i, "")
      .toLowerCase(),
  );
  return `${head}Serve it with llama.cpp:
  llama-server -m ${file} --alias ${alias}
  then name it: --model http://localhost:8080/v1#${alias}
or with Ollama:
  echo ${shellWord(`FROM ${path}`)} > Modelfile && ollama create ${alias} -f Modelfile
  then name it: --model http://localhost:11434/v1#${alias}
`;
}

/** A word as any POSIX shell reads it back. */
function shellWord(word: string): string {
  return /^[\w./:@+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
