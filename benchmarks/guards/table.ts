// The figures of a guard beside those of no guard: paired by place, intervals by resampling whole dialogues.
import { bootstrapInterval } from "../../packages/dramatis/src/stats/index.ts";
import type { Place, Said } from "./bench.ts";

/** 95 % interval. */
export interface Figure {
  value: number;
  low: number | null;
  high: number | null;
}

export interface Row {
  contradict: Figure;
  /** The same judge, weighed by base rates. */
  contradictRarely: Figure;
  /** The judge that the guards asked. */
  contradictOwn: Figure;
  /** Replies in which the speaker says something of themselves, and those of them that contradict; of all replies. */
  ofItself: Figure;
  contradictOfItself: Figure;
  entail: Figure;
  cosine: Figure;
  perplexity: Figure;
  hitsAt1: Figure | null;
  distinct2: number;
  words: number;
  calls: { replies: number; scores: number; pairs: number };
  /** Share of places by the step that gave the reply. */
  how: Record<string, number>;
}

export interface Figures {
  dialogues: number;
  places: number;
  ranked: number;
  rows: Record<string, Row>;
  /** Guard less no guard. */
  differences: Record<string, Partial<Record<keyof Row, Figure>>>;
  /** Share of the contradictions of no guard that are gone, clustered by dialogue and by person. */
  cut: Record<
    string,
    { byDialogue: Figure; byPerson: Figure; byOwnJudge: Figure; byBaseRates: Figure; ofItself: Figure }
  >;
  /** Cohen's kappa of the two judges on whether a reply contradicts: those of no guard, and those of the people. */
  agreement: { none: number; people: number };
}

type Statistic = (places: readonly Place[]) => number;

const RESAMPLES = 2000;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const meanOf = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

function saidBy(who: string): (place: Place) => Said {
  return ({ said }) => said[who] as Said;
}

