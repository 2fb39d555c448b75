import assert from "node:assert/strict";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { BudgetError, DramatisError } from "../../core/index.ts";
import type { SceneEvent } from "../../simulate/world/scene-world.ts";
import { estimatePlay } from "./estimate-play.ts";
import { type PlayFile, type PlayOutcome, play } from "./play.ts";
import { type Answer, playedEvents } from "./played-steps.ts";
import { readSceneFile } from "./scene-file.ts";
import { PIER, sayingServer, sceneFolder } from "./testing-play.ts";

interface Seen {
  events: (SceneEvent | Answer)[];
  notices: string[];
}

function playing(folder: string, options: Partial<PlayFile> = {}): Promise<PlayOutcome> & Seen {
  const seen: Seen = { events: [], notices: [] };
  const played = play({
    scene: join(folder, "pier.scene.yaml"),
    runs: join(folder, "runs"),
    env: {},
    onEvent: (event) => seen.events.push(event),
    onNotice: (line) => seen.notices.push(line),
    ...options,
  });
  return Object.assign(played, seen);
}

async function kept(folder: string): Promise<(SceneEvent | Answer)[]> {
  const all: (SceneEvent | Answer)[] = [];
  for await (const event of playedEvents(folder)) all.push(event);
  return all;
}

const trials = (folder: string): string[] => readFileSync(join(folder, "trials.jsonl"), "utf8").trim().split("\n");

describe("playing a scene from a file", () => {
  test("every step is in the run, with its tokens; the summary says how it ended", async (t) => {
    const { model } = await sayingServer(t);
    const folder = sceneFolder(t);
    const played = playing(folder, { model });
    const outcome = await played;
    assert.deepEqual(
      played.events.map(({ actor }) => actor),
      ["Ada", "Bo", "Ada", "Bo"],
    );
    assert.deepEqual(await kept(outcome.folder), played.events);
    assert.equal(trials(outcome.folder).length, 4);
    // Four calls of 100 tokens in and 10 out, each one agent-step.
    assert.deepEqual(
      [outcome.why, outcome.agentSteps, outcome.usage],
      ["no more than 4 steps", 4, { inputTokens: 400, outputTokens: 40 }],
    );
    const summary = JSON.parse(readFileSync(join(outcome.folder, "summary.json"), "utf8"));
    assert.deepEqual([summary.steps, summary.why, summary.usage], [4, outcome.why, outcome.usage]);
  });

  test("no private thing of one is in a prompt of another", async (t) => {
    const server = await sayingServer(t);
    await playing(sceneFolder(t), { model: server.model });
    const prompts = server.seen.map(({ body }) => JSON.stringify(body));
    assert.equal(prompts.length, 4);
    for (const [i, prompt] of prompts.entries()) {
      const [own, others] = i % 2 === 0 ? ["ada", "bo"] : ["bo", "ada"];
      assert.ok(prompt.includes(`goal-${own}`) && prompt.includes(`persona-${own}`));
      for (const what of ["goal", "secret", "persona"]) assert.ok(!prompt.includes(`${what}-${others}`), prompt);
    }
  });

  test("the same again gives the same; another seed does not", async (t) => {
    const { model } = await sayingServer(t);
    const texts = async (options: Partial<PlayFile>): Promise<string[]> => {
      const played = playing(sceneFolder(t), { model, ...options });
      await played;
      return played.events.map(({ text }) => text);
    };
    const first = await texts({});
    assert.deepEqual(await texts({}), first);
    assert.notDeepEqual(await texts({ seed: 9 }), first);
  });

  test("each agent may have a model of its own", async (t) => {
    const [one, two] = [await sayingServer(t), await sayingServer(t)];
    const folder = sceneFolder(t, { "pier.scene.yaml": PIER.replace("goal: goal-bo", `model: "${two.model}"`) });
    const { models } = await playing(folder, { model: one.model });
    assert.deepEqual([one.seen.length, two.seen.length], [2, 2]);
    assert.notEqual(models.Ada, models.Bo);
  });

  test("one with guards or memory talks as an agent, and is told goal, place and what came from outside", async (t) => {
    const server = await sayingServer(t);
    const scene = `${PIER.replace("goal: goal-bo", "goal: goal-bo, act: { components: [style] }")}interventions: [{ step: 2, text: rain-falls }]\n`;
    const played = playing(sceneFolder(t, { "pier.scene.yaml": scene }), { model: server.model });
    await played;
    const prompt = JSON.stringify(server.seen[1]?.body);
    for (const part of ["persona-bo", "goal-bo", "Fog.", "rain-falls"]) assert.ok(prompt.includes(part), part);
    assert.doesNotMatch(prompt, /goal-ada|secret-ada/);
    assert.deepEqual(
      played.events.map(({ actor }) => actor),
      ["Ada", "director", "Bo", "Ada", "Bo"],
    );
  });
});

