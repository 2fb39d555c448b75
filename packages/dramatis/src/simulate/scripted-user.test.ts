import assert from "node:assert/strict";
import { test } from "node:test";
import { conversation } from "./conversation.ts";
import type { Probe } from "./probes.ts";
import { probesPerScript, scriptedUser, userScript } from "./scripted-user.ts";

function probes(count: number): Probe[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: "yes-no",
    text: `Probe ${i}?`,
    statement: `s${i}`,
    expected: "yes",
  }));
}

test("a greeting, then three probes to a line that is none", () => {
  const script = userScript({ probes: probes(20), turns: 12, seed: 3 });
  const asked = script.map(({ evidence }) => (evidence === undefined ? "-" : "p")).join("");
  assert.equal(asked, "-ppp-ppp-ppp");
  assert.equal(probesPerScript(12), 9);
  assert.deepEqual(script[1], {
    text: "Probe 0?",
    evidence: { probe: { kind: "yes-no", statement: "s0", expected: "yes" } },
  });
  assert.deepEqual(userScript({ probes: probes(20), turns: 12, seed: 3 }), script);
  assert.notDeepEqual(userScript({ probes: probes(20), turns: 12, seed: 4 }), script);
});

test("when the probes have run out there is still something to say, and a single line is a probe", () => {
  const script = userScript({ probes: probes(1), turns: 40, seed: 3 });
  assert.equal(script.length, 40);
  assert.ok(script.every(({ text }) => text.length > 3));
  assert.ok(script.every(({ text }, i) => text !== script[i - 1]?.text));
  assert.deepEqual(
    userScript({ probes: probes(2), turns: 1, seed: 3 }).map(({ text }) => text),
    ["Probe 0?"],
  );
  assert.equal(probesPerScript(1), 1);
});

test("the script is said line by line, whatever the answers", async () => {
  const script = userScript({ probes: probes(4), turns: 5, seed: 3 });
  const { messages } = await conversation({
    session: "s",
    user: { name: "user", speak: scriptedUser(script) },
    actor: { name: "Ada", speak: async () => ({ text: "…" }) },
    turns: 6,
  });
  const lines = messages.filter(({ speaker }) => speaker === "user").map(({ text }) => text);
  assert.deepEqual(
    lines,
    [...script, script.at(-1)].map((line) => line?.text),
  );
  await assert.rejects(scriptedUser([])([], {}), RangeError);
});
