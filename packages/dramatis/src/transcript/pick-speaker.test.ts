import assert from "node:assert/strict";
import { test } from "node:test";
import type { Transcript } from "../core/index.ts";
import { pickSpeaker, speakersOf } from "./pick-speaker.ts";

const talk = (...speakers: string[]): Transcript[] => [
  { session: "s", messages: speakers.map((speaker, turn) => ({ session: "s", turn, speaker, text: "x" })) },
];

test("the name given, then the persona's, then the only one who is not the user", () => {
  const personaName = "Ada";
  assert.equal(pickSpeaker(talk("Rui", "ada"), { speaker: "Rui", personaName }), "Rui");
  assert.equal(pickSpeaker(talk("Rui", "ada"), { speaker: "rui", personaName }), "Rui");
  assert.equal(pickSpeaker(talk("Rui", "ada"), { personaName }), "ada");
  assert.equal(pickSpeaker(talk("user", "assistant"), { personaName }), "assistant");
  assert.equal(pickSpeaker(talk("partner", "you"), { personaName }), "you");
});

test("a speaker who is not there is an error that names those who are", () => {
  assert.throws(() => pickSpeaker(talk("Rui", "Ada"), { speaker: "Riu", personaName: "Ada" }), {
    code: "invalid_input",
    message: 'transcript: no speaker "Riu", which --speaker names; expected one of Rui, Ada; did you mean Rui?',
  });
  assert.throws(() => pickSpeaker(talk("Rui", "Bea"), { personaName: "Ada", where: "chat.jsonl" }), {
    message:
      'chat.jsonl: no speaker named "Ada" among Rui, Bea; expected one who bears the persona\'s name; ' +
      "say whose turns are judged with --speaker NAME",
  });
  assert.throws(() => pickSpeaker([], { personaName: "Ada" }), { message: /no speaker at all/ });
});

test("speakers come in order of first appearance", () => {
  assert.deepEqual(speakersOf(talk("b", "a", "b")), ["b", "a"]);
});
