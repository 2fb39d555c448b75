import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { understudyEmbedder, understudyNli } from "@dramatis/understudy";
import fc from "fast-check";
import type { MeasureContext, Nli, Subject } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { parsePersonaChat } from "../../transcript/index.ts";
import { judgeInConversation, talk } from "../testing.ts";
import { apc } from "./apc.ts";
import { judgingOrder, neighbourhoods, SAMPLED_CLAIMS } from "./sampled-claims.ts";

const DATA = join(
  process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared"),
  "data/open/personachat-valid/valid_both_original_final.txt",
);

test("the order is the nearest, then any beginning spread over all ranks", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1500 }), (count) => {
      const order = judgingOrder(count);
      assert.equal(new Set(order).size, Math.min(count, SAMPLED_CLAIMS.most));
      assert.ok(order.every((rank) => rank >= 0 && rank < count));
      assert.deepEqual(order.slice(0, 8), [0, 1, 2, 3, 4, 5, 6, 7].slice(0, count));
      const ranks = order.slice(0, 48).sort((a, b) => a - b);
      const starts = neighbourhoods(ranks, count);
      const widest = Math.max(...ranks.map((_, i) => (starts[i + 1] as number) - (starts[i] as number)));
      // 40 points through an exponential of skew 4: the far end is a little over twice as sparse as the mean.
      assert.ok(widest <= Math.max(1, (6 * count) / 48), `${widest} of ${count}`);
    }),
    { numRuns: 60 },
  );
});

test("every rank stands for itself and for those nearer to it than to another", () => {
  // Between 2 and 7 the middle is 5: ranks 0 to 4 belong to 2; between 7 and 8 it is 8.
  assert.deepEqual(neighbourhoods([2, 7, 8], 12), [0, 5, 8, 12]);
  assert.deepEqual(neighbourhoods([], 3), [3]);
});

const CLAIMS = Array.from({ length: 300 }, (_, i) => `I have ${i} cats.`);

function counting(verdict: Parameters<typeof judgeInConversation>[0]): { nli: Nli; pairs: () => number } {
  const nli = judgeInConversation(verdict);
  let pairs = 0;
  return {
    pairs: () => pairs,
    nli: {
      id: nli.id,
      judge: (asked, signal) => {
        pairs += asked.length;
        return nli.judge(asked, signal);
      },
    },
  };
}

test("where all verdicts are alike, 48 claims are judged and the score is that of all", async () => {
  const subject = talk(CLAIMS, ["ben: Any pets?", "ana: I like music.", "ben: Hm.", "ana: ..."]);
  const { nli, pairs } = counting((premise, hypothesis) =>
    [premise, hypothesis].includes("...") ? null : { entail: 0.1, neutral: 0.5, contradict: 0.4 },
  );
  const context = { nli, embedder: fakeEmbedder(), seed: 42 };
  const sampled = await apc().score(subject, context);
  assert.equal(pairs(), 2 * 2 * 48);
  const whole = await apc({ wholeUpTo: 300 }).score(subject, context);
  assert.equal(pairs(), 2 * 2 * 48 + 2 * 2 * 300);
  assert.ok(Math.abs((sampled[0]?.value ?? 0) - (whole[0]?.value ?? 1)) < 1e-12);
  assert.deepEqual(sampled[1], whole[1]);
  assert.equal(sampled[1]?.missing, "unparsed");
});

test("where verdicts differ more is judged, and a turn's score does not depend on the others", async () => {
  const lines = ["ben: Any pets?", "ana: I have 7 cats.", "ben: Music?", "ana: I like music."];
  const { nli, pairs } = counting((premise, hypothesis) => {
    const texts = [premise, hypothesis].join(" ");
    if (!texts.includes("7 cats. I have") && !texts.includes("cats. I have 7 cats.")) return "neutral";
    return /[02468] cats/.test(texts) ? { entail: 0, neutral: 0.1, contradict: 0.9 } : "neutral";
  });
  const context = { nli, embedder: fakeEmbedder(), seed: 42 };
  const both = await apc().score(talk(CLAIMS, lines), context);
  assert.ok(pairs() > 2 * (48 + 48), `${pairs()}`);
  const alone = await apc().score(talk(CLAIMS, lines.slice(0, 2)), context);
  assert.deepEqual(both[0], alone[0]);
  assert.equal(both[0]?.evidence?.verdict, "contradicts");
});

const skip = existsSync(DATA) ? false : `${DATA} is not there`;

test("on PersonaChat validation the scores are within .02 of the plain product", { skip }, async () => {
  const dialogues = parsePersonaChat(readFileSync(DATA, "utf8"), DATA);
  const lines = [...new Set(dialogues.flatMap(({ personas }) => [...personas.you, ...personas.partner]))];
  const talked = dialogues[3]?.transcript.messages
    .slice(0, 2)
    .map(({ text }, i) => `${i % 2 ? "ana" : "ben"}: ${text}`);
  const subject: Subject = talk(lines.slice(0, 240), talked ?? []);
  const [nli, embedder] = await Promise.all([understudyNli({ threads: 1 }), understudyEmbedder({ threads: 1 })]);
  const context: MeasureContext = { nli, embedder, seed: 42 };
  const sampled = await apc().score(subject, context);
  const whole = await apc({ wholeUpTo: 240 }).score(subject, context);
  assert.equal(sampled.length, 1);
  for (const [i, { value }] of sampled.entries()) {
    const apart = Math.abs((value ?? 0) - (whole[i]?.value ?? 1));
    assert.ok(apart > 0 && apart < 0.02, `turn ${i}: ${apart}`);
  }
});
