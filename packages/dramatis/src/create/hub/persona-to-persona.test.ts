import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Model, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, listModel, replying } from "../../model/testing.ts";
import { personaVersion } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { oneLinerPersona } from "./one-liner.ts";
import { hopGrowth, personaToPersona } from "./persona-to-persona.ts";

const embedder = fakeEmbedder(512);
const nurse = oneLinerPersona("A night nurse who keeps bees on the roof", { source: "human_entered" });
const personas = [nurse];

/** Gives three people of whom nobody heard before, told apart by whom they are asked about. */
function inventing(): Model {
  return {
    id: "inventing",
    generate: async ({ messages }) => {
      const { person } = JSON.parse(messages[1]?.content ?? "{}");
      const items = ["daughter", "patient", "rival"].map((relation, i) => ({
        relation,
        persona: `Some kind${hash(person + i)} of trade${hash(i + person)} that only place${hash(person + relation)} has`,
      }));
      return { text: JSON.stringify({ items }), finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

function hash(text: string): string {
  let value = 7;
  for (const letter of text) value = (Math.imul(value, 31) + letter.charCodeAt(0)) >>> 0;
  return value.toString(36).replace(/\d/g, "q");
}

sourceConformance(async () => personaToPersona({ personas, embedder, model: inventing() }));

test("three for each over six hops are 1,093 with the first, in 364 calls", async () => {
  // 1 + 3 + 9 + 27 + 81 + 243 + 729 = 1,093; all but those of the last hop are asked about: 364.
  assert.deepEqual(hopGrowth(3, 6), { personas: 1093, calls: 364 });
  assert.deepEqual(hopGrowth(1, 6), { personas: 7, calls: 6 });
  const counts = tally();
  const made = await all(personaToPersona({ personas, embedder, model: inventing(), tally: counts }).personas(1));
  const { asked, kept, dropped, calls } = counts.report();
  assert.deepEqual(
    { made: made.length, asked, kept, dropped, calls },
    {
      ...{ made: 1092, asked: 1092, kept: 1092, dropped: {}, calls: 364 },
    },
  );
});

test("each says what the one it came from is to it", async () => {
  const reply = { items: [{ relation: "mother", persona: "A schoolgirl of ten who is afraid of bees" }] };
  const made = await all(
    personaToPersona({ personas, embedder, model: replying(reply), branch: 1, hops: 1 }).personas(1),
  );
  assert.equal(made[0]?.summary, "A schoolgirl of ten who is afraid of bees");
  assert.deepEqual(made[0]?.relations, [{ to: "A night nurse", kind: "mother" }]);
  assert.deepEqual(made[0]?.provenance, [
    { source: "llm_generated", method: "persona-to-persona", model: "replying", from: personaVersion(nurse) },
  ]);
});

test("an ancestor does not come back, however many hops away, and nothing comes of it", async () => {
  const girl = { relation: "mother", persona: "A schoolgirl of ten that is afraid of stings" };
  const again = { relation: "daughter", persona: "A night nurse who keeps bees on the roof!" };
  const model = listModel([{ items: [girl] }, { items: [again] }].map((reply) => JSON.stringify(reply)));
  const counts = tally();
  const made = await all(personaToPersona({ personas, embedder, model, branch: 1, tally: counts }).personas(1));
  assert.equal(made.length, 1);
  assert.equal(model.asked.length, 2);
  assert.deepEqual(counts.report().dropped, { "repeats an ancestor": 1 });
});

test("relations must differ, and what is missing, unreadable or no persona is counted", async () => {
  const girl = { relation: "mother", persona: "A schoolgirl of ten that is afraid of stings" };
  const model = listModel([
    JSON.stringify({ items: [girl, { ...girl, relation: "Mother" }, { relation: "nurse", persona: "A patient" }] }),
    JSON.stringify({ items: [] }),
  ]);
  const counts = tally();
  const source = personaToPersona({ personas: [nurse, nurse], embedder, model, branch: 4, hops: 1, tally: counts });
  assert.equal((await all(source.personas(1))).length, 1);
  assert.deepEqual(counts.report().dropped, {
    "not given": 5,
    "no relation of its own": 1,
    "not of 5 to 60 words": 1,
  });
  assert.equal(counts.report().asked, 8);
  const unread = tally();
  await all(personaToPersona({ personas, embedder, model: replying("no"), tally: unread }).personas(1));
  assert.deepEqual(unread.report().dropped, { unparsed: 3 });
});

test("without a model, an embedder or personas it says what is needed", () => {
  assert.throws(() => personaToPersona({ personas, embedder }), UnsupportedError);
  assert.throws(() => personaToPersona({ personas, model: inventing() }), UnsupportedError);
  assert.throws(() => personaToPersona({ embedder, model: inventing() }), InputError);
});
