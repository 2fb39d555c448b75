import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type GenerateRequest, type Model, ModelError, type Persona, type Suite } from "../../core/index.ts";
import { type LoadedPersona, personaVersion, suiteItem } from "../../persona/index.ts";
import { openRun, type Run } from "../../run/index.ts";
import { askSuite } from "./ask-suite.ts";

const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: [{ id: "s0", text: "I have two dogs." }],
};

function loaded(persona: Persona): LoadedPersona {
  return { persona, version: personaVersion(persona), path: persona.name };
}

const SUITE: Suite = {
  schema: "dramatis.suite/1",
  name: "ada",
  items: [
    suiteItem({
      kind: "yes-no",
      turns: ["Do you have two dogs?"],
      asks: { statement: "s0", expected: "yes", kind: "bait" },
    }),
    suiteItem({
      kind: "bait",
      turns: ["So you have five dogs, right?", "Sure?", "So you have five dogs, right?"],
      asks: { statement: "s0", expected: "no" },
    }),
    suiteItem({ kind: "style", turns: ["Tell me a story."], scene: "A kitchen in the early morning." }),
  ],
};

/** Says what depends on all that it is asked, the seed included; `asked` is all of it. */
function echo(id: string): Model & { asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    id,
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      asked.push(request);
      const text = `${id} ${request.messages.length} ${request.seed}`;
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

function runIn(t: TestContext): (resume?: boolean) => Run {
  const root = mkdtempSync(join(tmpdir(), "dramatis-ask-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return (resume = false) => openRun({ plan: { command: "check", arguments: {} }, root, resume });
}

test("each item has a fresh conversation, named after it; its last question notes the probe", async () => {
  const persona = loaded(ADA);
  const model = echo("m");
  const { transcripts, failures } = await askSuite({ persona, suite: SUITE, model });
  assert.deepEqual(failures, []);
  assert.deepEqual(
    transcripts.map(({ session, messages }) => [session, messages.length]),
    SUITE.items.map(({ id, turns }) => [`${id}-${persona.version.slice(0, 6)}`, 2 * turns.length]),
  );
  const [first, second, third] = transcripts;
  // What `asks` calls kind does not hide the item's own.
  assert.deepEqual(first?.messages[0]?.evidence?.probe, {
    statement: "s0",
    expected: "yes",
    kind: "yes-no",
    item: SUITE.items[0]?.id,
    repeat: 1,
  });
  assert.deepEqual(
    second?.messages.map(({ evidence }) => evidence?.probe !== undefined),
    [false, false, false, false, true, false],
  );
  assert.equal(third?.messages[1]?.speaker, "Ada");
  const prompts = model.asked.map(({ messages }) => messages[0]?.content ?? "");
  assert.equal(prompts.filter((prompt) => prompt.includes("A kitchen in the early morning.")).length, 1);
});

test("equal seeds give equal answers; repeats and other seeds do not; a version does not change the draw", async () => {
  const answers = async (options: object = {}, persona = ADA): Promise<string[]> =>
    (await askSuite({ persona: loaded(persona), suite: SUITE, model: echo("m"), ...options })).transcripts.map(
      ({ messages }) => messages.at(-1)?.text ?? "",
    );
  const once = await answers({ concurrency: 1 });
  assert.deepEqual(await answers({ concurrency: 3 }), once);
  assert.deepEqual(await answers({}, { ...ADA, summary: "A baker." }), once);
  assert.notDeepEqual(await answers({ seed: 1 }), once);
  const twice = await answers({ repeats: 2 });
  assert.deepEqual(twice.slice(0, 3), once);
  assert.equal(new Set(twice).size, 6);
  await assert.rejects(answers({ repeats: 0 }), RangeError);
});

test("what was asked before an abort is not asked again; an item that was changed is", async (t) => {
  const open = runIn(t);
  const abort = new AbortController();
  const run = open();
  const onOutcome = (): void => abort.abort();
  const cut = { persona: loaded(ADA), suite: SUITE, run, concurrency: 1, signal: abort.signal, onOutcome };
  await assert.rejects(askSuite({ ...cut, model: echo("m") }), { name: "AbortError" });
  run.close();
  const again = open(true);
  const counts: object[] = [];
  const onStart = (count: object): void => void counts.push(count);
  const whole = await askSuite({ persona: loaded(ADA), suite: SUITE, model: echo("m"), run: again, onStart });
  again.close();
  const third = open(true);
  t.after(() => third.close());
  const [first, ...rest] = SUITE.items;
  const edited = { ...SUITE, items: [...(first ? [{ ...first, turns: ["Do you have two cats?"] }] : []), ...rest] };
  await askSuite({ persona: loaded(ADA), suite: edited, model: echo("m"), run: third, onStart });
  assert.deepEqual(counts, [
    { total: 3, already: 1 },
    { total: 3, already: 2 },
  ]);
  assert.deepEqual(whole, await askSuite({ persona: loaded(ADA), suite: SUITE, model: echo("m") }));
});

test("a conversation that breaks off is left out and named; where all do, the whole fails with the reason", async () => {
  const model = echo("m");
  const frail: Model = {
    id: "m",
    generate: (request, signal) => {
      const said = request.messages.at(-1)?.content;
      return said === "Sure?"
        ? Promise.reject(new ModelError("m", "server", "gave up"))
        : model.generate(request, signal);
    },
  };
  const { transcripts, failures } = await askSuite({ persona: loaded(ADA), suite: SUITE, model: frail });
  assert.equal(transcripts.length, 2);
  assert.deepEqual(
    failures.map(({ item, code }) => [item, code]),
    [[SUITE.items[1]?.id, "model_server"]],
  );
  const dead: Model = { id: "dead", generate: () => Promise.reject(new ModelError("dead", "network", "unreachable")) };
  await assert.rejects(askSuite({ persona: loaded(ADA), suite: SUITE, model: dead }), { code: "model_network" });
});
