import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTranscripts } from "../parse-transcripts.ts";

const EVENTS = [
  { id: 0, step: 1, actor: "director", kind: "direction", to: "all", text: "It rains." },
  { id: 1, step: 1, actor: "Ada", kind: "speech", to: "all", text: "Come in.", made: { model: "m", seed: 3 } },
  { id: 2, step: 2, actor: "Bo", kind: "thought", to: [], text: "She is kind." },
  { id: 3, step: 2, actor: "Bo", kind: "speech", to: ["Ada"], text: "Is he asleep?" },
  { kind: "answer", step: 2, actor: "Ada", question: "Well?", text: "Fine." },
  { id: 4, step: 3, actor: "Bo", kind: "speech", to: "all", text: "Thanks." },
];
const jsonl = (events: readonly object[]): string => events.map((event) => JSON.stringify(event)).join("\n");

test("of a scene what was said in the open is a session, with the model that said it", () => {
  assert.deepEqual(parseTranscripts(jsonl(EVENTS), "rain.jsonl"), [
    {
      session: "rain",
      messages: [
        { session: "rain", turn: 0, speaker: "Ada", text: "Come in.", model: "m" },
        { session: "rain", turn: 1, speaker: "Bo", text: "Thanks." },
      ],
    },
  ]);
});

test("a scene in which nobody speaks, and a damaged event, are bad input", () => {
  assert.throws(() => parseTranscripts(jsonl(EVENTS.slice(0, 1)), "f.jsonl"), /f\.jsonl: no message/);
  const damaged = jsonl([EVENTS[1] as object, { kind: "speech", text: "Who?" }]);
  assert.throws(() => parseTranscripts(damaged, "f.jsonl"), /f\.jsonl:2: .*actor/);
});
