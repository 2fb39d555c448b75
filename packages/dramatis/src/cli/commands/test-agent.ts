import { Command } from "commander";
import { TEST_AGENT_DEFAULTS } from "../../presets/defaults.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { type AgentTest, type TestAgentOptions, testAgent } from "../../presets/test-agent/test-agent.ts";
import { checkOutput, EXIT_INTERRUPTED, writeWhole } from "../../run/index.ts";
import { writeTranscript } from "../../transcript/index.ts";
import { inStages } from "../in-stages.ts";
import { jsonTarget } from "../json-target.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { columns } from "../terminal.ts";
import { TEST_AGENT_HELP } from "../test-agent-help.ts";
import { testAgentLines } from "../test-agent-lines.ts";

interface Flags extends Omit<TestAgentOptions, "assistant" | "roles" | "config"> {
  user?: string;
  judge?: string;
  embedder?: string;
  config?: string;
  json?: string | true;
  out?: string;
}

/** `dramatis test-agent ASSISTANT --users FILE` */
export function testAgentCommand(done: (exitCode: number) => void): Command {
  const { repeats, seed, concurrency } = TEST_AGENT_DEFAULTS;
  return new Command("test-agent")
    .summary("simulated users put an assistant to the test")
    .description(
      "Drives an assistant with simulated users: do they get what they came for, in how many turns, at what cost?",
    )
    .argument("<assistant>", "http://HOST/v1#MODEL, openai:MODEL, understudy or mock:SCRIPT.json")
    .requiredOption("--users <file>", "users, see below (.yaml, .json, .jsonl)")
    .option("--user <model>", "who plays the users, as the assistant is named (default: understudy)")
    .option("--judge <model>", "chat model that says whether goals were reached")
    .option("--embedder <model>", "for profiles and clients: understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--system <file>", "a text that is said to the assistant before all else")
    .option("--repeats <number>", "talks of each user", wholeNumber(1), repeats)
    .option(
      "--turns <number>",
      "of the assistant in a talk, at most (default: 10; 4 for hidden preferences, 20 for clients, 30 for patients)",
      wholeNumber(1),
    )
    .option("--count <number>", "at most so many users, drawn so that rare kinds come as often", wholeNumber(1))
    .option("--json [file]", "the report as JSON, to a file, or to standard output with - or at the end of the line")
    .option("-o, --out <file>", "every talk as JSONL")
    .option("--runs <folder>", "where runs are kept", "runs")
    .option("--resume", "go on with the last run of the same test")
    .option("--seed <number>", "of everything random", wholeNumber(0), seed)
    .option("--concurrency <number>", "talks at once", wholeNumber(1), concurrency)
    .option("--price <in,out>", "of hosted models, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "make no call that would pass this, resumes included", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", TEST_AGENT_HELP)
    .action(async (assistant: string, { user, judge, embedder, config, json, out, ...flags }: Flags) => {
      const target = jsonTarget(json, undefined);
      for (const path of [target, out]) if (path !== undefined && path !== "-") checkOutput(path);
      const options = { ...flags, assistant, roles: { user, judge, embedder }, config: await readConfig(config) };
      const onNotice = (line: string): boolean => process.stderr.write(`dramatis: ${line}\n`);
      const test = await inStages((hooks) => testAgent({ ...options, ...hooks, onNotice }));
      if (test !== undefined) publish(test, { json: target, out });
      done(test === undefined ? EXIT_INTERRUPTED : 0);
    });
}

function publish(test: AgentTest, { json, out }: { json: string | undefined; out: string | undefined }): void {
  const { made, report, talks, folder } = test;
  const asJson = `${JSON.stringify({ made, ...report }, null, 2)}\n`;
  if (json === "-") process.stdout.write(asJson);
  else if (out !== "-") process.stdout.write(`${testAgentLines(test, Math.min(columns(), 110)).join("\n")}\n`);
  if (json !== undefined && json !== "-") writeWhole(json, asJson);
  const held = talks.flatMap(({ session, held }) => (held ? [{ session, messages: held.messages }] : []));
  if (out === "-") process.stdout.write(writeTranscript(held));
  else if (out !== undefined) writeWhole(out, writeTranscript(held));
  process.stderr.write(`Run: ${folder}\n`);
}
