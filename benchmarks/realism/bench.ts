// See README.md.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Measure, type Score, speakersOf, writeWhole } from "dramatis";
import { selfBleu } from "../../packages/dramatis/src/measure/diversity/self-bleu.ts";
import { styleStability } from "../../packages/dramatis/src/measure/drift/style-stability.ts";
import { agentCollapse } from "../../packages/dramatis/src/measure/simulation/agent-collapse.ts";
import { crossAgentRepetition } from "../../packages/dramatis/src/measure/simulation/cross-agent-repetition.ts";
import type { HumanCorpus, HumanRate } from "../../packages/dramatis/src/measure/simulation/human-dialogues.ts";
import { humanDistance } from "../../packages/dramatis/src/measure/simulation/human-distance.ts";
import { knowledgeLeak } from "../../packages/dramatis/src/measure/simulation/knowledge-leak.ts";
import { firstConcession, overCooperation } from "../../packages/dramatis/src/measure/simulation/over-cooperation.ts";
import { roleFlip } from "../../packages/dramatis/src/measure/simulation/role-flip.ts";
import {
  SURFACE,
  type Surface,
  surfaceStatistics,
} from "../../packages/dramatis/src/measure/simulation/surface-statistics.ts";
import { toneOf } from "../../packages/dramatis/src/measure/simulation/tone.ts";
import { auc, estimateOf, mean, quantile } from "../../packages/dramatis/src/stats/index.ts";
import { casino, type HumanDialogue, personaChat, persuasion, syntheticPersonaChat, topicalTurns } from "./people.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const shared = process.env.DRAMATIS_SHARED ?? here("../../../shared");
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: `${shared}/data/open` },
    shipped: { type: "string", default: here("../../packages/dramatis/src/measure/simulation/human-dialogues.json") },
  },
});

type Talk = Omit<HumanDialogue, "corpus">;

/** Each corpus weighs as much as it has dialogues; about 1,000 each. */
const dialogues = [...personaChat(flags.data), ...casino(flags.data), ...persuasion(flags.data)];
const CORPORA = ["all", "personachat", "casino", "persuasion-for-good"] as const;
const SOURCES = {
  personachat: { source: "Zhang et al. 2018, Personalizing Dialogue Agents; validation split", licence: "CC BY 4.0" },
  casino: { source: "Chawla et al. 2021, CaSiNo; all splits, without the buttons", licence: "CC BY 4.0" },
  "topical-chat": {
    source: "Gopalakrishnan et al. 2019, Topical-Chat; sentiments of valid_freq and valid_rare, for the tone alone",
    licence: "CDLA-Sharing-1.0",
  },
  "persuasion-for-good": { source: "Wang et al. 2019, Persuasion for Good; full data", licence: "Apache-2.0" },
};

const statistics = byCorpus((among) => surfaceOf(among));
const checks: Record<string, Partial<Record<HumanCorpus, HumanRate>>> = {};
const MEASURES: [string, Measure][] = [
  ["role-flip", roleFlip()],
  ["over-cooperation", overCooperation()],
  ["over-cooperation at-once", overCooperation({ of: "at-once" })],
  ["knowledge-leak", knowledgeLeak()],
  ["cross-agent-repetition", crossAgentRepetition()],
  ["agent-collapse", agentCollapse()],
  ["self-bleu", selfBleu()],
  ["style-stability", styleStability()],
];
const synthetic = syntheticPersonaChat(flags.data);
const machine: Record<string, HumanRate | null> = {};
for (const [name, measure] of MEASURES) {
  const people = await scoresOf(measure, dialogues);
  const rates = byCorpus((among) =>
    rateOf(
      among.flatMap((dialogue) => people.get(dialogue) ?? []),
      measure,
    ),
  );
  checks[name] = Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== null));
  machine[name] = rateOf([...(await scoresOf(measure, synthetic)).values()].flat(), measure);
}
const concessions = { ...byCorpus(concessionsOf), machine: concessionsOf(synthetic) };
const sides = surfacesOf(synthetic);
const distances = SURFACE.map((of) => ({
  of,
  ...humanDistance(
    sides.flatMap((side) => side[of] ?? []),
    { of },
  ),
}));
const tone = toneFigures();
checks.sanitisation = { all: tone.softened };
checks["sanitisation shown"] = { all: tone.shown };

