/**
 * The studio: a persona is customised in a form or as text, talked to, compared and checked, in the browser.
 *
 * CloChat [25] lets people make a persona of five parts (who it is, how it talks, how it looks, what it knows and likes, and
 * what it is to the user) and talk to it. The editor's form has them as identity and traits, style, portrait, knowledge and
 * preferences, relations; beside it stand the file itself, its versions, and what the model is told. The study of how people
 * use it is not repeated. A folder without personas shows how to make the first.
 * @paper 25
 */
import { Command } from "commander";
import { InputError } from "../../core/index.ts";
import { CHECK_DEFAULTS } from "../../presets/defaults.ts";
import { price, wholeNumber } from "../numbers.ts";
import { openAddress } from "../open-address.ts";
import { DEFAULT_PORT, type ServeFlags, serveHouse, studioFolder } from "../serve-house.ts";

type Flags = Pick<
  ServeFlags,
  "port" | "model" | "user" | "judge" | "nli" | "embedder" | "price" | "config" | "runs"
> & {
  open: boolean;
};

const HELP = `
Everything stays on this machine, and works offline unless a model elsewhere is named. The personas are files of the folder:
what is saved here is saved there, with every version in .versions, and conversations and runs in .dramatis. To let others
in, with keys, use dramatis serve.

Examples:
  $ dramatis studio
  $ dramatis studio personas --model http://localhost:11434/v1#llama3
  $ dramatis studio personas --port 8080 --no-open`;

/** `dramatis studio [FOLDER]` */
export function studioCommand(done: (exitCode: number) => void): Command {
  return new Command("studio")
    .summary("make, try and check personas in the browser")
    .description("Opens the studio on a folder of personas: a gallery, an editor, chats, checks, populations.")
    .argument("[folder]", "folder of personas", ".")
    .option("--port <number>", `port (default: ${DEFAULT_PORT}, or a free one)`, wholeNumber(0))
    .option("--no-open", "print the address and open no browser")
    .option("--model <model>", "plays the personas: understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--user <model>", "in an interview: plays whom they talk to")
    .option("--judge <model>", "chat model for measures that need a judge")
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .option("--runs <folder>", "where the command line keeps runs, to be read here too", CHECK_DEFAULTS.runs)
    .addHelpText("after", HELP)
    .action(async (folder: string, { open, ...flags }: Flags) => {
      if (studioFolder() === undefined) {
        const found = "pages that were not built";
        const fix = "in a checkout, run npm run studio, which builds them";
        throw new InputError({ where: "studio", found, expected: "built pages", fix });
      }
      const ready = (url: string): void => {
        process.stderr.write(`The studio is at ${url} (^C ends it)\n`);
        if (open && process.stderr.isTTY) openAddress(url);
      };
      await serveHouse({ ...flags, folder, isLogged: false, ready });
      done(0);
    });
}
