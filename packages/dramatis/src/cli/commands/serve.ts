import { Command } from "commander";
import { InputError } from "../../core/index.ts";
import { addKey, revokeKey } from "../../server/auth/keys-file.ts";
import { nameList } from "../name-list.ts";
import { amount, positive, price, wholeNumber } from "../numbers.ts";
import { DEFAULT_PORT, keysPath, type ServeFlags, serveHouse } from "../serve-house.ts";

interface Flags extends ServeFlags {
  newKey?: string;
  revoke?: string;
  scope?: string[];
  personas?: string[];
  perMinute?: number;
  budget?: number;
}

const HELP = `
OpenAI's API with personas for models, at /v1; everything else at /api, described at /docs; the Model Context Protocol at
/mcp; the studio at /. Only this machine can reach it, unless another --host is given, which demands keys.

Examples:
  $ dramatis serve personas
  $ dramatis serve personas --model http://localhost:11434/v1#llama3
  $ curl localhost:4173/v1/chat/completions -H 'content-type: application/json' \\
      -d '{"model": "Ada", "messages": [{"role": "user", "content": "Hello"}]}'
  $ dramatis serve personas --new-key shop --scope read --personas Ada --per-minute 60 --budget 5
  $ dramatis serve personas --host 0.0.0.0

A model may be pinned to a version, as Ada@1a2b3c4d. The header x-session, or "user", names a conversation that the server
keeps: messages without an assistant's then go on with it. Keys are shown as Authorization: Bearer KEY; each has budgets and
sessions of its own, and one with the scope read alone is not told what a persona is made of. Memory, guards and strategy
of a persona are in dramatis.config.yaml, under personas. The log is JSON, a line a request, without what was said.`;

/** `dramatis serve [FOLDER]` */
export function serveCommand(done: (exitCode: number) => void): Command {
  return new Command("serve")
    .summary("serve personas over HTTP, as OpenAI's API and more")
    .description("Serves the personas of a folder over HTTP: as models of OpenAI's API, and with an API of their own.")
    .argument("[folder]", "folder of personas", ".")
    .option("--port <number>", `port (default: ${DEFAULT_PORT}, or a free one)`, wholeNumber(0))
    .option("--host <address>", "address to listen at (default: 127.0.0.1)")
    .option("--model <model>", "plays the personas: understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--user <model>", "in an interview: plays whom they talk to")
    .option("--judge <model>", "chat model for measures that need a judge")
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens; budgets need it", price)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .option("--runs <folder>", "where the command line keeps runs, to be read here too")
    .option("--concurrency <number>", "calls to one model under way at once (default: 256)", wholeNumber(1))
    .option("--time-limit <seconds>", "for a reply (default: 300)", positive)
    .option("--drain <seconds>", "to finish what is under way when it stops (default: 10)", amount)
    .option("--log-text", "have the log say what was said")
    .option("--keys <file>", "file of keys (default: .dramatis/keys.json in the folder, where it is there)")
    .option("--new-key <name>", "make a key, print it once, and end")
    .option("--scope <scopes>", "of the new key: read, or read,write", nameList)
    .option("--personas <names>", "that the new key may reach (default: all)", nameList)
    .option("--per-minute <number>", "requests of the new key", positive)
    .option("--budget <dollars>", "of the new key, in all", amount)
    .option("--revoke <name>", "take a key out, and end")
    .addHelpText("after", HELP)
    .action(async (folder: string, { newKey, revoke, scope, personas, perMinute, budget, ...flags }: Flags) => {
      const keys = flags.keys ?? keysPath(folder);
      if (newKey !== undefined) {
        const scopes = scopesOf(scope ?? ["read"]);
        const bounds = { ...(perMinute !== undefined && { perMinute }), ...(budget !== undefined && { budget }) };
        const key = await addKey(keys, { name: newKey, scopes, personas: personas ?? "all", ...bounds });
        process.stderr.write(`Kept in ${keys} as a hash alone: this is the only time that it is shown.\n`);
        process.stdout.write(`${key}\n`);
      } else if (revoke !== undefined) {
        await revokeKey(keys, revoke);
        process.stderr.write(`Took ${revoke} out of ${keys}.\n`);
      } else {
        await serveHouse({ ...flags, folder, ready: greet });
      }
      done(0);
    });
}

function greet(url: string, isKeyed: boolean): void {
  const who = isKeyed ? "for whoever has a key" : "for this machine";
  process.stderr.write(`Serving at ${url} ${who}; OpenAI's API at ${url}/v1, the rest at ${url}/docs\n`);
}

/** @throws InputError */
function scopesOf(names: readonly string[]): ("read" | "write")[] {
  return names.map((name) => {
    if (name === "read" || name === "write") return name;
    throw new InputError({ where: "--scope", found: JSON.stringify(name), expected: "read, or read,write" });
  });
}
