import { InputError, oneLine } from "../core/index.ts";
import type { PlayFile } from "../presets/play/play.ts";
import {
  type GameEvent,
  type GameOutcome,
  type GameStart,
  type PlayGame,
  playGame,
} from "../presets/play/play-game.ts";
import { writeGameReplay } from "../presets/play/write-game-replay.ts";
import { figureLines } from "../report/index.ts";
import { eventLines } from "./play-view.ts";
import { shownPlay, writeRows } from "./shown-play.ts";
import { columns, wantsColor } from "./terminal.ts";

export interface ShownGame {
  json: boolean;
  out: string | undefined;
  html: string | undefined;
}

/** Plays a game or an auction with a view of it, as a scene is; false when it was interrupted. @throws as `playGame` */
export async function shownGame(options: PlayGame, { json, out, html }: ShownGame): Promise<boolean> {
  const show = viewOf({ json, quiet: out === "-" });
  const outcome = await shownPlay<GameStart, GameOutcome>({
    startLines,
    play({ onStart, ...hooks }) {
      let start: GameStart | undefined;
      const begun = (started: GameStart): void => {
        start = started;
        onStart(started);
      };
      return playGame({ ...options, ...hooks, onStart: begun, onEvent: (event) => start && show(event, start) });
    },
    async write(start, outcome) {
      if (out !== undefined) await writeRows(out, eventsOf(start));
      const why = outcome ? "it came to its end" : "it broke off";
      if (html !== undefined) writeGameReplay(html, { start, why, figures: outcome?.figures });
    },
  });
  if (outcome === undefined) return false;
  if (json && out !== "-") process.stdout.write(`${JSON.stringify({ kind: "figures", ...outcome.figures })}\n`);
  for (const line of endLines(outcome)) process.stderr.write(`${line}\n`);
  return true;
}

/** What a game has none of. @throws InputError */
export function refuseSceneOptions({ steps, interviews = [] }: Pick<PlayFile, "steps" | "interviews">): void {
  if (steps !== undefined) {
    const fix = "say rounds: in the file; an auction ends with its last house";
    throw new InputError({ where: "--steps", found: "a game or an auction", expected: "a scene", fix });
  }
  if (interviews.length > 0) {
    throw new InputError({ where: "--interview", found: "a game or an auction", expected: "a scene" });
  }
}

/** @throws InputError for what a scene has none of */
export function refuseGameOptions({ games }: Pick<PlayGame, "games">): void {
  if (games === undefined) return;
  throw new InputError({ where: "--games", found: "a scene", expected: "a file with game: or auction:" });
}

/** Lines for each event as it comes, with a head for each of several games. */
function viewOf({ json, quiet }: { json: boolean; quiet: boolean }): (event: GameEvent, start: GameStart) => void {
  const view = { color: wantsColor(process.stdout), width: process.stdout.isTTY ? columns() : undefined };
  let last = 0;
  return (event, { kind, games, seed, players }) => {
    if (quiet) return;
    const { game } = event;
    const isNext = games > 1 && game !== last;
    last = game;
    const head = isNext ? [`${kind === "game" ? "Game" : "Auction"} ${game} of ${games}, seed ${seed + game - 1}`] : [];
    const names = players.map(({ name }) => name);
    const lines = json ? [JSON.stringify(event)] : [...head, ...eventLines(event, { ...view, names })];
    process.stdout.write(`${lines.join("\n")}\n`);
  };
}

function eventsOf({ worlds }: GameStart): object[] {
  return [...worlds()].flatMap(({ events }, at) => events.map((event) => ({ ...event, game: at + 1 })));
}

function startLines({ name, kind, players, games, seed, already }: GameStart): string[] {
  const who = players.map((one) => `${oneLine(one.name, 60)} (${oneLine(one.model, 60)})`).join(", ");
  const many = games === 1 ? `One ${kind}, seed ${seed}` : `${games} ${kind}s, seeds ${seed} to ${seed + games - 1}`;
  const done = already > 0 ? `; ${already} ${already === 1 ? "step is" : "steps are"} there` : "";
  return [`${oneLine(name, 80)}: ${who}`, `${many}${done}`];
}

function endLines({ figures, usage, folder }: GameOutcome): string[] {
  const { inputTokens, outputTokens, cost } = usage;
  const grouped = (tokens: number): string => tokens.toLocaleString("en-US");
  const paid = cost === undefined ? "" : `, $${cost.toFixed(4)}`;
  const tokens = inputTokens + outputTokens;
  return [
    ...figureLines(figures),
    ...(tokens > 0 ? [`${grouped(inputTokens)} tokens in, ${grouped(outputTokens)} out${paid}`] : []),
    `Run: ${folder}`,
  ];
}
