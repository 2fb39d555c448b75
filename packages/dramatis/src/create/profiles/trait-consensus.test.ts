import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Model } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { consensus, traitConsensus } from "./trait-consensus.ts";

const texts = [{ id: "bio", text: "Ada Byrne ran the harbour for years. Ada liked new ideas." }];
const rater = (id: string, openness: number, extraversion = 1): Model & { asked: unknown[] } => ({
  ...replying({ openness, conscientiousness: 3, extraversion, agreeableness: 2, neuroticism: 2 }),
  id,
});

sourceConformance(async () => traitConsensus({ texts, models: [rater("a", 2), rater("b", 3)] }));

test("levels 2, 2 and 3 have mean 2.333 and disagree", async () => {
  const { mean, sd, isDisagreed } = consensus([2, 2, 3]);
  // 7/3; variance (2·(1/3)² + (2/3)²)/3 = 2/9
  assert.ok(Math.abs(mean - 7 / 3) < 1e-12 && Math.abs(sd - Math.sqrt(2) / 3) < 1e-12);
  assert.equal(isDisagreed, true);
  assert.deepEqual(consensus([3, 3]), { mean: 3, sd: 0, isDisagreed: false });

  const models = [rater("a", 2), rater("b", 2), rater("c", 3)];
  const counts = tally();
  const [persona] = await all(traitConsensus({ texts, models, speaker: "Ada Byrne", tally: counts }).personas(0));
  assert.equal(personaSchema.safeParse(persona).success, true);
  const openness = persona?.traits?.[0];
  assert.ok(Math.abs((openness?.level ?? 0) - 2 / 3) < 1e-12);
  assert.deepEqual(
    openness?.provenance?.map(({ model }) => model),
    ["a", "b", "c"],
  );
  const facet = persona?.facets?.traitConsensus as { kappas: { kappa: number }[] } | undefined;
  // a and b say the same: 1; a and c: 2 3 1 2 2 and 3 3 1 2 2, observed 1, expected 3·3 + 6 + 10 = 25: 1 - 1·5/25 = .8;
  // so do b and c
  assert.deepEqual(
    facet?.kappas.map(({ kappa }) => kappa),
    [1, 0.8, 0.8],
  );
  assert.deepEqual([counts.report().asked, counts.report().kept], [3, 3]);
  assert.equal(JSON.stringify(models[0]?.asked).includes("Ada"), false, "the name is not shown");
});

test("a reply that cannot be used is missing; one level is no consensus", async () => {
  const counts = tally();
  const models = [rater("a", 2), { ...replying("?"), id: "b" }];
  const [persona] = await all(traitConsensus({ texts, models, tally: counts }).personas(0));
  assert.equal(persona?.traits, undefined);
  assert.deepEqual(counts.report().dropped, { unparsed: 1 });
  assert.throws(() => traitConsensus(), /no texts/);
  assert.throws(() => traitConsensus({ texts, models: [rater("a", 1)] }), /two chat models/);
});
