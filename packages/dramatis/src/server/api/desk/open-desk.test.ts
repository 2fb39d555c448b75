import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError } from "../../../core/index.ts";
import { meter } from "../../../model/index.ts";
import { readPersona } from "../../../persona/index.ts";
import { chargedTo } from "../../auth/caller-meter.ts";
import type { House } from "../house.ts";
import type { RunAsked, RunDesk, RunState } from "../run-desk.ts";
import { ADA, testHouse } from "../testing-house.ts";
import { personaFiles } from "./kept-personas.ts";
import { type DeskOptions, openDesk } from "./open-desk.ts";
import type { RunDone, RunTask } from "./run-task.ts";

const CHECK: RunAsked = { command: "check", arguments: { persona: "ada" } };
const DONE: RunDone = { result: { ok: true } };
const never = new AbortController().signal;

interface Desk {
  desk: RunDesk;
  house: House;
  folder: string;
  /** Opens another one on the same folder. */
  again(perform: DeskOptions["perform"]): RunDesk;
}

async function deskOf(t: TestContext, perform?: DeskOptions["perform"]): Promise<Desk> {
  const house = await testHouse(t);
  const folder = join(house.folder, "desk", "runs");
  const again = (given: DeskOptions["perform"]): RunDesk => {
    const { personas, config, env, now } = house;
    const desk = openDesk({ folder, personas, config, env, now, ...(given && { perform: given }) });
    t.after(() => desk.close());
    return desk;
  };
  return { desk: again(perform), house, folder, again };
}

async function ended(desk: RunDesk, id: string): Promise<RunState> {
  const states = await followed(desk.follow(id, never));
  return states.at(-1) as RunState;
}

async function followed(states: AsyncIterable<RunState>): Promise<RunState[]> {
  const seen: RunState[] = [];
  for await (const state of states) seen.push(state);
  return seen;
}