describe("what goes wrong", () => {
  test("a model that dies leaves the steps before and one clear line; resumed, it ends as if nothing had been", async (t) => {
    let isDead = true;
    const server = await sayingServer(t, ({ seed }, index) =>
      isDead && index === 2 ? { status: 400, body: { error: { message: "gone" } } } : `line ${seed}`,
    );
    const folder = sceneFolder(t);
    const { model } = server;
    await assert.rejects(playing(folder, { model }), (error: Error) => {
      assert.ok(error instanceof DramatisError);
      assert.match(error.message, /^step 3 was not made: .*gone.*; 2 steps are kept in .*, run again with --resume$/);
      return true;
    });
    isDead = false;
    const resumed = playing(folder, { model, resume: true });
    const outcome = await resumed;
    assert.deepEqual(
      resumed.events.map(({ step }) => step),
      [3, 4],
    );
    const whole = await playing(sceneFolder(t), { model });
    assert.deepEqual(await kept(outcome.folder), await kept(whole.folder));
    assert.deepEqual([outcome.agentSteps, outcome.usage], [whole.agentSteps, whole.usage]);
  });

  test("a line that a kill tore off is made again, and nothing else", async (t) => {
    const server = await sayingServer(t);
    const folder = sceneFolder(t);
    const { folder: run } = await playing(folder, { model: server.model });
    const before = await kept(run);
    const file = join(run, "trials.jsonl");
    truncateSync(file, readFileSync(file).length - 20);
    const again = playing(folder, { model: server.model, resume: true });
    await again;
    assert.deepEqual(
      again.events.map(({ step }) => step),
      [4],
    );
    assert.deepEqual(await kept(run), before);
  });

  test("an interrupt keeps every whole step", async (t) => {
    const server = await sayingServer(t);
    const folder = sceneFolder(t);
    const stop = new AbortController();
    const onStep = ({ step }: { step: number }): void => (step === 2 ? stop.abort() : undefined);
    await assert.rejects(playing(folder, { model: server.model, signal: stop.signal, onStep }), { name: "AbortError" });
    assert.equal(server.seen.length, 2);
    const outcome = await playing(folder, { model: server.model, resume: true });
    assert.equal(outcome.world.step, 4);
    assert.equal(server.seen.length, 4);
  });

  test("trials that are damaged are named: no JSON, another shape, a step that is missing", async (t) => {
    const { model } = await sayingServer(t);
    const damaged = async (change: (lines: string[]) => string[]): Promise<string> => {
      const folder = sceneFolder(t);
      const { folder: run } = await playing(folder, { model });
      writeFileSync(join(run, "trials.jsonl"), `${change(trials(run)).join("\n")}\n`);
      const error = await playing(folder, { model, resume: true }).catch((error: unknown) => error);
      assert.ok(error instanceof DramatisError);
      assert.doesNotMatch(error.message, /\n/);
      return error.message;
    };
    assert.match(await damaged((lines) => lines.with(1, "{")), /trials\.jsonl:2: a line that is not a trial/);
    assert.match(
      await damaged((lines) => lines.with(1, lines[1]?.replace('"text"', '"txet"') ?? "")),
      /step-2: damaged at events\.0\.text/,
    );
    assert.match(await damaged((lines) => lines.toSpliced(1, 1)), /3 steps without step 2; expected every step/);
  });

  test("two that always refuse are stopped, and it is counted in steps", async (t) => {
    const { model } = await sayingServer(t, () => "I will not.");
    const outcome = await playing(sceneFolder(t), { model, steps: 50 });
    assert.deepEqual([outcome.world.step, outcome.why], [5, "nothing new in 4 turns"]);
  });

  test("one that never stops talking is asked for no more than maxTokens, and cut where it does not heed it", async (t) => {
    const server = await sayingServer(t, ({ seed }) => `${seed} ${"blah ".repeat(10_000)}`);
    const played = playing(sceneFolder(t, { "pier.scene.yaml": `${PIER}maxTokens: 30\n` }), { model: server.model });
    await played;
    for (const { text } of played.events) {
      // 30 tokens of at most 8 characters, and the mark.
      assert.equal(text.length, 241);
      assert.ok(text.endsWith("…"));
    }
    assert.match(JSON.stringify(server.seen[0]?.body), /"max_tokens":30[,}]/);
  });

  test("the cap on cost ends it before a call, and a price must be known", async (t) => {
    const { model } = await sayingServer(t);
    const folder = sceneFolder(t);
    await assert.rejects(playing(folder, { model, maxCost: 1 }), /no price known/);
    // A call costs 100 × 10 $/M + 10 × 10 $/M = $0.0011, so two fit into $0.0025.
    const price = { input: 10, output: 10 };
    const capped = playing(folder, { model, price, maxCost: 0.0025 });
    await assert.rejects(capped, BudgetError);
    assert.equal(capped.events.length, 2);
    const more = await playing(folder, { model, price, maxCost: 1, resume: true });
    assert.equal(more.world.step, 4);
    assert.equal(more.usage.cost?.toFixed(4), "0.0044");
  });

  test("another plan is not gone on with", async (t) => {
    const { model } = await sayingServer(t);
    const folder = sceneFolder(t);
    await playing(folder, { model });
    const other = playing(folder, { model, seed: 5, resume: true });
    await other;
    assert.match(other.notices.join(), /nothing to resume/);
  });
});

