import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { z } from "zod";
import type { Persona } from "../../core/index.ts";
import { linesOf, type Player, seedOf, speak, tell, tellData } from "./player.ts";
import { directed, happened, type SceneWorld, sceneWorld } from "./scene-world.ts";
import { type Heard, leaksIn, listening } from "./testing-world.ts";

const NAMES = ["Ada", "Bo", "Cy"];

const persona = (name: string): Persona => ({
  schema: "dramatis.persona/1",
  name,
  statements: [{ id: "s", text: `I own persona-${name}.` }],
});

/** A world in which each has a goal, a secret, a mind and a thought, and Ada whispered to Bo. */
function crowded(): SceneWorld {
  const agents = NAMES.map((name) => ({
    name,
    goal: `goal-${name}`,
    secret: `secret-${name}`,
    mind: { plan: `mind-${name}` },
  }));
  const world = sceneWorld({ agents, place: { location: "a pier", description: "Fog." }, data: { tally: "data-all" } });
  return happened(
    world,
    ...NAMES.map((name) => ({ actor: name, kind: "thought" as const, text: `thought-${name}` })),
    { actor: "Ada", kind: "speech", text: "whisper-ada-bo", to: ["Bo"] },
    { actor: "narrator", kind: "outcome", text: "outcome-cy", to: ["Cy"] },
    { actor: "Ada", kind: "speech", text: "Good morning, all." },
  );
}

function player(heard: Heard, name: string): Player {
  return heard.players.get(name) as Player;
}

describe("what reaches a prompt", () => {
  test("by every way: the own private things, and nobody else's; nothing of minds and of the world's data", async () => {
    const heard = listening([...NAMES, "narrator"], {
      personas: Object.fromEntries(NAMES.map((name) => [name, persona(name)])),
    });
    for (const one of heard.players.values()) {
      await speak(crowded(), one, { ask: "" });
      await tell(crowded(), one, { ask: "What now?" });
      await tellData(crowded(), one, { ask: "What now?", shape: z.object({}) });
    }
    const own = ["goal", "secret", "thought", "persona"];
    const planted = [
      ...NAMES.flatMap((name) => own.map((what) => ({ id: `${what}-${name}`, readers: [name] }))),
      { id: "whisper-ada-bo", readers: ["Ada", "Bo"] },
      { id: "outcome-cy", readers: ["Cy", "narrator"] },
      ...NAMES.map((name) => ({ id: `mind-${name}`, readers: [] })),
      { id: "data-all", readers: [] },
    ];
    assert.deepEqual(leaksIn(heard.prompts, planted), []);
    for (const name of NAMES) {
      for (const text of heard.prompts.get(name) ?? []) {
        for (const what of own) assert.ok(text.includes(`${what}-${name}`), `${name} lacks its ${what}`);
        assert.match(text, /The scene: a pier\. Fog\./);
      }
    }
  });

  test("the scan finds a leak that is there", async () => {
    const heard = listening(NAMES);
    await speak(directed(crowded(), { text: "Bo knows thought-Ada." }), player(heard, "Bo"), { ask: "" });
    assert.deepEqual(leaksIn(heard.prompts, [{ id: "thought-Ada", readers: ["Ada"] }]), ["Bo: thought-Ada"]);
  });

  test("of two, lines are a chat; of three, others' lines carry names; the last message is the user's", async () => {
    const pair = happened(
      sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }] }),
      { actor: "Ada", kind: "speech", text: "Hello." },
      { actor: "Bo", kind: "speech", text: "Hello, Ada." },
      { actor: "Bo", kind: "action", text: "waves" },
      { actor: "Ada", kind: "speech", text: "" },
    );
    const heard = listening(NAMES);
    await speak(pair, player(heard, "Ada"), { ask: "" });
    await speak(pair, player(heard, "Bo"), { ask: "" });
    const chat = (name: string): unknown => heard.requests.get(name)?.at(-1)?.messages.slice(1).map(Object.values);
    assert.deepEqual(chat("Ada"), [
      ["assistant", "Hello."],
      ["user", "Hello, Ada.\nBo (does): waves"],
    ]);
    assert.deepEqual(chat("Bo"), [
      ["user", "Hello."],
      ["assistant", "Hello, Ada."],
      ["user", "Bo (does): waves"],
    ]);
    await speak(crowded(), player(heard, "Cy"), { ask: "" });
    assert.match(heard.prompts.get("Cy")?.at(-1) ?? "", /Ada: Good morning, all\./);
  });

  test("of a thousand others, twenty are named", async () => {
    const heard = listening(["0"]);
    const agents = Array.from({ length: 1000 }, (_, i) => ({ name: String(i) }));
    await speak(sceneWorld({ agents }), player(heard, "0"), { ask: "" });
    assert.match(heard.prompts.get("0")?.[0] ?? "", /Also there: 1, 2, .*, 20 and 979 others\./);
  });
});

