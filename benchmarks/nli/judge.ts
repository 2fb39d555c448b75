// One judge over the same pairs, one thread: `node judge.ts understudy` or `node judge.ts GRAPH.onnx`. Prints a Reading: pairs a
// second of processor time, and for ours what share of labelled pairs it gets right.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { understudyNli } from "@dramatis/understudy";
import { claims, type Nli, type NliPair, type NliVerdict, readPersonas, readTranscripts } from "dramatis";
import { batches, padded } from "../../packages/understudy/src/batches.ts";
import { openSession } from "../../packages/understudy/src/session.ts";
import { openTokenizer } from "../../packages/understudy/src/tokenizer.ts";
import type { Reading } from "../row.ts";

const PAIRS = 500;
/** Of the labelled pairs: every twelfth, so that the row stays short. */
const LABELLED = join(
  process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../shared"),
  "data/open/cad-nli/NLI/all_combined/test.tsv",
);
const LABELS: Record<string, keyof NliVerdict> = {
  entailment: "entail",
  neutral: "neutral",
  contradiction: "contradict",
};

const [judge = ""] = process.argv.slice(2);
const pairs = await realPairs();
const ours = judge === "understudy" ? await understudyNli({ threads: 1 }) : undefined;
const work = ours ? (some: NliPair[]) => ours.judge(some) : await encoder(judge);
await work(pairs.slice(0, 40));
const [spent, from] = [process.cpuUsage(), performance.now()];
await work(pairs);
const { user, system } = process.cpuUsage(spent);
const reading: Reading = {
  value: PAIRS / ((user + system) / 1e6),
  also: { byTheClock: (1000 * PAIRS) / (performance.now() - from), ...(ours && (await rightOn(ours))) },
};
console.log(JSON.stringify(reading));

/** Claims of the example personas beside lines of the example transcripts. */
async function realPairs(): Promise<NliPair[]> {
  const root = fileURLToPath(new URL("../../examples/", import.meta.url));
  const statements = (await readPersonas(`${root}personas`)).flatMap(({ persona }) => claims(persona));
  const lines = (await readTranscripts(`${root}transcripts`)).flatMap(({ messages }) =>
    messages.map(({ text }) => text),
  );
  return statements.flatMap(({ text }) => lines.map((line) => ({ premise: text, hypothesis: line }))).slice(0, PAIRS);
}

/** A graph over the tokens that ours would read of the pairs: a vocabulary of its own would cut them much alike. */
async function encoder(path: string): Promise<(some: NliPair[]) => Promise<void>> {
  const { begin, end, encode } = await openTokenizer();
  const session = await openSession(path, 1);
  return async (some) => {
    const rows = some.map(({ premise, hypothesis }) => [begin, ...encode(premise), end, ...encode(hypothesis), end]);
    for (const batch of batches(rows, (row) => row.length)) {
      const inputs = {
        input_ids: padded(batch, (row) => row),
        attention_mask: padded(batch, (row) => row.map(() => 1)),
      };
      await session.run(inputs, [batch.rows.length, batch.width], 3);
    }
  };
}

async function rightOn(nli: Nli): Promise<Record<string, number>> {
  if (!existsSync(LABELLED)) return {};
  const lines = readFileSync(LABELLED, "utf8").trim().split("\n").slice(1);
  const labelled = lines
    .filter((_, i) => i % 12 === 0)
    .flatMap((line) => {
      const [premise = "", hypothesis = "", label = ""] = line.split("\t");
      const gold = LABELS[label.trim()];
      return gold ? [{ premise, hypothesis, gold }] : [];
    });
  const verdicts = await nli.judge(labelled);
  const right = labelled.filter(({ gold }, i) => {
    const verdict = verdicts[i];
    return verdict && verdict[gold] === Math.max(verdict.entail, verdict.neutral, verdict.contradict);
  });
  return { rightOfLabelled: right.length / labelled.length, labelled: labelled.length };
}
