import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Persona } from "../../../core/index.ts";
import type { Caller } from "../caller.ts";
import type { DrawnPopulation } from "../desk/population-store.ts";
import { ask, testHouse } from "../testing-house.ts";
import { populationsOf } from "./population-routes.ts";

const KIM: Caller = { key: "kim", scopes: ["read", "write"], personas: "all" };
const LEE: Caller = { key: "lee", scopes: ["read", "write"], personas: ["Ada"] };
const OTHER: Caller = { key: "other", scopes: ["read", "write"], personas: ["Bo"] };

test("people are drawn, browsed and opened; what is told of them is what they are", async (t) => {
  const house = await testHouse(t);
  const body = { population: "us-adults", size: 120, seed: 7 };
  const { status, json } = await ask(house, "POST /api/populations/sample", { body });
  assert.equal(status, 200);
  const drawn = json as unknown as DrawnPopulation & { people: Persona[] };
  assert.deepEqual([drawn.id, drawn.people.length, drawn.report.people], ["us-adults-120-7", 50, 120]);

  const query = { offset: "100", limit: "200" };
  const page = (await ask(house, `GET /api/populations/${drawn.id}/people`, { query })).json;
  assert.equal((page.people as Persona[]).length, 20);
  const rest = (await ask(house, `GET /api/populations/${drawn.id}/people`, { query: { offset: "50" } })).json;
  const everybody = [...drawn.people, ...(rest.people as Persona[]), ...(page.people as Persona[])];
  assert.equal(new Set(everybody.map(({ name }) => name)).size, 120);

  const sex = drawn.margins.find(({ variable }) => variable === "sex");
  for (const { value, drawn: share, target } of sex?.values ?? []) {
    const own = everybody.filter(({ identity }) => identity?.social?.sex === value).length;
    assert.equal(share, own / 120, value);
    // Whole people: at most one off in 120.
    assert.ok(Math.abs(share - (target ?? 2)) <= 1 / 120, value);
  }
  assert.equal(sex?.values.length, 2);
  for (const { trait, mean, bins } of drawn.traits) {
    const levels = everybody.flatMap(({ traits = [] }) =>
      traits.flatMap((one) => (one.dimension === trait ? [one.level ?? 0] : [])),
    );
    assert.ok(Math.abs(levels.reduce((sum, level) => sum + level, 0) / 120 - mean) < 1e-9, trait);
    assert.equal(
      bins.reduce((sum, count) => sum + count, 0),
      120,
    );
    assert.equal(bins[0], levels.filter((level) => level < 0.05).length);
  }
  const one = (await ask(house, `GET /api/populations/${drawn.id}/people/51`)).json;
  assert.deepEqual(one.persona, everybody[50]);
  assert.match(String(one.text), /name: Person 0000051/);
  assert.equal((await ask(house, `GET /api/populations/${drawn.id}/people/121`)).status, 404);
  const listed = (await ask(house, "GET /api/populations")).json;
  assert.deepEqual(listed.drawn, [{ id: drawn.id, population: "us-adults", size: 120, seed: 7 }]);
});

test("equal draws are equal bytes; one that is stopped leaves nothing; what is too much or elsewhere is refused", async (t) => {
  const house = await testHouse(t);
  const store = populationsOf(house);
  const draw = { population: "us-adults", size: 300, seed: 1 };
  const { id } = await store.draw(draw);
  const first = readFileSync(store.file(id), "utf8");
  await store.draw(draw);
  assert.equal(readFileSync(store.file(id), "utf8"), first);
  await assert.rejects(store.draw({ ...draw, seed: 2, signal: AbortSignal.abort() }), { name: "AbortError" });
  const folder = join(house.folder, ".dramatis", "populations", "us-adults-300-2");
  assert.ok(!existsSync(join(folder, "people.jsonl")) && !existsSync(join(folder, "about.json")));
  const sample = (body: unknown) => ask(house, "POST /api/populations/sample", { body });
  assert.equal((await sample({ population: "us-adults", size: 5001 })).status, 400);
  assert.equal((await sample({ population: "/etc/passwd.yaml", size: 1 })).status, 400);
  assert.equal((await ask(house, "GET /api/populations/..%2F..")).status, 400);
  assert.equal((await ask(house, "GET /api/populations/us-adults-1-1")).status, 404);
});

const CASES = Array.from({ length: 10 }, (_, i) => ({
  id: `c${i}`,
  known: { persona: ["I have a dog."] },
  tested: { reply: `Reply ${i}.` },
}));