describe("a small context", () => {
  const long = Array.from({ length: 40 }, (_, i) => ({
    actor: i % 2 === 0 ? "Ada" : "Bo",
    kind: "speech" as const,
    text: `line-${i} ${"word ".repeat(10)}`,
  }));
  const world = happened(sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }] }), ...long);
  // Each line takes about 16 tokens at four characters a token, so 40 of them 620: more than the room of 150.
  const small = (): Heard => listening(["Ada"], { contextTokens: 200 });
  const cue = { ask: "ask-me", settings: { maxTokens: 50 } };

  test("the oldest go, the brief and the newest stay, and the prompt fits", async () => {
    for (const way of [speak, tell]) {
      const heard = small();
      await way(world, player(heard, "Ada"), cue);
      const [text = ""] = heard.prompts.get("Ada") ?? [];
      assert.match(text, /ask-me/);
      assert.match(text, /line-39/);
      assert.doesNotMatch(text, /line-0 /);
      assert.ok(text.length / 4 <= 150, `${way.name}: ${text.length / 4} tokens`);
      assert.ok(text.length / 4 > 100, `${way.name}: more would have fitted into ${text.length / 4} tokens`);
    }
  });

  test("a newest line that does not fit is sent all the same", async () => {
    const heard = listening(["Ada"], { contextTokens: 20 });
    await speak(world, player(heard, "Ada"), cue);
    assert.match(heard.prompts.get("Ada")?.[0] ?? "", /line-39/);
  });
});

describe("what is given", () => {
  const world = sceneWorld({ seed: 3, agents: [{ name: "Ada" }, { name: "Bo" }] });

  test("words without the own name before them, with the call that they came from", async () => {
    const heard = listening(["Ada"], { reply: () => " Ada: Well, Bo. ", personas: { Ada: persona("Ada") } });
    const { value, made } = await speak(world, player(heard, "Ada"), { ask: "" });
    assert.equal(value, "Well, Bo.");
    const usage = { inputTokens: 10, outputTokens: 2 };
    assert.deepEqual(made, { model: "listening-Ada", seed: seedOf(world, "Ada"), personaVersion: "v-Ada", usage });
    assert.equal(heard.requests.get("Ada")?.[0]?.seed, made.seed);
  });

  test("data, or null where it cannot be read twice; never a guess", async () => {
    const shape = z.object({ go: z.boolean() });
    const good = listening(["Ada"], { reply: () => '{"go":true}' });
    assert.deepEqual((await tellData(world, player(good, "Ada"), { ask: "Go?", shape })).value, { go: true });
    const bad = listening(["Ada"], { reply: () => "yes" });
    assert.equal((await tellData(world, player(bad, "Ada"), { ask: "Go?", shape })).value, null);
    assert.equal(bad.requests.get("Ada")?.length, 2);
  });

  test("seeds tell worlds, steps, players and calls apart, and are whole numbers below 2^31", () => {
    const seeds = [
      seedOf({ seed: 1, step: 0 }, "Ada"),
      seedOf({ seed: 2, step: 0 }, "Ada"),
      seedOf({ seed: 1, step: 1 }, "Ada"),
      seedOf({ seed: 1, step: 0 }, "Bo"),
      seedOf({ seed: 1, step: 0 }, "Ada", "plan"),
    ];
    assert.equal(new Set(seeds).size, 5);
    for (const seed of seeds) assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
  });

  test("one who speaks by itself hears all but thoughts, and is told goal, place and cue", async () => {
    const told: { history: unknown; brief: string }[] = [];
    const speaker: Player = {
      ...player(listening(["Ada"]), "Ada"),
      speak: async (history, { brief }) => {
        told.push({ history: history.map(({ speaker, text }) => [speaker, text]), brief });
        return { text: " Yes. ", usage: { inputTokens: 1, outputTokens: 1 } };
      },
    };
    const { value, made } = await speak(directed(crowded(), { text: "It rains." }), speaker, { ask: "Be short." });
    assert.deepEqual([value, made.usage], ["Yes.", { inputTokens: 1, outputTokens: 1 }]);
    assert.deepEqual(told[0]?.history, [
      ["Ada", "whisper-ada-bo"],
      ["Ada", "Good morning, all."],
      ["director", "director: It rains."],
    ]);
    assert.match(told[0]?.brief ?? "", /goal-Ada[\s\S]*secret-Ada[\s\S]*a pier[\s\S]*Be short\./);
    assert.doesNotMatch(told[0]?.brief ?? "", /goal-Bo/);
  });

  test("an abort before the call makes no call", async () => {
    const heard = listening(["Ada"]);
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(speak(world, player(heard, "Ada"), { ask: "", signal }), /enough/);
    assert.equal(heard.requests.get("Ada")?.length, 0);
  });
});

test("the lines that somebody knows are a conversation of its own", () => {
  assert.deepEqual(
    linesOf(crowded(), "Cy").map(({ turn, speaker, text }) => [turn, speaker, text]),
    [[0, "Ada", "Good morning, all."]],
  );
});
