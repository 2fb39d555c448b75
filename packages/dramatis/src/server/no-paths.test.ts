import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { mockModel } from "../model/index.ts";
import { sqliteStore } from "../store/index.ts";
import type { RunState } from "./api/run-desk.ts";
import { testHouse } from "./api/testing-house.ts";
import { serve } from "./serve.ts";
import { servedFor } from "./testing-endpoint.ts";
import { servedHouse, type TestServed } from "./testing-served.ts";

// Nothing that is answered or told says where it lies on the server's disk: every kind of run, over a real socket.

interface Told extends TestServed {
  /** Every answer so far, with the request. */
  readonly answers: { what: string; text: string }[];
  /** Runs to the end, and reads all that there is of it. */
  readAll(command: string, args: object): Promise<RunState>;
}

async function told(t: TestContext): Promise<Told> {
  const { baseUrl: url } = await servedFor(t, mockModel({ default: "I hike every Sunday. A" }), { name: "model" });
  const house = { config: { model: `${url}#model` }, roles: { nli: `${url}/none` } };
  const served = await servedHouse(t, { house });
  const answers: Told["answers"] = [];
  const send: Told["send"] = async (what, body, headers) => {
    const answer = await served.send(what, body, headers);
    answers.push({ what, text: answer.text });
    return answer;
  };
  return {
    ...served,
    answers,
    send,
    async readAll(command, args) {
      const { status, text } = await send("POST /api/runs", { command, arguments: args });
      assert.equal(status, 202, text);
      const { id } = JSON.parse(text) as RunState;
      await send(`GET /api/runs/${id}/events`);
      for (const part of ["", "/result", "/report", "/transcripts"]) await send(`GET /api/runs/${id}${part}`);
      return JSON.parse((await send(`GET /api/runs/${id}`)).text) as RunState;
    },
  };
}

const LINES = [
  { speaker: "user", text: "Do you hike?" },
  { speaker: "Ada", text: "I hike every Sunday." },
];
const QUESTIONS = [{ id: "q1", text: "Do you hike?", options: ["yes", "no"] }];

test("no answer and no event of any run says where the folder is", async (t) => {
  const { folder, answers, send, readAll } = await told(t);
  assert.ok(folder.startsWith(tmpdir()));
  const measures = ["distinct-n", "repetition"];
  const drift = await readAll("check", { persona: "Ada", suite: "drift", measures });
  assert.match((drift.notices ?? []).join("\n"), /^wrote asked-0000\.drift\.suite\.yaml: \d+ items/);
  const done = [
    drift,
    await readAll("check", { persona: "Ada", suite: "auto", measures }),
    await readAll("check", { persona: "Ada", turns: 2, repeats: 1, measures }),
    await readAll("check", { persona: "Ada", transcript: LINES, measures }),
    await readAll("survey", { personas: ["Ada"], instrument: "ipip-50", answers: "words" }),
    await readAll("survey", { personas: ["Ada"], questions: QUESTIONS, answers: "words" }),
    await readAll("sample", { population: "us-adults", size: 20 }),
  ];
  for (const run of done) assert.equal(run.status, "done", `${run.id}: ${run.error}`);
  // A measure whose judge does not answer, and a population that is not there: their errors are told too.
  const failed = await readAll("check", { persona: "Ada", transcript: LINES, measures: ["contradiction-rate"] });
  assert.equal(failed.status, "failed");
  const gone = await send("POST /api/runs", { command: "survey", arguments: { population: "x-1", instrument: "sd3" } });
  assert.equal(gone.status, 404);
  const { text } = await send("POST /api/sessions", { persona: "Ada" });
  const { id } = JSON.parse(text) as { id: string };
  await send(`POST /api/sessions/${id}/messages`, { text: "Hello" });
  const a = done[0]?.id;
  for (const what of [
    ...["GET /api/runs", `GET /api/runs/compare?a=${a}&b=${done[1]?.id}`, "GET /api/personas", "GET /api/models"],
    ...["GET /api/populations", `GET /api/sessions/${id}`, "GET /api/memories/Ada", "GET /api/openapi.json"],
    ...["GET /api/personas/Ada", "GET /api/personas/Ada/versions", "GET /metrics", "GET /docs"],
  ]) {
    await send(what);
  }
  assert.ok(answers.length > 40);
  for (const { what, text: said } of answers) {
    const at = said.indexOf(folder);
    assert.equal(at, -1, `${what}: ${said.slice(Math.max(0, at - 200), at + 200)}`);
  }
});

test("an error of the disk is told without the place, in an answer and in a stream", async (t) => {
  const house = await testHouse(t);
  const path = join(house.folder, ".dramatis", "store.sqlite");
  const store = sqliteStore({ path, waitMs: 20 });
  const server = await serve({ ...house, store }, { port: 0 });
  const other = new DatabaseSync(path);
  t.after(async () => {
    other.close();
    await server.close({ drainMs: 0 });
    store.close();
  });
  const post = async (where: string, body: object): Promise<string> => {
    return (await fetch(`${server.url}${where}`, { method: "POST", body: JSON.stringify(body) })).text();
  };
  const { id } = JSON.parse(await post("/api/sessions", { persona: "Ada" })) as { id: string };
  // Another process writes, and does not end.
  other.exec("BEGIN IMMEDIATE");
  const stream = await post(`/api/sessions/${id}/messages`, { text: "Hello" });
  assert.match(stream, /^event: error\n/);
  for (const said of [stream, await post("/api/sessions", { persona: "Ada" })]) {
    assert.match(said, /\.dramatis\/store\.sqlite/);
    assert.ok(!said.includes(house.folder), said);
  }
});