test("raters label blind, each in an order of their own, and agreement is told as it stands", async (t) => {
  const house = await testHouse(t);
  const made = await ask(house, "POST /api/calibrations", {
    body: { title: "Dog talk", policy: "5: true", cases: CASES },
  });
  assert.deepEqual([made.status, made.json.id, made.json.cases], [201, "dog-talk", 10]);
  const url = "/api/calibrations/dog-talk";
  type Next = { done: number; of: number; case: { id: string } | null };
  const labelAll = async (caller: Caller, labelOf: (id: string) => number): Promise<string[]> => {
    const order: string[] = [];
    let next = (await ask(house, `GET ${url}/next`, { caller })).json as unknown as Next;
    while (next.case !== null) {
      assert.deepEqual(Object.keys(next.case), ["id", "known", "tested"]);
      assert.deepEqual([next.done, next.of], [order.length, 10]);
      order.push(next.case.id);
      const body = { case: next.case.id, label: labelOf(next.case.id) };
      next = (await ask(house, `POST ${url}/labels`, { caller, body })).json as unknown as Next;
    }
    return order;
  };
  const level = (id: string): number => 1 + (Number(id.slice(1)) % 5);
  const kims = await labelAll(KIM, level);
  const alone = (await ask(house, `GET ${url}/agreement`)).json;
  assert.deepEqual(alone.alpha, { value: null, low: null, high: null, n: 0 });
  assert.notDeepEqual(await labelAll(LEE, level), kims);
  const { alpha, pairs, raters } = (await ask(house, `GET ${url}/agreement`)).json as {
    alpha: { value: number; n: number };
    pairs: { raters: string[]; kappa: { value: number } }[];
    raters: object[];
  };
  assert.deepEqual([alpha.value, alpha.n, pairs[0]?.kappa.value], [1, 10, 1]);
  assert.deepEqual(raters, [
    { rater: "kim", labelled: 10 },
    { rater: "lee", labelled: 10 },
  ]);
  const back = await ask(house, `POST ${url}/labels`, { caller: KIM, body: { case: "c3", label: null } });
  assert.equal((back.json.case as { id: string }).id, "c3");
});

test("whoever sits at the machine says who labels; nobody labels as the adjudicator, off the scale, or a case of another set", async (t) => {
  const house = await testHouse(t);
  await ask(house, "POST /api/calibrations", { body: { title: "../x", cases: CASES } });
  const url = "/api/calibrations/x";
  const put = (body: object, rater: string, caller?: Caller) =>
    ask(house, `POST ${url}/labels`, { body, query: { rater }, ...(caller && { caller }) });
  assert.equal((await put({ case: "c1", label: 2 }, "ana")).status, 200);
  assert.equal((await put({ case: "c1", label: 2 }, "ana", KIM)).status, 200);
  const { raters } = (await ask(house, `GET ${url}/agreement`)).json as { raters: { rater: string }[] };
  assert.deepEqual(
    raters.map(({ rater }) => rater),
    ["ana", "kim"],
  );
  for (const [body, rater, status] of [
    [{ case: "c1", label: 6 }, "ana", 400],
    [{ case: "c1", label: 2.5 }, "ana", 400],
    [{ case: "zz", label: 2 }, "ana", 404],
    [{ case: "c1", label: 2 }, "Adjudicated", 400],
    [{ case: "c1", label: 2 }, "../../x", 400],
  ] as const) {
    assert.equal((await put(body, rater)).status, status, JSON.stringify(body) + rater);
  }
  assert.equal((await ask(house, "GET /api/calibrations/..%2Fx/next")).status, 404);
});

test("replies of a check become cases, for those who may reach the persona", async (t) => {
  const house = await testHouse(t);
  const transcript = ["Dogs.", "Hills.", "Boats."].flatMap((text) => [
    { speaker: "user", text: "And?" },
    { speaker: "Ada", text },
  ]);
  const body = { command: "check", arguments: { persona: "Ada", transcript, measures: ["distinct-n"] } };
  const { id: run } = (await ask(house, "POST /api/runs", { body })).json;
  await ask(house, `GET /api/runs/${run}/events`);
  const asked = { title: "Ada", run, size: 2 };
  assert.equal((await ask(house, "POST /api/calibrations", { body: asked, caller: OTHER })).status, 404);
  const made = await ask(house, "POST /api/calibrations", { body: asked, caller: LEE });
  assert.deepEqual([made.json.cases, made.json.personas], [2, ["Ada"]]);
  const next = (await ask(house, "GET /api/calibrations/ada/next")).json.case as {
    known: { persona: string[]; context: string[] };
    tested: { reply: string };
  };
  assert.deepEqual(next.known.persona, ["I hike every Sunday.", "I have a dog called Bolt."]);
  assert.equal(next.known.context.at(-1), "user: And?");
  assert.ok(["Dogs.", "Hills.", "Boats."].includes(next.tested.reply));
  assert.deepEqual((await ask(house, "GET /api/calibrations", { caller: OTHER })).json, { calibrations: [] });
  assert.equal((await ask(house, "GET /api/calibrations/ada/next", { caller: OTHER })).status, 404);
});

test("a key is told the models of the configuration and no others; methods and instruments have their names", async (t) => {
  const house = await testHouse(t, { config: { model: "openai:a", personas: { Ada: { model: "openai:b" } } } });
  const { default: usual, models } = (await ask(house, "GET /api/models", { caller: KIM })).json;
  assert.equal(usual, "openai:a");
  assert.deepEqual(
    (models as { spec: string }[]).map(({ spec }) => spec),
    ["understudy", "openai:a", "openai:b"],
  );
  const { methods, instruments } = (await ask(house, "GET /api/methods", { query: { room: "measure" } })).json as {
    methods: { name: string; room: string }[];
    instruments: { name: string; languages: string[] }[];
  };
  assert.ok(methods.some(({ name }) => name === "distinct-n"));
  assert.ok(methods.every(({ room }) => room === "measure"));
  assert.deepEqual(instruments.find(({ name }) => name === "dirty-dozen")?.languages, []);
  assert.ok(instruments.find(({ name }) => name === "ipip-50")?.languages.includes("en"));
});
