// See README.md: reranking on the evaluation sets of Dialogue NLI. Each example is a trial of an ordinary run.
import { mkdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { understudyChat } from "@dramatis/understudy";
import {
  type AgentView,
  type Candidate,
  contentId,
  type Guard,
  inProcess,
  nliRerank,
  openEmbedder,
  openRun,
  personaFromSentences,
  progress,
  rsa,
  type Trial,
  writeWhole,
} from "dramatis";
import { agentPrompt } from "../../packages/dramatis/src/act/agent-prompt.ts";
import { type ClusterSum, clusterBootstrap } from "../../packages/dramatis/src/stats/index.ts";
import { personOf } from "../speakers.ts";
import { counted, type Scoring } from "./counted.ts";
import { openJudge } from "./judge-folder.ts";

const SETS = ["havenot", "likedislike", "attributes"];
const KINDS = ["label", "similar", "rand", "neg"] as const;
/** Below this many people, resampling them gives no interval. */
const FEW = 8;
type Kind = (typeof KINDS)[number];

const { values: flags } = parseArgs({
  options: {
    sets: { type: "string" },
    people: { type: "string" },
    nli: { type: "string", default: "understudy" },
    examples: { type: "string", default: "Infinity" },
    resume: { type: "boolean", default: false },
    out: { type: "string", default: new URL("results/rerank.json", import.meta.url).pathname },
  },
});
if (!flags.sets || !flags.people) throw new Error("--sets FOLDER and --people FILE are needed; see README.md");

interface Line {
  persona: string[];
  prefix: string[];
  candidates: Record<Kind, string[]>;
}

interface Example {
  id: string;
  set: string;
  person: string;
  /** Whether no sentence of the person was in training. */
  unseen: boolean;
  view: AgentView;
  candidates: { text: string; kind: Kind }[];
}

/** Way of choosing → what kind of candidate it took. */
type Taken = Record<string, Kind>;

const [chat, nli, embedder] = await Promise.all([
  understudyChat({ threads: 1 }),
  openJudge(flags.nli),
  openEmbedder({ kind: "understudy" }),
]);
const lookUp = personOf(flags.people);
const examples = SETS.flatMap((set) => readExamples(set, flags.sets as string).slice(0, Number(flags.examples)));
const byId = new Map(examples.map((example) => [example.id, example]));
const run = openRun({
  plan: {
    command: "guards-rerank",
    arguments: { examples: [...byId.keys()], models: [chat.id, nli.id, embedder.id] },
  },
  resume: flags.resume,
});
const done = new Map([...run.finished()].map(([id, taken]) => [id, taken as Taken]));
const bar = progress({ label: "examples", total: byId.size, already: done.size });
const plan = {
  trials: [...byId.keys()].map((id): Trial => ({ id, input: id })),
  finished: new Set(done.keys()),
  perform: ({ id }: Trial): Promise<Taken> => takenIn(byId.get(id) as Example),
};
for await (const outcome of inProcess({ concurrency: 2 }).run(plan)) {
  run.append(outcome);
  bar.tick(outcome);
  if (outcome.status === "failed") throw new Error(outcome.error.message);
  done.set(outcome.id, outcome.result as Taken);
}
bar.done();
run.close();
report();

function readExamples(set: string, folder: string): Example[] {
  const lines = readFileSync(join(folder, `valid_${set}.jsonl`), "utf8")
    .trim()
    .split("\n");
  return lines.map((line, i): Example => {
    const { persona, prefix, candidates } = JSON.parse(line) as Line;
    const { person, unseen } = lookUp(persona);
    const history = prefix.map((text, turn) => {
      // The last one said is the other's.
      const speaker = (prefix.length - turn) % 2 === 1 ? "user" : "Alex";
      return { session: `${set}-${i}`, turn, speaker, text };
    });
    const known = new Set<string>();
    const all = KINDS.flatMap((kind) => candidates[kind].map((text) => ({ text, kind })));
    return {
      id: contentId([set, i, line]),
      set,
      person,
      unseen,
      view: { persona: personaFromSentences("Alex", persona), history },
      // By their words: where a candidate stands may not tell which it is.
      candidates: all
        .filter(({ text }) => !known.has(text) && known.add(text))
        .sort((a, b) => (a.text < b.text ? -1 : 1)),
    };
  });
}

async function takenIn({ view, candidates }: Example): Promise<Taken> {
  const { model, nli: judge } = counted(chat, nli);
  const texts = candidates.map(({ text }) => text);
  const [likely, near] = [await likelihoods(model, view, texts), await nearness(view, texts)];
  const rerank = nliRerank({ nli: judge, lambda: 1, k: 10 });
  const ways: [string, readonly Candidate[], Guard | null][] = [
    ["likelihood", likely, null],
    ["likelihood + nli-rerank", likely, rerank],
    ["likelihood + rsa (α 8, β 1)", likely, rsa({ model, alpha: 8, beta: 1 })],
    ["likelihood + rsa (α 2, β .5)", likely, rsa({ model })],
    ["embedder", near, null],
    ["embedder + nli-rerank", near, rerank],
  ];
  const taken: Taken = {};
  for (const [way, scored, guard] of ways) {
    const index = guard ? (await guard.choose(scored, view)).index : highest(scored);
    taken[way] = candidates[index]?.kind ?? "rand";
  }
  return taken;
}

async function likelihoods(model: Scoring, view: AgentView, texts: readonly string[]): Promise<Candidate[]> {
  const { messages } = agentPrompt({ ...view, contributions: [], model, maxTokens: 80 });
  const scored: Candidate[] = [];
  for (const text of texts) {
    const { sum, tokens } = await model.score({ messages, continuation: text });
    scored.push({ text, score: sum / tokens });
  }
  return scored;
}

/** The highest cosine to a persona line or the last turn. */
async function nearness({ persona, history }: AgentView, texts: readonly string[]): Promise<Candidate[]> {
  const context = [...(persona.statements ?? []).map(({ text }) => text), history.at(-1)?.text ?? ""];
  const vectors = await embedder.embed([...texts, ...context]);
  const of = vectors.slice(texts.length);
  return texts.map((text, i) => {
    const own = vectors[i] as Float32Array;
    return { text, score: Math.max(...of.map((b) => own.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0))) };
  });
}

