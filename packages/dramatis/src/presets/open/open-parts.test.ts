import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryBook } from "../../act/index.ts";
import type { Model, Persona } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { fakeEmbedder, fakeNli } from "../../model/testing.ts";
import { inMemoryStore } from "../../store/index.ts";
import { needsOfParts, type OpenParts, openParts, type PartNames } from "./open-parts.ts";

const ADA: Persona = { schema: "dramatis.persona/1", name: "Ada" };
const scoring: Model = { ...mockModel({ default: "Yes." }), score: async () => ({ sum: -1, tokens: 1 }) };

/** Opens the parts with doubles; `opened` are the judges that were asked for. */
function opening(names: PartNames, more: Partial<OpenParts> = {}) {
  const opened = new Set<string>();
  const parts = openParts({
    ...names,
    persona: ADA,
    actor: mockModel({ default: "Yes." }),
    nli: async () => {
      opened.add("nli");
      return fakeNli(() => "neutral");
    },
    embedder: async () => {
      opened.add("embedder");
      return fakeEmbedder();
    },
    now: () => new Date(0),
    ...more,
  });
  return { parts, opened };
}

const book = () => memoryBook({ store: inMemoryStore().memories, owner: "Ada", embedder: fakeEmbedder() });

test("parts by name, in order and each once; only what they need is opened", async () => {
  const names = { guards: ["self-consistency", "nli-rerank", "nli-rerank"], strategy: "inner", components: ["affect"] };
  const { parts, opened } = opening(names);
  const { guards, strategy, components } = await parts;
  assert.deepEqual(
    guards.map(({ name }) => name),
    ["self-consistency", "nli-rerank"],
  );
  assert.equal(strategy?.name, "inner");
  assert.deepEqual(
    components.map(({ name }) => name),
    ["steadfast", "affect"],
  );
  assert.deepEqual([...opened], ["nli"]);
});

test("no names open nothing; who insists is always answered, once", async () => {
  const { parts, opened } = opening({});
  const { guards, components } = await parts;
  assert.deepEqual([guards, components.map(({ name }) => name)], [[], ["steadfast"]]);
  const named = await opening({ components: ["affect", "steadfast"] }).parts;
  assert.deepEqual(
    named.components.map(({ name }) => name),
    ["affect", "steadfast"],
  );
  assert.equal(opened.size, 0);
});

test("with a book the default memory comes first, unless another is named", async () => {
  const withDefault = await opening({ components: ["affect"] }, { book: book() }).parts;
  assert.deepEqual(
    withDefault.components.map(({ name }) => name),
    ["facts", "steadfast", "affect"],
  );
  const { parts, opened } = opening({ components: ["ld-agent"] }, { book: book() });
  assert.deepEqual(
    (await parts).components.map(({ name }) => name),
    ["steadfast", "ld-agent"],
  );
  assert.deepEqual([...opened], ["embedder"]);
});

test("what parts need is known before anything is opened", () => {
  const needs = (names: PartNames, memory = false): string[] => [...needsOfParts(names, { memory })].sort();
  assert.deepEqual(needs({}), []);
  assert.deepEqual(needs({ guards: ["nli-reward"], components: ["affect"] }), ["logprobs", "nli"]);
  assert.deepEqual(needs({}, true), ["embed", "nli"]);
  assert.deepEqual(needs({ components: ["ld-agent"] }, true), ["embed"]);
});

const REFUSED: [PartNames, RegExp][] = [
  [{ guards: ["nli-rernak"] }, /^unknown guard "nli-rernak"; did you mean nli-rerank/],
  [{ strategy: "iner" }, /^unknown strategy "iner"; did you mean inner/],
  [{ components: ["afect"] }, /^unknown component "afect"; did you mean affect/],
  [{ guards: ["inner"] }, /^inner: a strategy; expected a guard; name it with --strategy, or as act\.strategy$/],
  [{ components: ["nli-rerank"] }, /^nli-rerank: a guard; expected a component; name it with --guard, or under act\.g/],
  [{ components: ["four-part-reply"] }, /^four-part-reply: a strategy; expected a component/],
  [{ strategy: "affect" }, /^affect: a component; expected a strategy; name it with --with, or under act\.components$/],
  [{ components: ["ld-agent"] }, /^ld-agent: nowhere to keep what it remembers; expected a memory; add --memory/],
  [{ strategy: "plan" }, /^plan needs actor, which is not set; .* such as --model openai:MODEL$/],
  [{ guards: ["rsa"] }, /^rsa needs logprobs, which is not set; leave out --model/],
];
for (const [names, says] of REFUSED) {
  test(`refused in one line: ${JSON.stringify(names)}`, async () => {
    await assert.rejects(opening(names).parts, (error) => error instanceof Error && says.test(error.message));
  });
}

test("a part that scores has the actor; one that instructs has the model that follows instructions", async () => {
  const { guards } = await opening({ guards: ["rsa"] }, { actor: scoring }).parts;
  assert.equal(guards[0]?.name, "rsa");
  const instructed = mockModel({ default: '{"steps": []}' });
  const { strategy } = await opening({ strategy: "plan" }, { instructed }).parts;
  assert.equal(strategy?.name, "plan");
});

test("the strategy that tells the state of things is given no clock for it", async () => {
  const { strategy } = await opening({ strategy: "state" }).parts;
  assert.deepEqual(await strategy?.contribute({ persona: ADA, history: [] }), []);
});