const shipped = { made: "benchmarks/realism", corpora: SOURCES, statistics, checks };
writeWhole(flags.shipped, `${JSON.stringify(shipped, null, 2)}\n`);
const result = { date: new Date().toISOString().slice(0, 10), checks, machine, concessions, distances, tone };
mkdirSync(here("results"), { recursive: true });
writeWhole(here("results/realism.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 1));

function byCorpus<T>(of: (among: readonly HumanDialogue[]) => T): Record<HumanCorpus, T> {
  const pairs = CORPORA.map((corpus) => [
    corpus,
    of(dialogues.filter((one) => corpus === "all" || one.corpus === corpus)),
  ]);
  return Object.fromEntries(pairs) as Record<HumanCorpus, T>;
}

function surfacesOf(among: readonly Talk[]): ReturnType<typeof surfaceStatistics>[] {
  return among.flatMap(({ transcript }) =>
    speakersOf([transcript]).map((speaker) =>
      surfaceStatistics(transcript.messages.filter((one) => one.speaker === speaker).map(({ text }) => text)),
    ),
  );
}

function surfaceOf(among: readonly HumanDialogue[]): Record<Surface, object> {
  const sides = surfacesOf(among);
  const pairs = SURFACE.map((of) => {
    const values = sides.flatMap((side) => side[of] ?? []);
    const middle = mean(values) as number;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
    const quantiles = Array.from({ length: 21 }, (_, i) => rounded(quantile(values, i / 20) as number));
    return [of, { n: values.length, mean: rounded(middle), sd: rounded(sd), quantiles }];
  });
  return Object.fromEntries(pairs);
}

/** Scores of both sides of each. */
async function scoresOf(measure: Measure, among: readonly Talk[]): Promise<Map<Talk, Score[]>> {
  const scores = new Map<Talk, Score[]>();
  for (const talk of among) {
    const { transcript, personas } = talk;
    const both = speakersOf([transcript]).map((speaker) => {
      const persona = personas[speaker] ?? { schema: "dramatis.persona/1", name: speaker };
      return measure.score({ transcript, speaker, persona, personaVersion: "" }, { seed: 42 });
    });
    scores.set(talk, (await Promise.all(both)).flat());
  }
  return scores;
}

function rateOf(scores: readonly Score[], measure: Measure): HumanRate | null {
  const { value, low, high, n } = measure.aggregate(scores);
  if (value === null) return null;
  return {
    value: rounded(value),
    low: low === null ? null : rounded(low),
    high: high === null ? null : rounded(high),
    n,
  };
}

/** In which reply the first side of a dialogue gives in, and how many never do. */
function concessionsOf(among: readonly Talk[]): object {
  const first = among.flatMap(({ transcript }) =>
    speakersOf([transcript]).map((speaker) => firstConcession({ transcript, speaker })),
  );
  const given = first.filter((reply) => reply !== null);
  return { sides: first.length, concede: given.length, median: quantile(given, 0.5) };
}

/** How well the words of a turn tell what people called it. */
function toneFigures(): { auc: unknown; softened: HumanRate; shown: HumanRate; pleasantShown: HumanRate } {
  const turns = topicalTurns(flags.data);
  const unpleasant = turns.filter(({ sentiment }) =>
    ["Angry", "Disgusted", "Sad", "Fearful"].includes(sentiment.trim()),
  );
  const happy = turns.filter(({ sentiment }) => sentiment.trim() === "Happy");
  const rate = (among: typeof turns, holds: (tone: number) => boolean): HumanRate => {
    const scores = among.map(({ session, text }) => ({ cluster: session, value: Number(holds(toneOf(text))) }));
    const { value, low, high, n } = estimateOf(scores, {
      measure: "tone",
      version: "1",
      unit: "ratio",
      direction: "none",
    });
    return { value: rounded(value as number), low: rounded(low as number), high: rounded(high as number), n };
  };
  const cases = [
    ...unpleasant.map((turn) => ({ ...turn, positive: true })),
    ...happy.map((turn) => ({ ...turn, positive: false })),
  ];
  return {
    auc: auc(cases.map(({ text, positive, session }) => ({ value: -toneOf(text), positive, cluster: session }))),
    softened: rate(unpleasant, (tone) => tone > 0),
    shown: rate(unpleasant, (tone) => tone < 0),
    pleasantShown: rate(happy, (tone) => tone > 0),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