/** Waits for what a test lets go, or for the abort. */
function until({ signal }: RunTask, promise: Promise<RunDone>): Promise<RunDone> {
  const { promise: left, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  return Promise.race([promise, left]);
}

test("one run is under way at a time; who follows sees it start, go on and end", async (t) => {
  const gates = [Promise.withResolvers<RunDone>(), Promise.withResolvers<RunDone>()];
  const begun: string[] = [];
  const { desk } = await deskOf(t, (_, task) => {
    const gate = gates[begun.length] as PromiseWithResolvers<RunDone>;
    begun.push(task.folder);
    task.onStart({ stage: "check", total: 2, already: 1 });
    task.onOutcome({ id: "x", status: "done", result: null, ms: 1 });
    task.onNotice("a line\nof two");
    return until(task, gate.promise);
  });
  const first = await desk.start(CHECK, "kim");
  const second = await desk.start(CHECK, "lee");
  assert.deepEqual([first.id, first.status, first.stage, first.by], ["check-ada-1", "running", "waiting", "kim"]);
  const seen = followed(desk.follow(second.id, never));
  gates[0]?.resolve({ ...DONE, report: "<p>1</p>" });
  const { status, done, total, notices, stage } = await ended(desk, first.id);
  assert.deepEqual(
    { status, done, total, notices, stage },
    {
      ...{ status: "done", done: 2, total: 2, notices: ["a line of two"] },
      stage: undefined,
    },
  );
  await assert.rejects(desk.result(second.id), { status: 409 });
  gates[1]?.resolve(DONE);
  const states = await seen;
  assert.equal(states[0]?.stage, "waiting");
  assert.ok(states.some((state) => state.stage === "check"));
  assert.equal(states.at(-1)?.status, "done");
  assert.equal(begun.length, 2);
  assert.deepEqual(await desk.result(first.id), { ok: true });
  assert.equal(await desk.report(first.id), "<p>1</p>");
  await assert.rejects(desk.report(second.id), { status: 404, message: /has no page/ });
  assert.deepEqual(
    (await desk.list()).map(({ id }) => id),
    ["check-ada-2", "check-ada-1"],
  );
});

test("a run is cancelled while it goes and while it waits, and goes on later with what it read at first", async (t) => {
  const resumed: boolean[] = [];
  const versions: string[] = [];
  const { desk, house } = await deskOf(t, async (_, task) => {
    resumed.push(task.resume);
    versions.push((await readPersona(personaFiles(task.folder)[0] ?? "")).version);
    return task.resume ? DONE : until(task, new Promise(() => undefined));
  });
  const first = await desk.start(CHECK, "kim");
  const second = await desk.start(CHECK, "kim");
  assert.equal((await desk.cancel(second.id)).status, "cancelled");
  const gone = await desk.cancel(first.id);
  assert.deepEqual([gone.status, gone.error, gone.stage], ["cancelled", undefined, undefined]);
  assert.deepEqual(await desk.cancel(first.id), gone);
  await assert.rejects(desk.result(first.id), { status: 404, message: "check-ada-1 has no result: it was cancelled" });

  const { version } = await house.personas.get("Ada");
  await house.personas.save(ADA.replace("Bolt", "Rex"), { name: "Ada", expected: version });
  assert.equal((await desk.resume(first.id, "lee")).by, "lee");
  assert.equal((await ended(desk, first.id)).status, "done");
  assert.deepEqual(resumed, [false, true]);
  assert.deepEqual(versions, [version, version]);
  await assert.rejects(desk.resume(first.id, "lee"), { status: 409 });
});

test("runs of an earlier server are there; one that it was at was cut off, and can be resumed", async (t) => {
  const { desk, again, folder } = await deskOf(t, (_, task) => until(task, new Promise(() => undefined)));
  const { id } = await desk.start(CHECK, "kim");
  writeFileSync(join(folder, "stray"), "x");
  const later = again(async () => DONE);
  const [only, ...others] = await later.list();
  assert.deepEqual([only?.id, only?.status, others.length], [id, "cancelled", 0]);
  assert.match(only?.error ?? "", /resume it/);
  await later.resume(id, "kim");
  assert.equal((await ended(later, id)).status, "done");
  assert.equal((await again(undefined).get(id)).status, "done");
});

test("what goes wrong is one line without a path of the server; what gave nothing of use has failed and has its result", async (t) => {
  const faults: (() => Promise<RunDone>)[] = [
    async () => Promise.reject(new TypeError("a\nb")),
    async () => ({ ...DONE, scores: [], fault: "no measure could score anything" }),
  ];
  const { desk, folder } = await deskOf(t, (_, task) => {
    const next = faults.shift();
    if (next) return next();
    const where = join(task.folder, "asked.jsonl");
    throw new InputError({ where, found: "nothing", expected: "lines" });
  });
  const ids = [await desk.start(CHECK, "k"), await desk.start(CHECK, "k"), await desk.start(CHECK, "k")];
  const [broken, empty, input] = await Promise.all(ids.map(({ id }) => ended(desk, id)));
  assert.deepEqual([broken?.status, broken?.error], ["failed", "unexpected error: a b"]);
  assert.deepEqual(
    [empty?.status, empty?.error, empty?.scores],
    ["failed", "no measure could score anything", undefined],
  );
  assert.deepEqual(await desk.result(ids[1]?.id ?? ""), { ok: true });
  assert.equal(input?.error, "asked.jsonl: nothing; expected lines");
  assert.ok(!JSON.stringify(await desk.list()).includes(folder));
});

test("what cannot be asked for is refused before anything is kept", async (t) => {
  const { desk, folder } = await deskOf(t, async () => DONE);
  const refused = async (asked: RunAsked, status: number, message: RegExp): Promise<void> => {
    await assert.rejects(desk.start(asked, "k"), { status, message });
  };
  const survey = (given: Record<string, unknown>): RunAsked => ({ command: "survey", arguments: given });
  await refused({ command: "check", arguments: { persona: "Adda" } }, 404, /Ada/);
  await refused({ command: "check", arguments: { persona: "Ada", gate: "/etc/passwd" } }, 400, /unknown key/);
  await refused(survey({ personas: ["Ada"], instrument: "/etc/passwd" }), 400, /an instrument that is bundled/);
  await refused(survey({ personas: ["Ada"], population: "x-1-1", instrument: "ipip-50" }), 400, /either personas/);
  await refused(survey({ population: "../x", instrument: "ipip-50" }), 400, /the id of a population/);
  await refused(survey({ population: "us-adults-9-9", instrument: "ipip-50" }), 404, /no population/);
  await refused({ command: "sample", arguments: { population: "../x.yaml", size: 3 } }, 400, /us-adults/);
  await refused({ command: "rm" as "check", arguments: {} }, 400, /expected/);
  assert.deepEqual(await desk.list(), []);
  assert.ok(!existsSync(join(folder, "check-adda-1")) && !existsSync(join(folder, "survey-ipip-50-1")));
});

test("no more than twenty wait; a desk that is closed takes none and has cancelled what there was", async (t) => {
  const { desk } = await deskOf(t, (_, task) => {
    task.onStart({ stage: "check", total: 1, already: 0 });
    return until(task, new Promise(() => undefined));
  });
  const { id } = await desk.start(CHECK, "k");
  for await (const { stage } of desk.follow(id, never)) if (stage === "check") break;
  for (let i = 0; i < 20; i++) await desk.start(CHECK, "k");
  await assert.rejects(desk.start(CHECK, "k"), { status: 429, code: "queue_full" });
  await desk.close();
  const states = (await desk.list()).map(({ status, error }) => `${status}: ${error}`);
  assert.deepEqual(new Set(states), new Set(["cancelled: the server ended before the run did; resume it"]));
  await assert.rejects(desk.start(CHECK, "k"), { status: 503 });
});

test("who follows and goes away is told nothing more", async (t) => {
  const { desk } = await deskOf(t, (_, task) => until(task, new Promise(() => undefined)));
  const { id } = await desk.start(CHECK, "k");
  const gone = new AbortController();
  const states: RunState[] = [];
  for await (const state of desk.follow(id, gone.signal)) {
    states.push(state);
    gone.abort();
  }
  assert.equal(states.length, 1);
});

test("what a run uses is charged to who asked for it, whose budget ends it", async (t) => {
  const budget = meter({ cap: 0.5 });
  const { desk } = await deskOf(t, async (_, task) => {
    const used = meter();
    task.onStart({ stage: "check", total: 3, already: 0, meter: used });
    for (let i = 0; i < 3; i++) {
      used.charge({ inputTokens: 10, outputTokens: 1, cost: 0.2 });
      task.onOutcome({ id: String(i), status: "done", result: null, ms: 1 });
    }
    return DONE;
  });
  const { id } = await chargedTo(budget, () => desk.start(CHECK, "kim"));
  const { status, error, cost } = await ended(desk, id);
  // 0.2 + 0.2 + 0.2 > 0.5
  assert.equal(status, "failed");
  assert.match(error ?? "", /cost cap reached/);
  assert.ok(Math.abs((cost ?? 0) - 0.6) < 1e-9);
  assert.equal(budget.usage().inputTokens, 30);
});

/** Ada's lines by session, each after a question. */
function transcript(sessions: Record<string, string[]>): object[] {
  return Object.entries(sessions).flatMap(([session, texts]) =>
    texts.flatMap((text) => [
      { session, speaker: "user", text: "And?" },
      { session, speaker: "Ada", text },
    ]),
  );
}

test("checks from transcript to report, and two of them pair by pair", async (t) => {
  const { desk, folder } = await deskOf(t);
  const checkOf = async (sessions: Record<string, string[]>): Promise<string> => {
    const asked = { persona: "ada", transcript: transcript(sessions), measures: ["distinct-n"] };
    const { id } = await desk.start({ command: "check", arguments: asked }, "k");
    const { status, error, scores } = await ended(desk, id);
    assert.deepEqual([status, error], ["done", undefined]);
    assert.equal(scores?.[0]?.measure, "distinct-n");
    assert.equal(scores?.[0]?.persona, "Ada");
    return id;
  };
  const before = await checkOf({
    a: ["the cat sat", "the cat ran", "a dog ran fast"],
    b: ["one two three"],
    c: ["x y"],
  });
  const after = await checkOf({ a: ["one two one two"], b: ["one two three"] });
  assert.match(await desk.report(before), /<h2>Ada<\/h2>/);
  assert.deepEqual(
    (await desk.transcripts(after)).map(({ session, messages }) => [session, messages.length]),
    [
      ["a", 2],
      ["b", 2],
    ],
  );
  const { measures, before: first } = await desk.compare(before, after);
  assert.equal(first.personas[0]?.persona, "Ada");
  const [only] = measures;
  assert.deepEqual([only?.measure, only?.pairs, only?.unpaired], ["distinct-n", 2, 1]);
  // a: 6 of 7 runs of two words differ, then 2 of 3; b: 2 of 2 both times. (2/3 − 6/7 + 0) / 2 = −2/21.
  assert.ok(Math.abs((only?.difference ?? 0) + 2 / 21) < 1e-12);
  assert.deepEqual(
    only?.items.map(({ item }) => item),
    ["a", "b"],
  );
  const kept = readFileSync(join(folder, before, "asked.jsonl"), "utf8");
  assert.equal(kept.trim().split("\n").length, 10);
});

test("people that a run draws can be surveyed; a survey is no check to compare", async (t) => {
  const { desk, house } = await deskOf(t);
  const drawn = await desk.start({ command: "sample", arguments: { population: "us-adults", size: 12, seed: 1 } }, "k");
  const sampled = await ended(desk, drawn.id);
  assert.deepEqual([sampled.status, sampled.done, sampled.total], ["done", 12, 12]);
  const script = join(house.folder, "script.json");
  writeFileSync(script, JSON.stringify({ default: "A" }));
  const questions = [{ id: "tea", text: "Tea or coffee?", options: ["tea", "coffee"], scale: "nominal" }];
  const asked = {
    population: "us-adults-12-1",
    count: 3,
    questions,
    orders: 1,
    answers: "words",
    model: `mock:${script}`,
  };
  const { id } = await desk.start({ command: "survey", arguments: asked }, "k");
  const { status, error } = await ended(desk, id);
  assert.deepEqual([status, error], ["done", undefined]);
  const { questions: found } = (await desk.result(id)) as { questions: { id: string; asked: number }[] };
  assert.deepEqual(
    found.map((one) => [one.id, one.asked]),
    [["tea", 3]],
  );
  assert.match(await desk.report(id), /Tea or coffee\?/);
  assert.match(await desk.report(drawn.id), /12 people were drawn with seed 1/);
  await assert.rejects(desk.compare(id, drawn.id), { status: 400 });
});
