import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { guardConformance } from "../../core/conformance/guard.ts";
import type { Guard } from "../../core/index.ts";
import { fakeEmbedder, fakeNli } from "../../model/testing.ts";
import { catalogue } from "../catalogue.ts";
import { confidenceAware } from "./confidence-aware.ts";
import { minimalEdits } from "./minimal-edits.ts";
import { nliRerank } from "./nli-rerank.ts";
import { nliReward } from "./nli-reward.ts";
import { personaGuard } from "./persona-guard.ts";
import { rsa } from "./rsa.ts";
import { scoreBeforeSpeaking } from "./score-before-speaking.ts";
import { embeddingAgreement, nliAgreement, selfConsistency } from "./self-consistency.ts";
import { simoap } from "./simoap.ts";
import { anaView, fakeScorer } from "./testing.ts";

const nli = fakeNli((premise, hypothesis) => {
  if (premise === hypothesis) return "entail";
  return /no dogs/.test(hypothesis) && /dogs/.test(premise) ? "contradict" : "neutral";
});
const model = fakeScorer((continuation, system) => {
  const tokens = continuation.split(/\s+/).length;
  return { sum: -tokens * (system.includes("dogs") ? 1 : 2), tokens };
});
const view = anaView(["I sail.", "I have two dogs."], ["ben: Hello.", "ana: I sail.", "ben: Any pets?"]);

const GUARDS: Record<string, () => Guard> = {
  "confidence-aware": () => confidenceAware({ model }),
  "minimal-edits": () => minimalEdits({ nli }),
  "nli-rerank": () => nliRerank({ nli }),
  "nli-reward": () => nliReward({ nli, model }),
  "persona-guard": () => personaGuard({ nli }),
  rsa: () => rsa({ model }),
  "score-before-speaking": () => scoreBeforeSpeaking({ trained: model }),
  "self-consistency": () => selfConsistency(),
  simoap: () => simoap({ nli }),
};
const FORMS: Record<string, () => Guard> = {
  "rsa by word": () => rsa({ model, by: "word" }),
  "self-consistency by vectors": () => selfConsistency({ by: embeddingAgreement(fakeEmbedder()) }),
  "self-consistency by NLI": () => selfConsistency({ by: nliAgreement(nli) }),
};

for (const [name, make] of Object.entries({ ...GUARDS, ...FORMS })) {
  describe(name, () => {
    guardConformance(async () => make(), view);

    test("a persona of whom nothing is known, and no history, are no fault", async () => {
      const nobody = { persona: { schema: "dramatis.persona/1", name: "Ana" } as const, history: [] };
      const { text } = await make().choose([{ text: "Hello." }], nobody);
      assert.equal(text, "Hello.");
    });

    test("a blank candidate is taken only where all are blank", async () => {
      const { index } = await make().choose([{ text: " " }, { text: "Hello." }, { text: "" }], view);
      assert.equal(index, 1);
      assert.equal((await make().choose([{ text: "" }, { text: "" }], view)).reasons.length, 2);
    });
  });
}

const guards = catalogue.filter(({ family }) => family === "guards");

test("the catalogue has these guards and no others", () => {
  assert.deepEqual(guards.map(({ name }) => name).sort(), Object.keys(GUARDS).sort());
});

for (const { name, needs, load } of guards) {
  test(`${name}: without what it needs it says what would meet the need`, async () => {
    const guard = (await load())();
    assert.ok("choose" in guard);
    assert.equal(guard.name, name);
    const without = guard.choose([{ text: "Hello." }], view);
    if (needs.length === 0) assert.equal((await without).text, "Hello.");
    else
      await assert.rejects(without, { code: "unsupported", message: /needs \w+, which is not set; give it .*await/ });
  });
}
