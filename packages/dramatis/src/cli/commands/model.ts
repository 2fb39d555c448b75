import { Command } from "commander";
import { openCommand } from "./model-open.ts";
import { pullCommand } from "./model-pull.ts";

/** `dramatis model pull NAME`, `dramatis model open FILE` */
export function modelCommand(done: (exitCode: number) => void): Command {
  return new Command("model")
    .summary("fetch a model from a hub, or open one up")
    .description("Fetches a model from a hub on request, or makes an ONNX decoder readable and steerable.")
    .addHelpText(
      "after",
      "\nExamples:\n  $ dramatis model pull qwen2.5-0.5b\n  $ dramatis model open model.onnx --out opened.onnx",
    )
    .addCommand(pullCommand(done))
    .addCommand(openCommand(done));
}
