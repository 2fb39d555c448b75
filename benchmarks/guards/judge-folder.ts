// A judge made by packages/understudy/training that is not the bundled one.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Nli, type NliPair, type NliVerdict, openNli, parseNliSpec, rememberNli } from "dramatis";
import { batches, padded } from "../../packages/understudy/src/batches.ts";
import { openSession } from "../../packages/understudy/src/session.ts";
import { openTokenizer } from "../../packages/understudy/src/tokenizer.ts";
import { softmaxVerdict } from "../../packages/understudy/src/verdict.ts";

interface Config {
  labels: (keyof NliVerdict)[];
  temperature: number;
  bias: number[];
  maxTokensPerSide: number;
}

/**
 * What `--nli` takes, or a folder with the model.onnx and config.json that `export.py nli` writes. Such a folder's judge reads
 * with the bundled tokenizer; longer sides are cut.
 */
export async function openJudge(spec: string): Promise<Nli> {
  if (/^(understudy$|onnx:|https?:)/.test(spec)) return openNli(parseNliSpec(spec, "--judge"));
  return rememberNli(await judgeFromFolder(spec));
}

async function judgeFromFolder(folder: string): Promise<Nli> {
  const config = JSON.parse(readFileSync(join(folder, "config.json"), "utf8")) as Config;
  const graph = join(folder, "model.onnx");
  const [{ begin, end, encode }, session] = await Promise.all([openTokenizer(), openSession(graph)]);
  const rowOf = ({ premise, hypothesis }: NliPair, at: number): { at: number; ids: number[]; segments: number[] }[] => {
    const [p, h] = [premise, hypothesis].map((text) => encode(text).slice(0, config.maxTokensPerSide));
    if (!p?.length || !h?.length) return [];
    return [{ at, ids: [begin, ...p, end, ...h, end], segments: [0, ...p.map(() => 1), 0, ...h.map(() => 2), 0] }];
  };
  return {
    id: `earlier-nli@${createHash("sha256").update(readFileSync(graph)).digest("hex").slice(0, 8)}`,
    async judge(pairs, signal) {
      const verdicts: (NliVerdict | null)[] = pairs.map(() => null);
      for (const batch of batches(pairs.flatMap(rowOf), ({ ids }) => ids.length)) {
        signal?.throwIfAborted();
        const inputs = {
          input_ids: padded(batch, ({ ids }) => ids),
          segment_ids: padded(batch, ({ segments }) => segments),
        };
        const logits = await session.run(inputs, [batch.rows.length, batch.width], 3);
        for (const [r, { at }] of batch.rows.entries()) {
          const scaled = Array.from(
            logits.subarray(r * 3, r * 3 + 3),
            (logit, i) => logit / config.temperature + (config.bias[i] ?? 0),
          );
          verdicts[at] = softmaxVerdict(scaled, config.labels);
        }
      }
      return verdicts;
    },
  };
}