const FIRST_PERSON = /\b(?:i|i'm|i've|i'll|my|mine|we|our)\b/i;

const METRICS = {
  contradict: (said: Said) => Number(said.contradicts >= 0.5),
  contradictRarely: (said: Said) => Number(said.contradictsRarely >= 0.5),
  contradictOwn: (said: Said) => Number(said.contradictsOwn >= 0.5),
  ofItself: (said: Said) => Number(FIRST_PERSON.test(said.text)),
  contradictOfItself: (said: Said) => Number(said.contradicts >= 0.5 && FIRST_PERSON.test(said.text)),
  entail: (said: Said) => Number(said.entails >= 0.5),
  cosine: (said: Said) => said.cosine,
};

const share =
  (who: string, of: (said: Said) => number): Statistic =>
  (places) =>
    meanOf(places.map((place) => of(saidBy(who)(place))));

const perplexity =
  (who: string): Statistic =>
  (places) => {
    const all = places.map(saidBy(who));
    return Math.exp(-sum(all.map(({ logprob }) => logprob)) / sum(all.map(({ tokens }) => tokens)));
  };

const hits =
  (who: string): Statistic =>
  (places) =>
    meanOf(places.flatMap((place) => (place.hits ? Number(place.hits[who]) : [])));

function figure(places: readonly Place[], statistic: Statistic, by: "dialogue" | "person" = "dialogue"): Figure {
  const clusters = new Map<string, Place[]>();
  for (const place of places) clusters.set(place[by], [...(clusters.get(place[by]) ?? []), place]);
  const interval = bootstrapInterval([...clusters.values()], (sample) => statistic(sample.flat()), {
    resamples: RESAMPLES,
  });
  return { value: statistic(places), low: interval?.low ?? null, high: interval?.high ?? null };
}

export function figuresOf(places: readonly Place[], who: readonly string[]): Figures {
  const rows: Figures["rows"] = {};
  const differences: Figures["differences"] = {};
  const cut: Figures["cut"] = {};
  const less =
    (a: Statistic, b: Statistic): Statistic =>
    (sample) =>
      a(sample) - b(sample);
  for (const name of who) {
    const statistics = {
      ...Object.fromEntries(Object.entries(METRICS).map(([key, of]) => [key, (one: string) => share(one, of)])),
      perplexity,
      ...(places.some((place) => place.hits?.[name] !== undefined) && { hitsAt1: hits }),
    } as Record<keyof typeof METRICS | "perplexity", (one: string) => Statistic>;
    const entries = Object.entries(statistics);
    rows[name] = {
      hitsAt1: null,
      ...Object.fromEntries(entries.map(([key, of]) => [key, figure(places, of(name))])),
      ...countsOf(places.map(saidBy(name))),
    } as Row;
    if (name === "none") continue;
    differences[name] = Object.fromEntries(
      entries.map(([key, of]) => [key, figure(places, less(of(name), of("none")))]),
    );
    const cutOf =
      (key: keyof typeof METRICS): Statistic =>
      (sample) => {
        const before = share("none", METRICS[key])(sample);
        return before === 0 ? 0 : 1 - share(name, METRICS[key])(sample) / before;
      };
    cut[name] = {
      byDialogue: figure(places, cutOf("contradict")),
      byPerson: figure(places, cutOf("contradict"), "person"),
      byOwnJudge: figure(places, cutOf("contradictOwn")),
      byBaseRates: figure(places, cutOf("contradictRarely")),
      ofItself: figure(places, cutOf("contradictOfItself")),
    };
  }
  const dialogues = new Set(places.map(({ dialogue }) => dialogue)).size;
  return {
    dialogues,
    places: places.length,
    ranked: places.filter((place) => place.hits).length,
    rows,
    differences,
    cut,
    agreement: { none: kappa(places.map(saidBy("none"))), people: kappa(places.map(saidBy("the people"))) },
  };
}

function kappa(said: readonly Said[]): number {
  const [a, b] = [METRICS.contradict, METRICS.contradictOwn];
  const same = meanOf(said.map((one) => Number(a(one) === b(one))));
  const [shareA, shareB] = [meanOf(said.map(a)), meanOf(said.map(b))];
  const byChance = shareA * shareB + (1 - shareA) * (1 - shareB);
  return (same - byChance) / (1 - byChance);
}

function countsOf(said: readonly Said[]): Pick<Row, "distinct2" | "words" | "calls" | "how"> {
  const words = said.map(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []);
  const pairs = words.flatMap((of) => of.slice(1).map((word, i) => `${of[i]} ${word}`));
  const how: Record<string, number> = {};
  for (const one of said) how[one.how] = (how[one.how] ?? 0) + 1 / said.length;
  const callsOf = (key: keyof Said["calls"]): number => meanOf(said.map(({ calls }) => calls[key]));
  return {
    distinct2: new Set(pairs).size / pairs.length,
    words: meanOf(words.map((of) => of.length)),
    calls: { replies: callsOf("replies"), scores: callsOf("scores"), pairs: callsOf("pairs") },
    // Reasons with numbers are scores, not steps.
    how: Object.fromEntries(Object.entries(how).filter(([step]) => step !== "" && !/\d/.test(step))),
  };
}

export function printTable(figures: Figures, latency: Record<string, { median: number; p95: number }>): void {
  const shown = ({ value, low, high }: Figure, digits = 3): string =>
    `${value.toFixed(digits)} [${low?.toFixed(digits)}, ${high?.toFixed(digits)}]`;
  console.log(`${figures.places} places in ${figures.dialogues} dialogues, ${figures.ranked} ranked\n`);
  console.log(
    "| | contradict | of itself | by base rates | by the guards' judge | of itself, all | entail | cosine | hits@1 of 20 | perplexity | distinct-2 | draws + scores, pairs | ms |",
  );
  console.log(`|${"---|".repeat(13)}`);
  for (const [name, row] of Object.entries(figures.rows)) {
    const { replies, scores, pairs } = row.calls;
    console.log(
      `| ${name} | ${shown(row.contradict)} | ${row.contradictOfItself.value.toFixed(3)} | ${shown(row.contradictRarely)} | ${row.contradictOwn.value.toFixed(3)} | ${row.ofItself.value.toFixed(3)} | ${shown(row.entail)} | ${shown(row.cosine)} | ${row.hitsAt1 ? shown(row.hitsAt1) : "–"} | ${shown(row.perplexity, 1)} | ${row.distinct2.toFixed(3)} | ${replies.toFixed(1)} + ${scores.toFixed(1)}, ${pairs.toFixed(0)} | ${latency[name]?.median ?? "–"} |`,
    );
  }
  console.log("\n| less no guard | contradict | cut | cut, of itself | entail | cosine | hits@1 | perplexity |");
  console.log(`|${"---|".repeat(8)}`);
  for (const [name, of] of Object.entries(figures.differences)) {
    const cell = (one: Figure | undefined, digits?: number): string => (one ? shown(one, digits) : "–");
    const cut = figures.cut[name];
    console.log(
      `| ${name} | ${cell(of.contradict)} | ${cell(cut?.byDialogue)} | ${cell(cut?.ofItself)} | ${cell(of.entail)} | ${cell(of.cosine)} | ${cell(of.hitsAt1)} | ${cell(of.perplexity, 1)} |`,
    );
  }
}
