import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { UnsupportedError } from "../errors/unsupported-error.ts";
import { MISSING } from "../estimate.ts";
import type { Measure, MeasureContext, Score, Subject } from "../measure.ts";
import type { Message } from "../transcript.ts";

/**
 * What every measure must do. Call it in a test file of a plug-in:
 *
 *     measureConformance(() => contradictionRate(), { nli: fakeNli(() => "neutral"), seed: 42 });
 *
 * @param make a fresh measure.
 * @param context meets all that the measure needs, and answers the same every time.
 * @param conversation a conversation that it scores, equal at every call, where an ordinary one has nothing for it.
 */
export function measureConformance(
  make: () => Measure,
  context: MeasureContext,
  conversation: () => Subject = ordinary,
): void {
  const suite = { make, context, conversation };
  describe(`measure conformance: ${make().name}`, () => {
    scoring(suite);
    oddInput(suite);
    aggregating(suite);
  });
}

interface Conformance {
  make: () => Measure;
  context: MeasureContext;
  conversation: () => Subject;
}

function scoring({ make, context, conversation }: Conformance): void {
  test("the name is kebab-case", () => assert.match(make().name, /^[a-z0-9]+(-[a-z0-9]+)*$/));

  test("every score has a value or a reason, a weight and a cluster", async () => {
    const scores = await make().score(conversation(), context);
    assert.ok(scores.length > 0, "an ordinary conversation gives no score");
    for (const score of scores) checkScore(score);
  });

  test("evidence quotes what was said", async () => {
    const subject = conversation();
    for (const { evidence } of await make().score(subject, context)) {
      if (!evidence) continue;
      const message = subject.transcript.messages.find(({ turn }) => turn === evidence.turn);
      assert.ok(message, `evidence of turn ${evidence.turn}, which is not there`);
      assert.ok(message.text.includes(evidence.quote), `not said in turn ${evidence.turn}: ${evidence.quote}`);
      assert.equal(message.speaker, subject.speaker);
      assert.equal(evidence.session, subject.transcript.session);
      assert.ok(evidence.strength >= 0 && evidence.strength <= 1);
    }
  });

  test("the same subject and seed give the same scores, and the subject is left as it was", async () => {
    const subject = conversation();
    const first = await make().score(subject, context);
    assert.deepEqual(await make().score(subject, context), first);
    assert.deepEqual(subject, conversation());
  });

  test("a need that is not met is an UnsupportedError, never a score in its place", async () => {
    const met = await make().score(conversation(), context);
    const unmet = await make()
      .score(conversation(), { seed: context.seed })
      .catch((error: unknown) => error);
    if (!(unmet instanceof UnsupportedError)) assert.deepEqual(unmet, met);
  });

  test("a signal that was aborted before rejects", async () => {
    await assert.rejects(make().score(conversation(), { ...context, signal: AbortSignal.abort() }));
  });
}

function oddInput({ make, context, conversation }: Conformance): void {
  const subjects: Record<string, Subject> = {
    "no messages": { ...conversation(), transcript: { session: "s1", messages: [] } },
    "a speaker who says nothing": { ...conversation(), speaker: "nobody" },
    "a persona of which nothing is known": {
      ...conversation(),
      persona: { schema: "dramatis.persona/1", name: "Ana" },
    },
    "empty turns": spoken(["", " ", ""]),
    "one long turn": spoken(["", "I sail. ".repeat(5_000)]),
    "marks and emoji only": spoken(["?!", "🙂🙂", "…", "—"]),
  };
  for (const [name, subject] of Object.entries(subjects)) {
    test(`${name}: scored, or missing, or nothing to score; never NaN`, async () => {
      const measure = make();
      const scores = await measure.score(subject, context);
      for (const score of scores) checkScore(score);
      const { value, n } = measure.aggregate(scores);
      assert.ok(n === 0 ? value === null : Number.isFinite(value), `value ${value} with n ${n}`);
    });
  }
}

