// See README.md: which share of planted near-duplicates is found, beside what theory says.
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { random, writeWhole } from "dramatis";
import { lshRecall } from "../../packages/dramatis/src/create/hub/lsh.ts";
import { NearDuplicates } from "../../packages/dramatis/src/create/hub/near-duplicates.ts";
import { wilson } from "../../packages/dramatis/src/stats/index.ts";
import { words } from "../../packages/dramatis/src/transcript/index.ts";
import { readPersonaHub } from "./persona-hub.ts";

const PAIRS = 20_000;
/** Pairs under one choice of hash functions. */
const PAIRS_A_SEED = 2_000;
/** Different words of a pair together; those shared make the similarity. */
const TOGETHER = 20;

const { values: flags } = parseArgs({
  options: {
    hub: { type: "string", default: "../shared/data/research/persona-hub/tool.jsonl" },
    out: { type: "string", default: new URL("results/recall.json", import.meta.url).pathname },
  },
});

const vocabulary = [...new Set(readPersonaHub(flags.hub).flatMap((line) => words(line)))].filter(
  (word) => !/\d/.test(word),
);
const rows = [0.7, 0.8, 0.9, 0.95].map((similarity) => {
  const found = plantedPairs(similarity);
  const { low, high } = wilson(found, PAIRS) ?? { low: 0, high: 1 };
  return { similarity, pairs: PAIRS, found: found / PAIRS, low, high, theory: lshRecall(similarity) };
});
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ vocabulary: vocabulary.length, rows }, null, 1)}\n`);
console.table(rows);

/** How many second texts of a pair are found to repeat the first. */
function plantedPairs(similarity: number): number {
  const shared = Math.round(similarity * TOGETHER);
  const draw = random(Math.round(similarity * 100));
  let found = 0;
  for (let seed = 0; seed < PAIRS / PAIRS_A_SEED; seed++) {
    const seen = new NearDuplicates({ threshold: similarity - 1e-9, seed });
    for (let pair = 0; pair < PAIRS_A_SEED; pair++) {
      const drawn = new Set<string>();
      while (drawn.size < TOGETHER) drawn.add(vocabulary[draw.int(vocabulary.length)] as string);
      const all = [...drawn];
      const onlyFirst = Math.ceil((TOGETHER - shared) / 2);
      seen.add(all.slice(0, shared + onlyFirst).join(" "));
      if (seen.add([...all.slice(0, shared), ...all.slice(shared + onlyFirst)].join(" ")) !== null) found++;
    }
  }
  return found;
}
