import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Random, random } from "../../src/core/index.ts";
import { sqliteStore } from "../../src/store/index.ts";
import { ADA, type Child, KILLS_EACH, startDramatis } from "./child.ts";
import {
  type Acknowledged,
  chat,
  checkHouse,
  edit,
  type HouseClient,
  houseClient,
  nothingYet,
  talk,
} from "./house-client.ts";
import { type ScriptedModel, scriptedModel } from "./scripted-model.ts";

// The server is killed with `kill -9` at seeded moments while it talks, remembers, saves and runs surveys. A server that is
// started on the same folder must have all that the last one acknowledged, once, and take up the runs.

const SEEDS = [1, 2];
const LONGEST_MS = 2500;
const SERVING = /Serving at (http:\/\/[\d.:]+)/;

/** Surveys at the desk, one after another. */
interface Desk {
  current: string | undefined;
  /** How many came to their end. */
  whole: number;
  /** Results by seed of runs that nobody disturbed. */
  readonly expected: ReadonlyMap<number, string>;
}

/** Servers on folders of their own, side by side. */
const LANES = 2;

describe("dramatis serve, killed", { concurrency: LANES }, () => {
  for (let lane = 0; lane < LANES; lane++) {
    const kills = Math.ceil((KILLS_EACH - lane) / LANES);
    test(`${kills} times: what was acknowledged is there, once, and runs go on`, (t) => killed(t, kills, lane));
  }
});

async function killed(t: TestContext, kills: number, lane: number): Promise<void> {
  const model = await scriptedModel();
  t.after(() => model.close());
  const desk: Desk = { current: undefined, whole: 0, expected: await undisturbed(t, model) };
  const folder = folderOf(t);
  const acknowledged = nothingYet();
  const draw = random(20_261_122 + lane);
  for (let count = 0; count < kills; count++) {
    const child = serve(folder, model);
    t.after(() => child.kill());
    const working = work(child, acknowledged, desk);
    await Promise.race([moment(child, { model, acknowledged, draw }), working]);
    assert.ok(await child.kill(), child.err);
    await working;
    await checkExchanges(folder, acknowledged.exchanges);
  }
  const child = serve(folder, model);
  t.after(() => child.kill());
  const client = houseClient(await child.says(SERVING));
  await checkHouse(client, acknowledged);
  for (const before = desk.whole; desk.whole === before; ) await step(client, acknowledged, desk);
  const { replies, exchanges, preferences, memories, versions, runs } = acknowledged;
  const said = `${[...replies.values()].flat().length} replies, ${exchanges.length / 2} exchanges, ${preferences.length} pairs`;
  const made = `${memories.size} memories, ${versions.size} versions, ${desk.whole} of ${runs.size} runs whole`;
  t.diagnostic(`${kills} kills; ${said}, ${made}`);
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-kill-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  return folder;
}

function serve(folder: string, { url }: ScriptedModel): Child {
  const models = ["--model", `${url}#letters`, "--nli", "judge", "--judge", `${url}#judge`, "--embedder", `${url}#e`];
  return startDramatis(["serve", folder, "--port", "0", ...models], { cwd: folder });
}

async function undisturbed(t: TestContext, model: ScriptedModel): Promise<Map<number, string>> {
  const child = serve(folderOf(t), model);
  const client = houseClient(await child.says(SERVING));
  const results = new Map<number, string>();
  for (const seed of SEEDS) {
    const id = await startRun(client, seed);
    while ((await stateOf(client, id)) === "running") await sleep(20);
    results.set(seed, await client.text(`GET /api/runs/${id}/result`));
  }
  await child.kill();
  return results;
}