function highest(scored: readonly Candidate[]): number {
  const scores = scored.map(({ score = 0 }) => score);
  return scores.indexOf(Math.max(...scores));
}

interface Share {
  value: number;
  low: number | null;
  high: number | null;
}

function report(): void {
  const groups: [string, Example[]][] = [...SETS, "all three"].flatMap((set): [string, Example[]][] => {
    const of = examples.filter((example) => set === "all three" || example.set === set);
    return [
      [set, of],
      [`${set}, people kept from training`, of.filter(({ unseen }) => unseen)],
    ];
  });
  const results = Object.fromEntries(
    groups.map(([group, of]) => [
      group,
      { examples: of.length, people: new Set(of.map(({ person }) => person)).size, ways: waysOf(of) },
    ]),
  );
  const made = {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model,
    models: { actor: chat.id, nli: nli.id, embedder: embedder.id },
  };
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  writeWhole(flags.out, `${JSON.stringify({ made, results }, null, 1)}\n`);
  const percent = ({ value, low, high }: Share): string =>
    (100 * value).toFixed(1) +
    (low === null || high === null ? "" : ` [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`);
  for (const [group, { examples: n, people, ways }] of Object.entries(results)) {
    console.log(
      `\n${group}: ${n} examples, ${people} people\n| | hits@1 | entail@1 | neutral@1 | contradict@1 | contradict@1, change |`,
    );
    console.log("|---|---|---|---|---|---|");
    for (const [way, { shares, change }] of Object.entries(ways)) {
      const cells = KINDS.map((kind) =>
        kind === "rand" ? (100 * shares.rand.value).toFixed(1) : percent(shares[kind]),
      );
      console.log(`| ${way} | ${cells.join(" | ")} | ${change ? percent(change) : ""} |`);
    }
  }
}

function waysOf(of: readonly Example[]): Record<string, { shares: Record<Kind, Share>; change: Share | null }> {
  const ways = Object.keys(done.values().next().value ?? {});
  return Object.fromEntries(
    ways.map((way) => {
      const is =
        (kind: Kind, which = way) =>
        (example: Example) =>
          Number(done.get(example.id)?.[which] === kind);
      const base = way.startsWith("embedder") ? "embedder" : "likelihood";
      const shares = Object.fromEntries(KINDS.map((kind) => [kind, meanOver(of, is(kind))])) as Record<Kind, Share>;
      const change = meanOver(of, (example) => is("neg")(example) - is("neg", base)(example));
      return [way, { shares, change: way === base ? null : change }];
    }),
  );
}

/** With a 95 % interval, by resampling people; none for fewer than eight of them. */
function meanOver(of: readonly Example[], value: (example: Example) => number): Share {
  const clusters = new Map<string, ClusterSum>();
  for (const example of of) {
    const sum = clusters.get(example.person) ?? { weighted: 0, weight: 0 };
    clusters.set(example.person, { weighted: sum.weighted + value(example), weight: sum.weight + 1 });
  }
  const sums = [...clusters.values()];
  const total = sums.reduce((all, { weighted }) => all + weighted, 0);
  const interval = sums.length < FEW ? null : clusterBootstrap(sums);
  return { value: total / of.length, low: interval?.low ?? null, high: interval?.high ?? null };
}
