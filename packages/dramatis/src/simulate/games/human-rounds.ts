import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { InputError } from "../../core/index.ts";
import type { SeatPlay } from "./game-signatures.ts";
import { BATTLE_OF_THE_SEXES, type GameMove, type MatrixGame, PRISONERS_DILEMMA, pointsOf } from "./matrix-game.ts";
import type { SeatRound } from "./strategies.ts";

/** Ten rounds of one person against GPT-4, which played as it is or was made to predict first. */
export interface HumanGame extends SeatPlay {
  kind: "PD" | "BoS";
  opponent: "Base" | "Prompted";
  /** Whom the person took the other player for. */
  guess: "LLM" | "Human";
}

const row = z.object({
  id: z.string().regex(/\S/),
  game: z.enum(["PD", "BoS"]),
  action: z.enum(["0", "1"]),
  score: z.string().regex(/^\d+$/, "points"),
  opponent: z.enum(["Base", "Prompted"]),
  guess: z.enum(["LLM", "Human"]),
});
type Row = z.infer<typeof row>;

/** Action 1 is cooperation in the one, the other player's favourite in the other. */
const GAMES: Record<Row["game"], { game: MatrixGame; moves: Record<Row["action"], GameMove> }> = {
  PD: { game: PRISONERS_DILEMMA, moves: { "1": 0, "0": 1 } },
  BoS: { game: BATTLE_OF_THE_SEXES, moves: { "0": 0, "1": 1 } },
};

/**
 * The rounds that people played, as published with [176] (`repgames.csv`): a game for each person and kind, in file order. The
 * other player's move is read off the points; where they do not fit the person's own move, it is null and so are the points.
 *
 * @param where file name for messages.
 * @throws InputError naming the line.
 */
export function humanRounds(text: string, where: string): HumanGame[] {
  const games = new Map<string, HumanGame & { rounds: SeatRound[] }>();
  for (const { record, line } of rowsOf(text, where)) {
    const checked = row.safeParse(record);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const column = issue?.path.join(".") ?? "row";
      const found = `${column}: ${JSON.stringify((record as Record<string, unknown>)[column] ?? null)}`;
      throw new InputError({ where, line, found, expected: issue?.message ?? "a row of repgames.csv" });
    }
    const { id, game: kind, opponent, guess } = checked.data;
    const key = `${id} ${kind}`;
    const game = games.get(key) ?? { kind, opponent, guess, cluster: id, game: GAMES[kind].game, rounds: [] };
    game.rounds.push(roundOf(checked.data));
    games.set(key, game);
  }
  return [...games.values()];
}

function roundOf({ game: kind, action, score }: Row): SeatRound {
  const { game, moves } = GAMES[kind];
  const own = moves[action];
  const fitting = ([0, 1] as const).filter((other) => pointsOf(game, own, other)[0] === Number(score));
  const [other = null] = fitting;
  return { own, other, points: other === null ? null : pointsOf(game, own, other) };
}

function rowsOf(text: string, where: string): { record: unknown; line: number }[] {
  try {
    const options = { columns: true, info: true, skip_empty_lines: true, bom: true } as const;
    const rows = parse(text, options) as unknown as { record: unknown; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause.lines === "number" ? { line: cause.lines } : {};
    throw new InputError({ where, ...line, found: cause.message, expected: "a row like the header" }, { cause });
  }
}