/** A time from the start on, which may be that of starting; or a while after a call; or after something was acknowledged. */
async function moment(
  child: Child,
  { model, acknowledged, draw }: { model: ScriptedModel; acknowledged: Acknowledged; draw: Random },
): Promise<void> {
  const [kind, most, rest] = [draw.int(4), draw.int(40), draw.int(12)];
  if (kind === 0) return sleep(draw.int(LONGEST_MS));
  await child.says(SERVING);
  if (kind === 1) await Promise.race([model.after(1 + most), sleep(LONGEST_MS)]);
  else for (const start = sizeOf(acknowledged); sizeOf(acknowledged) < start + most; ) await sleep(5);
  await sleep(rest);
}

function sizeOf({ replies, exchanges, preferences, versions }: Acknowledged): number {
  return [...replies.values()].flat().length + exchanges.length + preferences.length + versions.size;
}

/** Finds what should be there, and works until the server is gone. @throws what a server that stands should not have done */
async function work(child: Child, acknowledged: Acknowledged, desk: Desk): Promise<void> {
  const client = await child.says(SERVING).then(houseClient, () => undefined);
  if (client === undefined) return;
  const all = async (): Promise<void> => {
    await checkHouse(client, acknowledged);
    const tasks = [
      talk(client, acknowledged, true),
      talk(client, acknowledged, false),
      chat(client, acknowledged),
      edit(client, acknowledged),
      runs(client, acknowledged, desk),
    ];
    for (const one of await Promise.allSettled(tasks)) if (isFault(one)) throw one.reason;
  };
  const [one] = await Promise.allSettled([all()]);
  if (one && isFault(one)) throw one.reason;
}

/** Whether it is more than a connection that was cut. */
function isFault(one: PromiseSettledResult<unknown>): one is PromiseRejectedResult {
  if (one.status === "fulfilled") return false;
  return !(one.reason instanceof TypeError && /^(fetch failed|terminated)$/.test(one.reason.message));
}

async function runs(client: HouseClient, acknowledged: Acknowledged, desk: Desk): Promise<never> {
  for (;;) await step(client, acknowledged, desk);
}

/** Begins a run, goes on with one that was cut off, or looks at what came of it. */
async function step(client: HouseClient, acknowledged: Acknowledged, desk: Desk): Promise<void> {
  const seed = SEEDS[desk.whole % SEEDS.length] as number;
  if (desk.current === undefined) {
    desk.current = await startRun(client, seed);
    acknowledged.runs.add(desk.current);
  }
  const status = await stateOf(client, desk.current);
  if (status === "done") {
    assert.equal(await client.text(`GET /api/runs/${desk.current}/result`), desk.expected.get(seed));
    desk.whole++;
    desk.current = undefined;
  } else if (status === "cancelled") await client.json(`POST /api/runs/${desk.current}/resume`);
  else await sleep(20);
}

async function startRun(client: HouseClient, seed: number): Promise<string> {
  const asked = { personas: ["Ada"], instrument: "ipip-50", answers: "words", orders: 2, repeats: 2, seed };
  return (await client.json<{ id: string }>("POST /api/runs", { command: "survey", arguments: asked })).id;
}

async function stateOf(client: HouseClient, id: string): Promise<string> {
  const { status, error } = await client.json<{ status: string; error?: string }>(`GET /api/runs/${id}`);
  assert.notEqual(status, "failed", error);
  return status;
}

/** What was said over OpenAI's API is in the store alone: each line once, in order. */
async function checkExchanges(folder: string, exchanges: readonly string[]): Promise<void> {
  const store = sqliteStore({ path: join(folder, ".dramatis", "store.sqlite") });
  const kept: string[] = [];
  for await (const { text } of store.sessions.read(JSON.stringify(["v1", "local", "Ada", "one"]))) kept.push(text);
  store.close();
  const isAcknowledged = new Set(exchanges);
  // A model of letters says the same again: what is kept is looked at from each question on.
  const found = kept.flatMap((text, at) => (text.startsWith("Are you there") ? [text, kept[at + 1] ?? ""] : []));
  const pairs = found.filter((_, at) => isAcknowledged.has(found[at - (at % 2)] ?? ""));
  assert.deepEqual(pairs, exchanges);
}