describe("from outside", () => {
  test("interviews are asked when they are due, once, and leave the scene as it is", async (t) => {
    const server = await sayingServer(t);
    const folder = sceneFolder(t, {
      "pier.scene.yaml": `${PIER}interviews: [{ after: 2, agent: Bo, question: How so? }]\n`,
    });
    const asked = playing(folder, { model: server.model, interviews: [{ agent: "Ada", question: "And now?" }] });
    const { folder: run } = await asked;
    assert.deepEqual(
      asked.events.map((event) => ("question" in event ? `${event.actor} asked ${event.question}` : event.actor)),
      ["Ada", "Bo", "Bo asked How so?", "Ada", "Bo", "Ada asked And now?"],
    );
    const plain = playing(sceneFolder(t), { model: server.model });
    await plain;
    assert.deepEqual(
      asked.events.filter((event) => !("question" in event)),
      plain.events,
    );

    const calls = server.seen.length;
    const later = playing(folder, {
      model: server.model,
      resume: true,
      interviews: [{ after: 1, agent: "Bo", question: "Before?" }],
    });
    const { folder: same, usage } = await later;
    assert.equal(same, run);
    assert.equal(server.seen.length, calls + 1);
    assert.doesNotMatch(JSON.stringify(server.seen.at(-1)?.body), /line.*line/);
    assert.equal(usage.inputTokens, 400);
    await assert.rejects(
      playing(folder, { model: server.model, interviews: [{ agent: "Aad", question: "?" }] }),
      /--interview: Aad, who is not in the scene; expected one of Ada/,
    );
  });

  test("an intervention is part of the plan, and stands in the record with its step", async (t) => {
    const { model } = await sayingServer(t);
    const scene = `${PIER}interventions: [{ step: 3, text: A horn sounds. }]\n`;
    const folder = sceneFolder(t, { "pier.scene.yaml": scene });
    const { folder: run } = await playing(folder, { model });
    assert.deepEqual(
      (await kept(run)).map(({ actor, step }) => [actor, step]),
      [
        ["Ada", 1],
        ["Bo", 2],
        ["director", 3],
        ["Ada", 3],
        ["Bo", 4],
      ],
    );
    writeFileSync(join(folder, "pier.scene.yaml"), scene.replace("A horn", "Another horn"));
    const other = playing(folder, { model, resume: true });
    assert.notEqual((await other).folder, run);
  });
});

test("the estimate: calls are steps, tokens grow with what was said, money with the price", async (t) => {
  const folder = sceneFolder(t);
  const scene = await readSceneFile(join(folder, "pier.scene.yaml"));
  const { calls, usage } = estimatePlay(scene);
  assert.deepEqual([calls, usage.outputTokens, usage.cost], [4, 240, undefined]);
  const twice = estimatePlay({ ...scene, steps: 8 }, { input: 1, output: 1 });
  assert.ok(twice.usage.inputTokens > 2 * usage.inputTokens);
  assert.equal(twice.usage.cost, (twice.usage.inputTokens + twice.usage.outputTokens) / 1e6);
});

test("a record with a line that is no trial is named when it is shown", async (t) => {
  const { model } = await sayingServer(t);
  const { folder } = await playing(sceneFolder(t), { model });
  appendFileSync(join(folder, "trials.jsonl"), "{}\n");
  await assert.rejects(kept(folder), /trials\.jsonl:5: damaged at id/);
});
