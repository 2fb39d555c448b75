import { Command } from "commander";
import { InputError } from "../../core/index.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { believablePlay } from "../../presets/play/believable-play.ts";
import { type PlayFile, type PlayOutcome, type PlayStart, play } from "../../presets/play/play.ts";
import { isGameFile } from "../../presets/play/play-game.ts";
import { playedEvents } from "../../presets/play/played-steps.ts";
import type { InterviewFile } from "../../presets/play/scene-file.ts";
import { writeReplay } from "../../presets/play/write-replay.ts";
import { believabilityLines } from "../../report/believability-table.ts";
import { checkOutput, EXIT_INTERRUPTED } from "../../run/index.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { refuseGameOptions, refuseSceneOptions, shownGame } from "../play-game.ts";
import { PLAY_HELP } from "../play-help.ts";
import { endLines, eventLines, startLines } from "../play-view.ts";
import { shownPlay, writeRows } from "../shown-play.ts";
import { columns, wantsColor } from "../terminal.ts";

interface Flags extends Pick<PlayFile, "model" | "seed" | "steps" | "runs" | "resume" | "maxCost" | "price"> {
  games?: number;
  interview?: InterviewFile[];
  config?: string;
  json?: boolean;
  out?: string;
  html?: string;
}

/** `dramatis play SCENE` */
export function playCommand(done: (exitCode: number) => void): Command {
  return new Command("play")
    .summary("several personas in a scene")
    .description("Plays a scene: several personas that talk and act, each played by a model, step by step.")
    .argument("<scene>", "scene file, or one with game: or auction: (.yaml, .json)")
    .option("--model <model>", "who plays: understudy, openai:MODEL, http://HOST/v1#MODEL or mock:SCRIPT.json")
    .option("--steps <number>", "at most, over the scene's own", wholeNumber(1))
    .option("--seed <number>", "of everything random, over the scene's own", wholeNumber(0))
    .option(
      "--games <number>",
      "of a game or an auction; their seeds count up from --seed (default: 1)",
      wholeNumber(1),
    )
    .option("--interview <question>", 'ask an agent at the end: "NAME: question"; repeat it', interviews)
    .option("--json", "every event as JSON, one a line, as it comes")
    .option("-o, --out <file>", "the whole scene as JSONL")
    .option("--html <file>", "the whole scene as a page to read")
    .option("--runs <folder>", "where runs are kept", "runs")
    .option("--resume", "go on with the last run of this scene")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "make no call that would pass this, resumes included", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", PLAY_HELP)
    .action(async (scene: string, { interview = [], config, json = false, out, html, games, ...flags }: Flags) => {
      for (const path of [out, html]) if (path !== undefined && path !== "-") checkOutput(path);
      const options = { ...flags, scene, interviews: interview, config: await readConfig(config) };
      if (await isGameFile(scene)) {
        refuseSceneOptions(options);
        const isOver = await shownGame({ ...options, file: scene, games }, { json, out, html });
        return done(isOver ? 0 : EXIT_INTERRUPTED);
      }
      refuseGameOptions({ games });
      const outcome = await shown(options, { json, quiet: out === "-", out, html });
      const lines = outcome ? [...endLines(outcome), ...believabilityLines(await believablePlay(outcome))] : [];
      for (const line of lines) process.stderr.write(`${line}\n`);
      done(outcome === undefined ? EXIT_INTERRUPTED : 0);
    });
}

interface Shown {
  json: boolean;
  /** Standard output is taken. */
  quiet: boolean;
  out: string | undefined;
  html: string | undefined;
}

function shown(options: PlayFile, { json, quiet, out, html }: Shown): Promise<PlayOutcome | undefined> {
  const view = { color: wantsColor(process.stdout), width: process.stdout.isTTY ? columns() : undefined };
  return shownPlay<PlayStart, PlayOutcome>({
    startLines,
    play: (hooks) =>
      play({
        ...options,
        ...hooks,
        onEvent: (event, { agents }) => {
          if (quiet) return;
          const lines = json
            ? [JSON.stringify(event)]
            : eventLines(event, { ...view, names: agents.map(({ name }) => name) });
          process.stdout.write(`${lines.join("\n")}\n`);
        },
      }),
    async write(start, outcome) {
      if (out !== undefined) await writeRows(out, playedEvents(start.folder));
      if (html !== undefined) await writeReplay(html, { ...start, why: outcome?.why ?? "it broke off" });
    },
  });
}

/** "Ada: How was it?" @throws InputError */
function interviews(given: string, before: InterviewFile[] = []): InterviewFile[] {
  const [, agent, question] = /^\s*([^:]*\S)\s*:\s*(\S.*)$/su.exec(given) ?? [];
  if (agent !== undefined && question !== undefined) return [...before, { agent, question }];
  throw new InputError({ where: "--interview", found: JSON.stringify(given), expected: '"NAME: question"' });
}