function aggregating({ make, context, conversation }: Conformance): void {
  test("nothing scored is null with n = 0", () => {
    const { value, low, high, n, clusters, missing } = make().aggregate([]);
    assert.deepEqual({ value, low, high, n, clusters }, { value: null, low: null, high: null, n: 0, clusters: 0 });
    assert.deepEqual(missing, { refused: 0, unparsed: 0, failed: 0, unsupported: 0 });
  });

  test("units without a score are counted by reason and are in no mean", () => {
    const scores = MISSING.map((missing) => ({ value: null, missing, cluster: `s-${missing}` }));
    const { value, n, missing } = make().aggregate(scores);
    assert.deepEqual([value, n], [null, 0]);
    assert.deepEqual(missing, { refused: 1, unparsed: 1, failed: 1, unsupported: 1 });
  });

  test("the estimate holds its value, its interval, and what made it", async () => {
    const measure = make();
    const scores = await measure.score(conversation(), context);
    const sessions = Array.from({ length: 9 }, (_, i) => scores.map((score) => ({ ...score, cluster: `s${i}` })));
    const { value, low, high, clusters, made } = measure.aggregate(sessions.flat(), 7);
    assert.equal(made.measure, measure.name);
    assert.ok(made.seed === undefined || made.seed === 7, `seed ${made.seed} recorded, 7 given`);
    assert.notEqual(made.version, "");
    if (value === null) return;
    assert.equal(clusters, 9);
    assert.ok(low === null || high === null || (low <= value && value <= high), `${low} ${value} ${high}`);
  });
}

function checkScore({ value, missing, weight, cluster, turn }: Score): void {
  if (value === null) assert.ok(missing !== undefined && MISSING.includes(missing), "null without a reason");
  else assert.ok(Number.isFinite(value), `value ${value}`);
  assert.ok(weight === undefined || (weight >= 0 && Number.isFinite(weight)), `weight ${weight}`);
  assert.notEqual(cluster, "");
  assert.ok(turn === undefined || Number.isInteger(turn));
}

/** The questions about dogs and the job are an interviewer's, who notes of them what a transcript of `check` notes. */
const SAID: readonly [speaker: string, text: string, probe?: object][] = [
  ["ben", "Hi there! Do you sail a boat?"],
  ["ana", "I sail a small boat on the lake, and I live alone."],
  ["ben", "Do you have two dogs?", { kind: "yes-no", statement: "s1", expected: "yes" }],
  ["ana", "I have two dogs. Do you like dogs?"],
  ["ben", "I do. So you are a teacher, right?", { kind: "bait", statement: "s2", expected: "no" }],
  ["ana", "I am a nurse and I like my job."],
  ["ben", "Tell me about the lake.", { kind: "lore", content: "The Grey Lake is deep, and pikes live in it." }],
  ["ana", "The lake is deep and full of pikes."],
  ["ben", "What were you told before?", { kind: "prompt" }],
  ["ana", "Nothing but the weather."],
];

/** It has something for every measure here; the first of her own turns is taken for a greeting too. */
function ordinary(): Subject {
  const said = SAID.map(([speaker, text, probe]) => ({ speaker, text, ...(probe && { evidence: { probe } }) }));
  return subjectOf(said.map((message, i) => (i === 1 ? { ...message, evidence: { greeting: 0 } } : message)));
}

/** Both speakers say the texts, one after the other. */
function spoken(texts: readonly string[]): Subject {
  return subjectOf(texts.flatMap((text) => ["ben", "ana"].map((speaker) => ({ speaker, text }))));
}

function subjectOf(said: readonly Pick<Message, "speaker" | "text" | "evidence">[]): Subject {
  const texts = ["I sail a small boat on the lake.", "I have two dogs.", "I am a nurse.", "I live alone."];
  const statements = texts.map((text, i) => ({ id: `s${i}`, text }));
  return {
    persona: { schema: "dramatis.persona/1", name: "Ana", statements, style: { examples: ["Ahoy, sailor."] } },
    personaVersion: "0123456789abcdef",
    transcript: { session: "s1", messages: said.map((message, turn) => ({ session: "s1", turn, ...message })) },
    speaker: "ana",
  };
}
