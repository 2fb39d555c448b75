import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Persona, Transcript } from "../../core/index.ts";
import { messagesOf, replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { densities, densitySample, pairHalves } from "./density-sample.ts";
import { type UserProfileOptions, userProfile } from "./user-profile.ts";

function log(...lines: string[]): Transcript[] {
  return [{ session: "log", messages: messagesOf(lines, "log") }];
}

async function made(options: UserProfileOptions): Promise<Persona[]> {
  return all(userProfile(options).personas(0));
}

const talk = log(
  "user: I live in Ghent. Can you plan a trip?",
  "assistant: You are a lawyer. I love trips myself.",
  "user: Somewhere warm. I hate rain.",
  "assistant: So you have two kids?",
  "user: Yes, and they get bored.",
);

sourceConformance(async () => userProfile({ transcripts: talk }));

test("only what the user says or confirms is a fact", async () => {
  const counts = tally();
  const [persona, ...others] = await made({ transcripts: talk, tally: counts });
  assert.equal(personaSchema.safeParse(persona).success, true);
  assert.deepEqual(others, []);
  assert.deepEqual(
    persona?.statements?.map(({ text, topic }) => [text, topic]),
    [
      ["I live in Ghent.", "objective"],
      ["I have two kids.", "objective"],
      ["I hate rain.", "subjective"],
    ],
  );
  assert.deepEqual(persona?.statements?.[0]?.provenance, [
    {
      ...{ source: "extracted_dialogue", method: "user-profile", quote: "I live in Ghent.", from: "log" },
      ...{ span: [0, 0], confidence: 0.9 },
    },
  ]);
  assert.deepEqual(persona?.facets?.userProfile, {
    objective: "I live in Ghent. I have two kids.",
    subjective: "I hate rain.",
  });
  assert.deepEqual([counts.report().asked, counts.report().kept], [3, 3]);
});

test("what the assistant says of the user is a fact only once confirmed", async () => {
  const of = async (answer: string): Promise<string[]> => {
    const transcripts = log("user: Hello.", "assistant: You are a lawyer.", `user: ${answer}`, "user: Good.");
    return (await made({ transcripts }))[0]?.statements?.map(({ text }) => text) ?? [];
  };
  assert.deepEqual(await of("Yes."), ["I am a lawyer."]);
  assert.deepEqual(await of("No, far from it."), []);
  assert.deepEqual(await of("Can you help?"), []);
});

test("a model's sentences need the user's own words", async () => {
  const reply = {
    objective: [
      { text: "They live in Ghent.", quote: "I live in ghent" },
      { text: "They are a lawyer.", quote: "You are a lawyer" },
    ],
    subjective: [{ text: "They dislike rain.", quote: "I hate rain." }],
  };
  const counts = tally();
  const model = replying(reply);
  const [persona] = await made({ transcripts: talk, model, tally: counts });
  assert.deepEqual(persona?.facets?.userProfile, {
    objective: "They live in Ghent.",
    subjective: "They dislike rain.",
  });
  assert.deepEqual(counts.report().dropped, { "no evidence": 1 });
  assert.equal(JSON.stringify(model.asked).includes("lawyer"), false, "the assistant's turns are not shown");
  const [none] = await made({ transcripts: talk, model: replying("?"), tally: counts });
  assert.equal(none?.statements, undefined);
  assert.deepEqual(counts.report().dropped, { "no evidence": 1, unparsed: 1 });
});

test("a reader of traits gives levels", async () => {
  const traits = {
    id: "reader",
    read: async (texts: readonly string[]) =>
      texts.map(() => [
        { trait: "openness", direction: "high" as const, probability: 0.3 },
        { trait: "openness", direction: "low" as const, probability: 0.1 },
      ]),
  };
  const [persona] = await made({ transcripts: talk, traits });
  // .3 of .3 + .1
  assert.ok(Math.abs((persona?.traits?.[0]?.level ?? 0) - 0.75) < 1e-9);
});

test("users with fewer than three turns are dropped, with nobody left it is an error", async () => {
  const counts = tally();
  await assert.rejects(made({ transcripts: log("user: Hi.", "user: I am 40."), tally: counts }), /too few turns: user/);
  assert.deepEqual(counts.report().dropped, { insufficient: 1 });
  assert.throws(() => userProfile(), /no transcripts/);
});

test("the rare is drawn as often as the common", () => {
  const unit = (angle: number): Float32Array => Float32Array.from([Math.cos(angle), Math.sin(angle)]);
  // 20 alike and one at a right angle, k = 1: densities 1 and (1 + 0) / 2 = .5, so the one has weight 2 of 22
  const vectors = [...Array.from({ length: 20 }, () => unit(0)), unit(Math.PI / 2)];
  assert.deepEqual(
    densities(vectors, 1).map((density) => Math.round(density * 1000) / 1000),
    [...Array.from({ length: 20 }, () => 1), 0.5],
  );
  const first = Array.from({ length: 2000 }, (_, seed) => densitySample(vectors, { count: 1, neighbours: 1, seed })[0]);
  const share = first.filter((i) => i === 20).length / 2000;
  // 2/22 = .091, standard error sqrt(.091 · .909 / 2000) = .0064
  assert.ok(Math.abs(share - 2 / 22) < 4 * 0.0064, `${share}`);
  assert.deepEqual(
    densitySample(vectors, { count: 30 }).sort((a, b) => a - b),
    vectors.map((_, i) => i),
  );
  assert.deepEqual(densitySample([], { count: 3 }), []);
});

test("halves are paired with a near neighbour's", () => {
  const unit = (angle: number): Float32Array => Float32Array.from([Math.cos(angle), Math.sin(angle)]);
  const vectors = [unit(0), unit(0.1), unit(3), unit(3.1)];
  assert.deepEqual(pairHalves(vectors, { neighbours: 1 }), [1, 0, 3, 2]);
  assert.deepEqual(pairHalves([unit(0)]), [0]);
});
