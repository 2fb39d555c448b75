// See README.md.
import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type ChatMessage, type Model, type Nli, openEmbedder, openModel, openNli, writeWhole } from "dramatis";
import { relatedness } from "../../packages/dramatis/src/measure/dialogue/relatedness.ts";
import { calibrateJudge } from "../../packages/dramatis/src/measure/judges/calibrate-judge.ts";
import { type Calibration, told } from "../../packages/dramatis/src/measure/judges/calibration.ts";
import {
  type CaseJudge,
  type CaseVerdict,
  measureJudge,
} from "../../packages/dramatis/src/measure/judges/case-judge.ts";
import { readGrade } from "./grade.ts";

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    cases: { type: "string", default: "Infinity" },
    resamples: { type: "string", default: "500" },
    out: { type: "string", default: new URL("results/grade.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FOLDER is needed; see README.md");

const all = readGrade(flags.data);
const datasets = [...new Set(all.map(({ dataset }) => dataset)), "all"];
const [nli, embedder, chat] = await Promise.all([
  openNli({ kind: "understudy" }),
  openEmbedder({ kind: "understudy" }),
  openModel({ kind: "understudy" }),
]);
const judges: CaseJudge[] = [
  measureJudge(relatedness(), { embedder, seed: 42 }),
  nliJudge(nli, "entail"),
  nliJudge(nli, "contradict"),
  likelihoodJudge(chat),
  byRule("words", (reply) => reply.split(/\s+/).length),
];

const results: Record<string, Record<string, Calibration & { seconds: number }>> = {};
for (const dataset of datasets) {
  const labelled = all.filter((one) => dataset === "all" || one.dataset === dataset).slice(0, Number(flags.cases));
  results[dataset] = {};
  for (const judge of judges) {
    const started = performance.now();
    const calibration = await calibrateJudge({
      labelled: labelled.map(({ dataset: _, ...one }) => one),
      judge,
      levels: [1, 2, 3, 4, 5],
      scale: "own",
      attempts: 0,
      resamples: Number(flags.resamples),
      at: `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`,
    });
    const seconds = Math.round((performance.now() - started) / 1000);
    results[dataset][judge.id] = { ...calibration, seconds };
    const { agreement, set, verdict } = calibration;
    console.log(
      [
        dataset,
        judge.id,
        `Spearman ${told(agreement.spearman)}`,
        `alpha ${told(agreement.alpha)}`,
        `ICC ${told(agreement.icc)}`,
        `one rater ${told(set.oneRater)}`,
        verdict.use,
        `${seconds} s`,
      ].join("  "),
    );
  }
}
const made = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0]?.model, cores: cpus().length };
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, resamples: Number(flags.resamples), results }, null, 1)}\n`);

/** Entailment, or the lack of contradiction, between the last turn and the reply. */
function nliJudge(one: Nli, label: "entail" | "contradict"): CaseJudge {
  return {
    id: `${label === "entail" ? "entails" : "does-not-contradict"}:${one.id}`,
    decides: "last-turn-to-reply@1",
    judge: async (cases) => {
      const pairs = cases.map(({ known, tested }) => ({
        premise: (known.context as string[]).at(-1) ?? "",
        hypothesis: tested.reply as string,
      }));
      return (await one.judge(pairs)).map((verdict) => {
        if (verdict === null) return { value: null, missing: "unsupported" };
        return { value: label === "entail" ? verdict.entail : 1 - verdict.contradict };
      });
    },
  };
}

/** Mean log-probability of a token of the reply after its context: the lower, the more perplexed. */
function likelihoodJudge(model: Model): CaseJudge {
  return {
    id: `likelihood:${model.id}`,
    decides: "mean-token-logprob@1",
    judge: async (cases) => {
      const verdicts: CaseVerdict[] = [];
      for (const { known, tested } of cases) {
        const turns = known.context as string[];
        const messages = turns.map((content, i): ChatMessage => {
          return { role: (turns.length - 1 - i) % 2 === 0 ? "user" : "assistant", content };
        });
        const scored = await model.score?.({ messages, continuation: tested.reply as string });
        verdicts.push(
          scored === undefined ? { value: null, missing: "unsupported" } : { value: scored.sum / scored.tokens },
        );
      }
      return verdicts;
    },
  };
}

function byRule(id: string, rule: (reply: string) => number): CaseJudge {
  return {
    id,
    decides: `${id}@1`,
    judge: async (cases) => cases.map(({ tested }) => ({ value: rule(tested.reply as string) })),
  };
}
