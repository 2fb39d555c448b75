import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Model } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { type AmadeusOptions, amadeus, guidedSelection } from "./amadeus.ts";

const texts = [
  {
    id: "wiki",
    title: "Ada",
    text: "# Life\n\nAda keeps every promise that she makes.\n\n# Work\n\nThe shop has nine clocks.\n\n# Views\n\nAda values honesty over comfort.",
  },
];

/** Accepts passages that have "Ada" outside of their heading, and finds one belief. */
function reader(): Model & { asked: string[] } {
  const asked: string[] = [];
  return {
    id: "reader",
    asked,
    generate: async ({ messages }, signal) => {
      signal?.throwIfAborted();
      const [task = "", material = ""] = messages.map(({ content }) => String(content));
      const isGate = task.includes('"ok"');
      if (isGate) asked.push(material);
      const reply = isGate
        ? { ok: /: Ada (?:keeps|values)/.test(material) }
        : { beliefsValues: ["I value honesty."], psych: ["I am dependable."] };
      return { text: JSON.stringify(reply), finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

const options = (): AmadeusOptions => ({ texts, speaker: "Ada", model: reader(), embedder: fakeEmbedder() });

sourceConformance(async () => amadeus(options()));

test("verdicts F, T, F, T, T with K = 2 give passages 2 and 4, and the fifth is not looked at", async () => {
  const verdicts = [false, true, false, true, true];
  const seen: number[] = [];
  const verdict = async (i: number): Promise<boolean> => {
    seen.push(i);
    return verdicts[i - 1] as boolean;
  };
  assert.deepEqual(await guidedSelection([1, 2, 3, 4, 5], verdict, { keep: 2 }), [2, 4]);
  assert.deepEqual(seen, [1, 2, 3, 4]);
});

test("none accepted: the top K, and no more than N are looked at", async () => {
  let looked = 0;
  const no = async (): Promise<boolean> => {
    looked += 1;
    return false;
  };
  assert.deepEqual(
    await guidedSelection(
      Array.from({ length: 20 }, (_, i) => i),
      no,
    ),
    [0, 1, 2],
  );
  assert.equal(looked, 10);
  assert.deepEqual(await guidedSelection([], no), []);
});

test("attributes from the passages that were chosen, with the documents kept", async () => {
  const counts = tally();
  const [persona] = await all(amadeus({ ...options(), tally: counts }).personas(0));
  assert.equal(personaSchema.safeParse(persona).success, true);
  assert.deepEqual(persona?.identity?.personal, ["I value honesty.", "I am dependable."]);
  assert.equal(persona?.knowledge?.documents?.[0]?.id, "wiki");
  const sources = persona?.facets?.provenance as Record<string, { from: string }[]>;
  assert.deepEqual(sources["identity.personal.0"]?.map(({ from }) => from).sort(), ["wiki#1", "wiki#3"]);
  const { asked, kept, dropped, calls } = counts.report();
  // three questions of three passages each: two accepted, one not; then two attributes; 9 gates + 1 extraction
  assert.deepEqual({ asked, kept, dropped, calls }, { asked: 11, kept: 8, dropped: { "no attribute": 3 }, calls: 10 });
});

test("a blank document has no attributes; needs are said", async () => {
  const [persona] = await all(amadeus({ ...options(), texts: [{ id: "b", text: "  " }] }).personas(0));
  assert.equal(persona?.identity, undefined);
  assert.throws(() => amadeus(), /no texts/);
  assert.throws(() => amadeus({ texts }), /amadeus needs actor/);
  assert.throws(() => amadeus({ texts, model: reader() }), /amadeus needs embed/);
});
