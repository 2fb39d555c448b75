import assert from "node:assert/strict";
import { test } from "node:test";
import type { Subject } from "../../core/index.ts";
import { talk } from "../testing.ts";
import { ruleJudge } from "../testing-judge.ts";
import { noInvention } from "./no-invention.ts";

const judge = ruleJudge(({ tested }) => {
  const said = String(tested.answer);
  return said === "Hm." ? "Hard to tell." : { reason: "a definite fact", invents: said.includes("blood") };
});

function asked(answer: string, kind = "unknown"): Subject {
  const subject = talk(["I sail."], ["ben: What is your blood type?", `ana: ${answer}`]);
  const [question, ...rest] = subject.transcript.messages;
  const messages = [...(question ? [{ ...question, evidence: { probe: { kind } } }] : []), ...rest];
  return { ...subject, transcript: { session: "s1", messages } };
}

test("an invented fact is 0 and shown with the reason; not to know is 1", async () => {
  const [invented] = await noInvention().score(asked("My blood is of type O."), { judge, seed: 1 });
  assert.equal(invented?.value, 0);
  assert.deepEqual(invented?.evidence?.against, { text: "a definite fact" });
  assert.equal((await noInvention().score(asked("No idea."), { judge, seed: 1 }))[0]?.value, 1);
  assert.match(String(judge.shown[0]?.known.persona), /sail/);
});

test("silence is refused, a judge that does not say unparsed; other questions do not count", async () => {
  assert.equal((await noInvention().score(asked(" "), { judge, seed: 1 }))[0]?.missing, "refused");
  assert.equal((await noInvention().score(asked("Hm."), { judge, seed: 1 }))[0]?.missing, "unparsed");
  assert.deepEqual(await noInvention().score(asked("My blood is of type O.", "bait"), { judge, seed: 1 }), []);
  await assert.rejects(noInvention().score(asked("Hi"), { seed: 1 }), { code: "unsupported" });
});
