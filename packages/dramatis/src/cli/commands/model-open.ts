import type { OpenedModelFile } from "@dramatis/understudy";
import { Command } from "commander";
import { InputError } from "../../core/index.ts";
import { checkOutput, EXIT_INTERRUPTED, interruptible } from "../../run/index.ts";

interface OpenFlags {
  out?: string;
  json?: boolean;
}

/** `dramatis model open FILE` */
export function openCommand(done: (exitCode: number) => void): Command {
  return new Command("open")
    .summary("add hidden states and a steering input to an ONNX decoder")
    .description(
      "Writes a copy of an ONNX decoder (Llama and Qwen families) that gives the hidden state of every layer and takes a steering vector for each, then runs both to see that nothing else changed.",
    )
    .argument("<file>", "model.onnx; data files beside it stay where they are")
    .option("-o, --out <file>", "where the copy is written; by default FILE.open.onnx")
    .option("--json", "what was found, as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ dramatis model open model.onnx\n  $ dramatis model open a.onnx --out b.onnx --json",
    )
    .action(async (source: string, { out, json }: OpenFlags) => {
      const target = out ?? `${source.replace(/\.onnx$/i, "")}.open.onnx`;
      checkOutput(target);
      const opened = await open(source, target);
      if (opened === undefined) return done(EXIT_INTERRUPTED);
      process.stdout.write(json ? `${JSON.stringify(opened, null, 2)}\n` : describeOpened(opened));
      done(0);
    });
}

/** The bundled package throws plain errors of one line each; undefined when it was interrupted. */
async function open(source: string, target: string): Promise<OpenedModelFile | undefined> {
  const { openModelFile } = await import("@dramatis/understudy");
  const work = async (signal: AbortSignal): Promise<OpenedModelFile> => {
    try {
      return await openModelFile({ source, target, signal });
    } catch (error) {
      if (signal.aborted || !(error instanceof Error)) throw error;
      const expected = "an ONNX decoder of the Llama or Qwen family, whole";
      throw new InputError({ where: "model open", found: error.message, expected }, { cause: error });
    }
  };
  const outcome = await interruptible(work, { message: "Interrupted; nothing is written." });
  return outcome.interrupted ? undefined : outcome.value;
}

function describeOpened({ layers, hidden, vocabulary, target, checked }: OpenedModelFile): string {
  return `${target}: ${layers} layers, hidden size ${hidden}, vocabulary ${vocabulary}; logits of ${checked.tokens} tokens differ by at most ${checked.maxDifference.toPrecision(2)}\n`;
}
