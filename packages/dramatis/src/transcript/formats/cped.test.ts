import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTranscripts } from "../parse-transcripts.ts";

test("the labels of an utterance are its evidence; the speaker's are not", () => {
  const csv = `TV_ID,Dialogue_ID,Utterance_ID,Speaker,Gender,Age,Neuroticism,Scene,Sentiment,Emotion,DA,Utterance
01,01_000,01_000_000,Ada,female,young,low,home,positive,happy,greeting,"Morning, all"
01,01_000,01_000_001,Rui,male,unknown,high,home,neutral,neutral,answer,Hm.
`;
  assert.deepEqual(parseTranscripts(csv, "valid.csv"), [
    {
      session: "valid-01_000",
      messages: [
        {
          session: "valid-01_000",
          turn: 0,
          speaker: "Ada",
          text: "Morning, all",
          evidence: { sentiment: "positive", emotion: "happy", act: "greeting", scene: "home" },
        },
        {
          session: "valid-01_000",
          turn: 1,
          speaker: "Rui",
          text: "Hm.",
          evidence: { sentiment: "neutral", emotion: "neutral", act: "answer", scene: "home" },
        },
      ],
    },
  ]);
});
