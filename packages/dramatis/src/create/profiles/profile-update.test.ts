import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Persona, Transcript } from "../../core/index.ts";
import { messagesOf, replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import type { ProfilePair } from "./profile-pairs.ts";
import { type ProfileUpdateOptions, profileUpdate } from "./profile-update.ts";

const texts = [
  { id: "one", text: "I live in Paris. I like tea." },
  { id: "two", text: "I moved to Lyon. I love tea! I'm 34 years old." },
];

async function made(options: ProfileUpdateOptions): Promise<Persona[]> {
  return all(profileUpdate(options).personas(1));
}

function pairsIn(persona: Persona | undefined): ProfilePair[] {
  return (persona?.facets?.profile ?? []) as ProfilePair[];
}

sourceConformance(async () => profileUpdate({ texts, speaker: "Ada" }));

test("texts in order make a profile that keeps what was", async () => {
  const counts = tally();
  const [persona] = await made({ texts, speaker: "Ada", tally: counts });
  assert.equal(personaSchema.safeParse(persona).success, true);
  assert.deepEqual(persona?.identity, { social: { residence: "Lyon", age: 34 }, life: { loves: ["tea"] } });
  const [paris] = pairsIn(persona);
  assert.deepEqual([paris?.value, paris?.validTo, paris?.span], ["Paris", "two", [0, 16]]);
  const sources = persona?.facets?.provenance as Record<string, object[]>;
  assert.deepEqual(sources["identity.social.residence"], [
    {
      source: "extracted_text",
      method: "profile-update",
      confidence: 0.9,
      from: "two",
      quote: "I moved to Lyon.",
      span: [0, 16],
    },
  ]);
  assert.deepEqual(counts.report(), {
    asked: 5,
    kept: 5,
    dropped: {},
    calls: 0,
    usage: { inputTokens: 0, outputTokens: 0 },
  });
});

test("each speaker of transcripts has one, or the one who is named, and a persona is gone on with", async () => {
  const transcripts: Transcript[] = [
    { session: "s", messages: messagesOf(["Ada: I am a nurse.", "Bo: I live in Rome.", "Ada: You live in Rome?"]) },
  ];
  const both = await made({ transcripts });
  assert.deepEqual(
    both.map(({ name, identity }) => [name, identity?.social]),
    [
      ["Ada", { occupation: "nurse" }],
      ["Bo", { residence: "Rome" }],
    ],
  );
  const before: Persona = { schema: "dramatis.persona/1", name: "ada", identity: { social: { pronouns: "she/her" } } };
  const [ada] = await made({ transcripts, personas: [before], speaker: "Ada" });
  assert.deepEqual(ada?.identity?.social, { pronouns: "she/her", occupation: "nurse" });
});

test("a model is asked five times a text; what fewer than three samples say is dropped", async () => {
  const nurse = { pairs: [{ attribute: "Job", value: "nurse" }] };
  const rome = {
    pairs: [
      { attribute: "job", value: "a nurse" },
      { attribute: "city", value: "Rome" },
    ],
  };
  const model = replying(nurse, nurse, rome, "no JSON", "nor this", rome);
  const counts = tally();
  const [persona] = await made({ texts: [{ id: "t", text: "Night shift again." }], model, tally: counts });
  // job in 4 of 5 samples, city in 2 of 5
  assert.deepEqual(persona?.identity?.social, { occupation: "nurse" });
  assert.equal(pairsIn(persona)[0]?.confidence, 0.8);
  const { asked, kept, dropped, calls } = counts.report();
  assert.deepEqual(
    { asked, kept, dropped, calls },
    { asked: 3, kept: 1, dropped: { unparsed: 1, unsure: 1 }, calls: 6 },
  );
});

test("another language, no words, nothing: no attributes, or one clear error", async () => {
  for (const text of ["", "Ich wohne in Berlin.", "?!"]) {
    const [persona] = await made({ texts: [{ id: "t", text }], speaker: "Ada" });
    assert.deepEqual(persona?.facets?.profile, [], text);
    assert.equal(persona?.identity, undefined);
  }
  assert.throws(() => profileUpdate(), /profile-update: no texts/);
  assert.throws(() => profileUpdate({ texts: [] }), /no texts/);
});

test("a megabyte without a full stop is read in bounded time", async () => {
  const text = "As a word I love my woman here in Rome ".repeat(25_000);
  assert.deepEqual((await made({ texts: [{ id: "t", text }] }))[0]?.facets?.profile, []);
});
