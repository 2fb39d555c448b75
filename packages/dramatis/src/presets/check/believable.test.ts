import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Persona, Transcript } from "../../core/index.ts";
import { SOUND, said } from "../../measure/simulation/testing-simulation.ts";
import { ruleJudge } from "../../measure/testing-judge.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { type BelievabilityRow, believabilityLines } from "../../report/believability-table.ts";
import { happened, sceneWorld } from "../../simulate/world/scene-world.ts";
import { type BelievableOptions, believable, sceneSides } from "./believable.ts";

function transcriptOf(lines: readonly string[], session: string = "s1"): Transcript {
  return said(lines, { session }).transcript;
}

const FURIOUS: Persona = { schema: "dramatis.persona/1", name: "user", summary: "You are furious." };
const PLANTED = [
  "assistant: Hello.",
  "user: Thank you so much, that sounds wonderful!",
  "assistant: We can send a courier on Monday at nine.",
  "user: We can send a courier on Monday at nine.",
  "assistant: Good.",
  "user: Perfect, I totally agree. How can I assist you today?",
];

async function rows(options: BelievableOptions): Promise<Record<string, BelievabilityRow>> {
  return Object.fromEntries((await believable(options)).rows.map((row) => [row.check, row]));
}

describe("believable", () => {
  test("every planted fault shows in its row", async () => {
    const sides = Array.from({ length: 8 }, (_, i) => {
      return { transcript: transcriptOf(PLANTED, `s${i}`), speaker: "user", persona: FURIOUS };
    });
    const found = await rows({ sides });
    assert.equal(found["role-flip"]?.estimate.value, 1 / 3);
    assert.equal(found["role-flip"]?.found[0]?.turn, 5);
    assert.equal(found["over-cooperation"]?.estimate.value, 2 / 3);
    assert.equal(found.sanitisation?.estimate.value, 2 / 3);
    assert.equal(found["cross-agent-repetition"]?.found[0]?.why, "We can send a courier on Monday at nine.");
    for (const check of ["role-flip", "over-cooperation", "sanitisation", "cross-agent-repetition", "agent-collapse"]) {
      assert.ok(found[check]?.isOdd, check);
    }
  });

  test("a sound simulation is off in no check, and those with nothing to look at are named", async () => {
    const sides = Array.from({ length: 8 }, (_, i) => ({ transcript: transcriptOf(SOUND, `s${i}`), speaker: "user" }));
    const table = await believable({ sides });
    assert.deepEqual(
      table.rows.filter(({ isOdd }) => isOdd).map(({ check }) => check),
      [],
    );
    assert.ok(table.idle.includes("pleasant where it is to be angry"));
    assert.ok(table.idle.includes("says what it cannot know"));
    assert.deepEqual([table.conversations, table.sides], [8, 8]);
  });

  test("likeness that grows with turns is held against people only in talks of their length", async () => {
    const long = [1, 2, 3, 4].flatMap(() => SOUND);
    const people = async (lines: readonly string[]): Promise<boolean> => {
      const found = await rows({ sides: [{ transcript: transcriptOf(lines), speaker: "user" }] });
      return found["agent-collapse"]?.people !== undefined;
    };
    assert.deepEqual([await people(SOUND), await people(long)], [true, false]);
  });

  test("people who chat are other people than all", async () => {
    const sides = [{ transcript: transcriptOf(SOUND), speaker: "user" }];
    const of = async (among: "all" | "personachat"): Promise<number | undefined> =>
      (await rows({ sides, among }))["over-cooperation"]?.people?.value;
    assert.ok(((await of("personachat")) ?? 1) < ((await of("all")) ?? 0));
  });

  test("a judge, an embedder and opinions add their rows", async () => {
    const sides = [{ transcript: transcriptOf(SOUND), speaker: "user" }];
    const judge = ruleJudge(() => ({ turns: [] }));
    const opinions = [{ session: "s1", agents: [{ before: "A", voiced: ["B"], after: "A" }] }];
    const found = await rows({ sides, judge, embedder: fakeEmbedder(), opinions });
    assert.equal(found["role-flip-judged"]?.estimate.value, 0);
    assert.equal(found["vendi-across"]?.estimate.n, 1);
    assert.equal(found.conformity?.estimate.value, 1);
  });

  test("no sides give no rows, and an aborted signal rejects", async () => {
    const table = await believable({ sides: [] });
    assert.deepEqual(table.rows, []);
    assert.match(
      believabilityLines(table).join("\n"),
      /0 sides of 0 conversations; nobody said anything that could be checked/,
    );
    const sides = [{ transcript: transcriptOf(SOUND), speaker: "user" }];
    await assert.rejects(believable({ sides, signal: AbortSignal.abort() }), { name: "AbortError" });
  });
});

describe("a scene", () => {
  const agents = [
    { name: "Ada", secret: "The silver spoons are buried under the walnut tree." },
    { name: "Bo" },
    { name: "Cy" },
  ];
  const leak = { actor: "Cy", kind: "speech", text: "Are the silver spoons buried under the walnut tree?" } as const;

  test("a planted leak of a secret is caught", async () => {
    const found = await rows(sceneSides(happened(sceneWorld({ agents }), leak)));
    const [one] = found["knowledge-leak"]?.found ?? [];
    assert.deepEqual(
      [one?.speaker, one?.why],
      ["Cy", "private to Ada: The silver spoons are buried under the walnut tree."],
    );
    // One fact for Bo, who is silent, would be no unit; of Cy's one fact all leaked.
    assert.equal(found["knowledge-leak"]?.estimate.value, 1);
  });

  test("who was told in a whisper leaks nothing, who was not still does", async () => {
    const whisper = {
      actor: "Ada",
      kind: "speech",
      to: ["Cy"],
      text: "The silver spoons lie buried under the walnut tree.",
    } as const;
    const world = happened(sceneWorld({ agents }), whisper, leak, { actor: "Bo", kind: "speech", text: "What?" });
    const found = await rows(sceneSides(world));
    assert.deepEqual(found["knowledge-leak"]?.found, []);
    const overheard = happened(sceneWorld({ agents }), whisper, { ...leak, actor: "Bo" });
    assert.equal((await rows(sceneSides(overheard)))["knowledge-leak"]?.found[0]?.speaker, "Bo");
  });

  test("a crowd and a long scene are checked in part, and it is said", () => {
    const crowd = Array.from({ length: 41 }, (_, i) => ({ name: `a${i}` }));
    const line = { actor: "a0", kind: "speech", text: "Hm." } as const;
    const { sides, notes } = sceneSides(happened(sceneWorld({ agents: crowd }), ...Array(2001).fill(line)));
    assert.equal(sides.length, 40);
    assert.deepEqual(notes, ["The first 40 of 41 agents were checked.", "The first 2000 of 2001 events were checked."]);
  });
});

test("the lines mark what is off, show the interval, n and people, and are one line each", async () => {
  const sides = Array.from({ length: 8 }, (_, i) => ({ transcript: transcriptOf(PLANTED, `s${i}`), speaker: "user" }));
  const lines = believabilityLines(await believable({ sides }));
  assert.match(lines[0] ?? "", /8 sides of 8 conversations; \d checks off/);
  assert.ok(
    lines.some((line) => /^! takes another's part +0\.333 .*n=24; people <?0\.\d+ \[.*\] n=\d+$/.test(line)),
    lines.join("\n"),
  );
  assert.ok(lines.every((line) => !line.includes("\n")));
});
