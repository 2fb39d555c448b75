// See README.md.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { understudyChat } from "@dramatis/understudy";
import {
  BATTLE_OF_THE_SEXES,
  type Estimate,
  formatEstimate,
  type GameMove,
  gameSignatures,
  type HumanGame,
  humanRounds,
  type MatrixGame,
  type Persona,
  type PersonaPlayerOptions,
  PRISONERS_DILEMMA,
  personaPlayer,
  pointsOf,
  progress,
  readPersonas,
  repeatedGame,
  type Score,
  type SeatPlay,
  SIGNATURES,
  type StrategyName,
  seatRounds,
  strategyPlayer,
  writeWhole,
} from "dramatis";
import { estimateOf } from "../../packages/dramatis/src/stats/index.ts";

const GAMES: Record<HumanGame["kind"], MatrixGame> = { PD: PRISONERS_DILEMMA, BoS: BATTLE_OF_THE_SEXES };
/** The rules of [176] that fit the game. */
const RULES: Record<HumanGame["kind"], readonly StrategyName[]> = {
  PD: ["always", "never", "defect-once", "tit-for-tat"],
  BoS: ["always", "never", "alternate", "tit-for-tat"],
};
const WAYS: Record<string, Pick<PersonaPlayerOptions, "answer" | "predictFirst">> = {
  likeliest: { answer: "likeliest" },
  "predicts first": { answer: "likeliest", predictFirst: true },
};

/** One row of the table: who plays what, with every signature. */
interface Row {
  who: string;
  game: HumanGame["kind"];
  games: number;
  signatures: Record<string, Estimate>;
  /** Both players' moves by place, round after round, of each game; a dash where there was none. */
  moves: Record<string, string[]>;
  /** Rounds in which the option that was put first was taken; it says nothing of the game. */
  firstListed?: Estimate;
  /** Rounds in which the label F was taken, which is each option in half of the games: it says nothing of the game either. */
  labelF?: Estimate;
}

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    personas: { type: "string", default: new URL("../../examples/personas", import.meta.url).pathname },
    seeds: { type: "string", default: "1" },
    out: { type: "string", default: new URL("results/games.json", import.meta.url).pathname },
  },
});

const started = performance.now();
const people = flags.data === undefined ? [] : [...humans(flags.data), ...published(flags.data)];
const rows = [...people, ...(await understudy())];
const made = { date: new Date().toISOString().slice(0, 10), seconds: Math.round((performance.now() - started) / 1000) };
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, rows }, null, 1)}\n`);
for (const { who, game, games, signatures, firstListed, labelF } of rows) {
  console.log(`\n${game}: ${who}, ${games} games`);
  for (const name of SIGNATURES) {
    const estimate = signatures[name];
    if (estimate && estimate.n > 0) console.log(`  ${name.padEnd(20)} ${formatEstimate(estimate)}`);
  }
  if (firstListed) console.log(`  ${"takes the first".padEnd(20)} ${formatEstimate(firstListed)}`);
  if (labelF) console.log(`  ${"takes label F".padEnd(20)} ${formatEstimate(labelF)}`);
}

function row(who: string, game: Row["game"], plays: readonly SeatPlay[]): Row {
  const moves = (rounds: SeatPlay["rounds"], of: "own" | "other"): string =>
    rounds.map((one) => one[of] ?? "-").join("");
  const played = plays.map(({ cluster, rounds }) => [cluster, [moves(rounds, "own"), moves(rounds, "other")]]);
  return { who, game, games: plays.length, signatures: gameSignatures(plays), moves: Object.fromEntries(played) };
}

/** 195 people against GPT-4, as it is and made to predict first. */
function humans(folder: string): Row[] {
  const path = join(folder, "repgames.csv");
  const all = humanRounds(readFileSync(path, "utf8"), path);
  return (["PD", "BoS"] as const).flatMap((kind) =>
    (["Base", "Prompted"] as const).map((opponent) => {
      const plays = all.filter((one) => one.kind === kind && one.opponent === opponent);
      return row(`people against GPT-4 ${opponent === "Base" ? "as it is" : "that predicts first"}`, kind, plays);
    }),
  );
}

/** GPT-4 against the rules, in the authors' own rounds. */
function published(folder: string): Row[] {
  const files = { PD: "experiment_pd.csv", BoS: "experiment_bos.csv" } as const;
  return (["PD", "BoS"] as const).map((kind) => {
    const games = new Map<string, SeatPlay & { rounds: ReturnType<typeof seatRounds> }>();
    for (const line of readFileSync(join(folder, files[kind]), "utf8").split(/\r?\n/).slice(1)) {
      const [, player, against = "", own, other] = line.split(",");
      if (player !== "act_gpt4" || !["act_j", "act_f", "act_defect_once", "act_jf"].includes(against)) continue;
      const play = games.get(against) ?? { cluster: against, game: GAMES[kind], rounds: [] };
      const moves = [own, other].map((label) => (label === "J" ? 0 : 1)) as [GameMove, GameMove];
      play.rounds.push({ own: moves[0], other: moves[1], points: pointsOf(GAMES[kind], ...moves) });
      games.set(against, play);
    }
    return row("GPT-4 against the rules (published)", kind, [...games.values()]);
  });
}

/** The bundled chat model as each persona against each rule, each label being each option once. */
async function understudy(): Promise<Row[]> {
  const model = await understudyChat({ threads: 1 });
  const personas = (await readPersonas(flags.personas)).map(({ persona }) => persona);
  const seeds = Array.from({ length: Number(flags.seeds) }, (_, seed) => seed);
  const cases = Object.keys(WAYS).flatMap((way) => (["PD", "BoS"] as const).map((kind) => ({ way, kind })));
  const each = (kind: HumanGame["kind"]): { persona: Persona; name: StrategyName; seed: number; swapped: boolean }[] =>
    personas.flatMap((persona) =>
      RULES[kind].flatMap((name) =>
        seeds.flatMap((seed) => [false, true].map((swapped) => ({ persona, name, seed, swapped }))),
      ),
    );
  const bar = progress({ label: "games", total: cases.reduce((sum, { kind }) => sum + each(kind).length, 0) });
  const rows: Row[] = [];
  for (const { way, kind } of cases) {
    const plays: SeatPlay[] = [];
    const first: Score[] = [];
    const label: Score[] = [];
    for (const { persona, name, seed, swapped } of each(kind)) {
      const [a, b] = GAMES[kind].options;
      const game: MatrixGame = swapped ? { ...GAMES[kind], options: [b, a] } : GAMES[kind];
      const player = personaPlayer({ model, persona, ...WAYS[way] });
      const engine = repeatedGame({ game, players: [player, strategyPlayer(name)], seed });
      let world = engine.start();
      while (!world.done) world = await engine.step(world);
      const cluster = [persona.name, name, seed, swapped].join(" ");
      plays.push({ cluster, game, rounds: seatRounds(world, 0) });
      for (const [turn, { given }] of world.played.entries()) {
        const { move, order } = given[0];
        if (move === null) continue;
        first.push({ value: move === order?.[0] ? 1 : 0, cluster, turn });
        label.push({ value: game.options[move] === "F" ? 1 : 0, cluster, turn });
      }
      bar.tick({ status: "done" });
    }
    const habit = (measure: string, scores: readonly Score[]): Estimate =>
      estimateOf(scores, { measure, version: "1", unit: "ratio", direction: "none" });
    rows.push({
      ...row(`understudy as ${personas.length} personas, ${way}`, kind, plays),
      firstListed: habit("first-listed", first),
      labelF: habit("label-f", label),
    });
  }
  bar.done();
  return rows;
}
