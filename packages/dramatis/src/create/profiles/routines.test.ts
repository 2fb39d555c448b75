import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Persona, Transcript } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { personaSchema, readFacet } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { actionsIn, situationsIn } from "./device-commands.ts";
import { mineRoutines, type SessionEvent } from "./mine-routines.ts";
import { type Routine, routineSentence, routinesFacet } from "./routine-schema.ts";
import { type RoutinesOptions, routines } from "./routines.ts";
import { scoreRoutines } from "./score-routines.ts";

/** Five weekdays and two Saturdays of one evening routine and one of the weekend, with noise between. */
const log: Transcript[] = [
  ["2026-03-02T21:55", "Dim the lights to 30 and lock the door. Good night!"],
  ["2026-03-03T22:10", "Lock the front door please."],
  ["2026-03-04T22:02", "Dim the lights to 30, lock the door, good night"],
  ["2026-03-05T22:05", "good night. dim the lights to 30 and lock the door"],
  ["2026-03-06T22:00", "Dim the lights to 30. Lock the door. Good night."],
  ["2026-03-07T09:00", "Start the vacuum."],
  ["2026-03-14T09:20", "Please start the vacuum!"],
  ["2026-03-15T09:10", "start the vacuum"],
  ["2026-03-11T13:00", "What is the weather like?"],
].map(([at, text], i): Transcript => {
  const session = `s${i + 1}`;
  const assistant = { session, turn: 1, speaker: "assistant", text: "Shall I turn on the radio?" };
  return {
    session,
    messages: [{ session, turn: 0, speaker: "user", text: text as string, at: `${at}:00` }, assistant],
  };
});

const evening: Routine = {
  triggers: [
    { key: "time", value: "22:00" },
    { key: "day", value: "weekday" },
    { key: "said", value: "I go to bed" },
  ],
  actions: [
    { device: "lights", command: "dim", value: "30" },
    { device: "door", command: "lock" },
  ],
};
const vacuum: Routine = {
  triggers: [
    { key: "time", value: "09:15" },
    { key: "day", value: "weekend" },
  ],
  actions: [{ device: "vacuum", command: "start" }],
};

async function made(options: RoutinesOptions): Promise<Persona> {
  return (await all(routines(options).personas(0)))[0] as Persona;
}

sourceConformance(async () => routines({ transcripts: log }));

test("what recurs at a time of day is a routine, with its sessions", async () => {
  const counts = tally();
  const persona = await made({ transcripts: log, tally: counts });
  assert.equal(personaSchema.safeParse(persona).success, true);
  assert.deepEqual(readFacet(persona, "routines", routinesFacet), [
    { ...evening, support: 4, from: ["s1", "s3", "s4", "s5"] },
    { ...vacuum, support: 3, from: ["s6", "s7", "s8"] },
  ]);
  assert.equal(
    persona.statements?.[0]?.text,
    "When it is about 22:00 and it is a weekday and I go to bed, I usually dim the lights to 30 and lock the door.",
  );
  assert.deepEqual(counts.report().dropped, { "no command": 1 });
  assert.deepEqual([counts.report().asked, counts.report().kept], [9, 8]);
});

test("a routine is one sentence with its time, day and action", () => {
  const text = routineSentence({
    triggers: [
      { key: "time", value: "22:00" },
      { key: "day", value: "weekend" },
    ],
    actions: [{ device: "lights", command: "dim", value: "30" }],
  });
  assert.equal(text, "When it is about 22:00 and it is a day of the weekend, I usually dim the lights to 30.");
});

test("commands and situations by words; questions of the assistant are none of the user's", () => {
  assert.deepEqual(actionsIn("Turn the bedroom lights off and set the thermostat to 20."), [
    { device: "bedroom lights", command: "turn off" },
    { device: "thermostat", command: "set", value: "20" },
  ]);
  assert.deepEqual(situationsIn("I'm home! It's raining."), [
    { key: "said", value: "I get home" },
    { key: "said", value: "it rains" },
  ]);
  assert.deepEqual(actionsIn(""), []);
});

test("times round midnight are one moment; without a time only what was said triggers", () => {
  const tv = { device: "tv", command: "turn off" };
  const at = ["T23:50", "T00:10", "T00:00"].map((time, i) => `2026-03-0${i + 2}${time}`);
  const night = at.map((time, i): SessionEvent => ({ session: `n${i}`, at: time, triggers: [], actions: [tv] }));
  assert.deepEqual(mineRoutines(night)[0]?.triggers[0], { key: "time", value: "00:00" });
  const untimed = night.map(({ session }) => ({
    session,
    triggers: [{ key: "said", value: "I cook" }],
    actions: [tv],
  }));
  assert.deepEqual(mineRoutines(untimed)[0]?.triggers, [{ key: "said", value: "I cook" }]);
  assert.deepEqual(mineRoutines(untimed.map((event) => ({ ...event, triggers: [] }))), []);
  assert.deepEqual(mineRoutines(untimed.slice(1)), [], "two sessions are below the support");
});

test("scores of EdgeWise: 2 of 3 triggers, exact, empty", () => {
  const t = (...keys: string[]): Routine["triggers"] => keys.map((key) => ({ key, value: "yes" }));
  const one = { triggers: t("t=7", "day=wk"), actions: vacuum.actions };
  const real = { triggers: t("t=7", "day=wk", "home"), actions: vacuum.actions };
  // triggers: 2 both of 3 either = 2/3; with the action 3 of 4
  assert.deepEqual(scoreRoutines([one], [real]), { exact: 0, jaccard: 3 / 4, triggers: 2 / 3, actions: 1, matched: 1 });
  assert.equal(scoreRoutines([evening, vacuum], [vacuum]).exact, 1);
  assert.deepEqual(scoreRoutines([], [real]), { exact: 0, jaccard: 0, triggers: 0, actions: 0, matched: 0 });
  assert.equal(scoreRoutines([one], []).jaccard, null);
  // greedy: the exact pair is matched first, the other gold routine gets none: (1 + 0) / 2
  assert.equal(scoreRoutines([vacuum], [one, vacuum]).jaccard, 0.5);
});

test("a model reads each session; unusable replies are dropped", async () => {
  const read = { triggers: [], actions: [{ device: "kettle", command: "turn on" }] };
  const counts = tally();
  const persona = await made({ transcripts: log.slice(0, 4), model: replying(read, read, read, "?"), tally: counts });
  assert.deepEqual(readFacet(persona, "routines", routinesFacet)?.[0]?.actions, read.actions);
  assert.deepEqual(counts.report().dropped, { unparsed: 1 });
  assert.throws(() => routines(), /no transcripts/);
});

test("a log in which nothing recurs has no routine", async () => {
  const persona = await made({ transcripts: log.slice(0, 1) });
  assert.deepEqual(persona.facets?.routines, []);
  assert.equal(persona.statements, undefined);
});
