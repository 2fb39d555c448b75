import { Command } from "commander";
import { REPLY_SETTINGS } from "../../act/index.ts";
import { type ChatOptions, chat } from "../../presets/chat/chat.ts";
import { CHAT_DEFAULTS } from "../../presets/defaults.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { EXIT_INTERRUPTED } from "../../run/index.ts";
import { CHAT_HELP } from "../chat-help.ts";
import { standardScreen } from "../chat-screen.ts";
import { nameList } from "../name-list.ts";
import { amount, positive, price, share, wholeNumber } from "../numbers.ts";
import { wantsColor } from "../terminal.ts";

type Settings = NonNullable<ChatOptions["settings"]>;
interface Flags extends Pick<ChatOptions, "json" | "session" | "force" | "seed" | "maxCost" | "price">, Settings {
  model?: string;
  nli?: string;
  judge?: string;
  embedder?: string;
  config?: string;
  guard?: string[];
  candidates?: number;
  strategy?: string;
  with?: string[];
  memory?: string | true;
  lorebook?: string;
}

/** `dramatis chat PERSONA` */
export function chatCommand(done: (exitCode: number) => void): Command {
  const { temperature, topP, repetitionPenalty, maxTokens } = REPLY_SETTINGS;
  return new Command("chat")
    .summary("talk with a persona")
    .description(
      "Talks with a persona in the terminal, or line by line in a pipe. Runs offline unless a model is named.",
    )
    .argument("<persona>", "persona file (.yaml, .json, or .txt with one sentence a line)")
    .option("--model <model>", "who plays: understudy, openai:MODEL, http://HOST/v1#MODEL or mock:SCRIPT.json")
    .option("--guard <names>", "who chooses among several replies; repeat it, or separate by commas", nameList)
    .option("--candidates <number>", "replies drawn for the guards", wholeNumber(1))
    .option("--strategy <name>", "how a turn is asked for; see dramatis list act")
    .option("--with <names>", "further components, such as affect or style; see dramatis list act", nameList)
    .option("--memory [file]", "remember, over sessions (default: memories/<persona>.sqlite)")
    .option("--lorebook <file>", "what the world knows, beside the persona's own lorebook: any dialect, as JSON")
    .option("--session <name>", "keep the conversation as it goes, and go on with it: a name or a .jsonl file")
    .option("--force", "go on with a session of another version of the persona")
    .option("--json", "every message as JSON, one a line")
    .option("--seed <number>", "of everything random", wholeNumber(0), CHAT_DEFAULTS.seed)
    .option("--temperature <number>", "how freely words are drawn; 0 for the most probable", amount, temperature)
    .option("--top-p <share>", "draw from the words that make this share of the probability", share, topP)
    .option("--top-k <number>", "draw from this many words", wholeNumber(1))
    .option("--min-p <share>", "draw from words at least this share as probable as the first", share)
    .option("--repetition-penalty <number>", "above 1, fewer repetitions", positive, repetitionPenalty)
    .option("--max-tokens <number>", "of a reply", wholeNumber(1), maxTokens)
    .option("--nli <judge>", "who judges for /why and guards: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--judge <model>", "chat model for --nli judge, and for parts that the bundled one cannot serve")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "make no call that would pass this", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", CHAT_HELP)
    .action(async (persona: string, { model, nli, judge, embedder, ...flags }: Flags) => {
      const {
        config: configFile,
        guard: guards,
        candidates,
        strategy,
        with: components,
        memory,
        lorebook,
        ...rest
      } = flags;
      const { json, session, force, seed, maxCost, price, ...settings } = rest;
      const config = await readConfig(configFile);
      const screen = standardScreen();
      try {
        await chat({
          persona,
          screen,
          interactive: screen.interactive,
          color: wantsColor(process.stdout) && wantsColor(process.stderr),
          roles: { model, nli, judge, embedder },
          act: { guards, candidates, strategy, components, memory, lorebook },
          config,
          settings,
          ...(seed !== undefined && { seed }),
          json,
          session,
          force,
          maxCost,
          price,
        });
      } finally {
        screen.close();
      }
      done(screen.interrupted ? EXIT_INTERRUPTED : 0);
    });
}
