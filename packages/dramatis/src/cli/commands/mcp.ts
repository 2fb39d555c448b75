import { Command } from "commander";
import { readConfig } from "../../presets/open/config-file.ts";
import { LOCAL } from "../../server/api/caller.ts";
import { openHouse } from "../../server/api/open-house.ts";
import { mcpOverStdio } from "../../server/mcp/mcp-over-stdio.ts";
import { price } from "../numbers.ts";
import { packageVersion } from "../package-version.ts";

interface Flags {
  model?: string;
  user?: string;
  judge?: string;
  nli?: string;
  embedder?: string;
  config?: string;
  price?: ReturnType<typeof price>;
}

const HELP = `
Examples:
  $ dramatis mcp personas
  $ dramatis mcp personas --model openai:MODEL

In the settings of an agent that speaks the Model Context Protocol:
  { "mcpServers": { "dramatis": { "command": "npx", "args": ["dramatis", "mcp", "/path/to/personas"] } } }

Tools: ask_persona, check_transcript, sample_people, survey. Resources: the personas. What is drawn and what runs give is
kept in .dramatis in the folder. The same over HTTP: dramatis serve, at /mcp.`;

/** `dramatis mcp [FOLDER]` */
export function mcpCommand(done: (exitCode: number) => void): Command {
  return new Command("mcp")
    .summary("personas as tools for an agent, over standard input and output")
    .description("Serves the personas of a folder by the Model Context Protocol over standard input and output.")
    .argument("[folder]", "folder of personas", ".")
    .option("--model <model>", "plays the personas: understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--user <model>", "in an interview: plays whom it talks to")
    .option("--judge <model>", "chat model for measures that need a judge")
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", HELP)
    .action(async (folder: string, { config, price, ...roles }: Flags) => {
      const house = await openHouse({ folder, roles, price, config: await readConfig(config) });
      const stop = new AbortController();
      const leave = (): void => stop.abort();
      process.once("SIGINT", leave).once("SIGTERM", leave);
      try {
        await mcpOverStdio({ house, caller: LOCAL, version: packageVersion(), signal: stop.signal });
      } finally {
        process.off("SIGINT", leave).off("SIGTERM", leave);
        await house.close();
      }
      done(0);
    });
}
