import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { BudgetError, type GenerateRequest, type Model, ModelError, type Persona } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { openRun, type Run } from "../../run/index.ts";
import { writeTranscript } from "../../transcript/index.ts";
import { type InterviewOptions, interview } from "./interview.ts";

const TEXTS = ["I have two dogs.", "I am a nurse.", "I like tea.", "I live in Ohio."];
const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: TEXTS.map((text, i) => ({ id: `s${i}`, text })),
};

/** Says what depends on all that it is asked, the seed included; counts how often. */
function echo(id: string): Model & { calls: number } {
  const model = {
    id,
    calls: 0,
    generate: async ({ messages, seed }: GenerateRequest, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      model.calls++;
      const text = `${id} ${messages.length} ${seed}`;
      return { text, finish: "stop" as const, usage: { inputTokens: messages.length, outputTokens: 3 } };
    },
  };
  return model;
}

function runIn(t: TestContext): (resume?: boolean) => Run {
  const root = mkdtempSync(join(tmpdir(), "dramatis-interview-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return (resume = false) => openRun({ plan: { command: "check", arguments: {} }, root, resume });
}

async function written(options: Partial<InterviewOptions> = {}): Promise<string> {
  const { transcripts } = await interview(ADA, { model: echo("a"), user: echo("u"), ...options });
  return writeTranscript(transcripts);
}

test("each repeat is one conversation with a scripted and one with a played user, of so many turns of the actor", async () => {
  const { transcripts, probes, failures } = await interview(ADA, { model: echo("a"), user: echo("u") });
  assert.deepEqual(
    transcripts.map(({ session }) => session.replace(/-[0-9a-f]{6}$/, "")),
    [1, 2, 3, 4].flatMap((repeat) => [`scripted-${repeat}`, `played-${repeat}`]),
  );
  for (const { messages } of transcripts) {
    const own = messages.filter(({ speaker }) => speaker === "Ada");
    assert.equal(own.length, 12);
    assert.equal(messages.length, 24);
    for (const { model, personaVersion, usage } of own) {
      assert.equal(model, "a");
      assert.match(personaVersion ?? "", /^[0-9a-f]{16}$/);
      assert.equal(usage?.outputTokens, 3);
    }
  }
  const played = transcripts.filter(({ session }) => session.startsWith("played"));
  assert.ok(played.every(({ messages }) => messages.filter(({ model }) => model === "u").length === 11));
  assert.deepEqual(failures, []);

  // Four statements give three probes each, 36 places: all are asked, each three times.
  assert.deepEqual(probes, { made: 12, asked: 12, openOnly: [] });
  const asked = transcripts.flatMap(({ messages }) => messages.filter(({ evidence }) => evidence?.probe));
  const times = [...Map.groupBy(asked, ({ text }) => text).values()].map((same) => same.length);
  assert.deepEqual([asked.length, times.length, Math.min(...times), Math.max(...times)], [36, 12, 3, 3]);
  const kinds = asked.map(({ evidence }) => (evidence?.probe as { kind: string } | undefined)?.kind);
  assert.deepEqual(new Set(kinds), new Set(["open", "yes-no", "bait"]));
});

test("the same seed gives the same transcripts byte for byte, however many are held at once; another does not", async () => {
  const first = await written({ concurrency: 1 });
  assert.equal(await written({ concurrency: 6 }), first);
  assert.notEqual(await written({ seed: 43 }), first);
});

test("what was finished before an abort is not held again, and the whole is as if there had been none", async (t) => {
  const open = runIn(t);
  const abort = new AbortController();
  let held = 0;
  const run = open();
  const cut = interview(ADA, {
    model: echo("a"),
    user: echo("u"),
    run,
    concurrency: 1,
    signal: abort.signal,
    onOutcome: () => {
      held++;
      if (held === 2) abort.abort();
    },
  });
  await assert.rejects(cut, { name: "AbortError" });
  run.close();

  const again = open(true);
  t.after(() => again.close());
  const model = echo("a");
  const counts: unknown[] = [];
  const rest = { model, user: echo("u"), run: again, onStart: (count: unknown) => counts.push(count) };
  const { transcripts } = await interview(ADA, rest);
  assert.deepEqual(counts, [{ total: 8, already: held }]);
  assert.ok(held >= 2 && held < 8);
  assert.equal(model.calls, (8 - held) * 12);
  assert.equal(writeTranscript(transcripts), await written());
});

test("a conversation that breaks off is left out and named; where all do, the interview fails with the reason", async () => {
  const faulty = mockModel({
    rules: [{ match: "/How are you|nice to meet|evening/", reply: "Fine." }],
    default: "Well.",
  });
  let calls = 0;
  const dying: Model = {
    id: "dying",
    generate: async (request, signal) => {
      if (++calls === 20) throw new ModelError("dying", "server", "gave up");
      return faulty.generate(request, signal);
    },
  };
  const { transcripts, failures } = await interview(ADA, { model: dying, user: echo("u"), concurrency: 1 });
  assert.equal(transcripts.length, 7);
  assert.deepEqual(
    failures.map(({ code, message }) => [code, message]),
    [["model_server", "dying: gave up"]],
  );
  const dead: Model = { id: "dead", generate: () => Promise.reject(new ModelError("dead", "network", "unreachable")) };
  await assert.rejects(interview(ADA, { model: dead, user: echo("u") }), {
    code: "model_network",
    message: "Ada: no conversation came to its end: dead: unreachable",
  });
});

test("at the cost cap it ends; no further conversation is begun", async () => {
  let calls = 0;
  const generate = (): Promise<never> => {
    calls++;
    return Promise.reject(new BudgetError(1, 1));
  };
  const capped: Model = { id: "capped", generate };
  await assert.rejects(interview(ADA, { model: capped, user: echo("u"), concurrency: 2 }), BudgetError);
  assert.ok(calls <= 2, `${calls} calls`);
});

test("a persona without statements, and counts that are none, are refused before anything is asked", async () => {
  const model = echo("a");
  const nobody: Persona = { schema: "dramatis.persona/1", name: "Nobody" };
  await assert.rejects(interview(nobody, { model, user: model }), {
    code: "invalid_input",
    message: /^Nobody: no statement about the persona, [^\n]*--transcript FILE$/,
  });
  for (const wrong of [{ turns: 0 }, { repeats: 0 }, { turns: 1.5 }]) {
    await assert.rejects(interview(ADA, { model, user: model, ...wrong }), RangeError);
  }
  assert.equal(model.calls, 0);
});

test("a persona called User or Robin is never taken for whom it talks to", async () => {
  for (const name of ["User", "Robin", "Noor", "Maxine"]) {
    const { transcripts } = await interview(
      { ...ADA, name },
      { model: echo("a"), user: echo("u"), repeats: 2, turns: 2 },
    );
    for (const { messages } of transcripts) {
      assert.equal(new Set(messages.map(({ speaker }) => speaker.toLowerCase())).size, 2);
    }
  }
});
