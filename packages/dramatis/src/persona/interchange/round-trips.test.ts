// What every format of another tool keeps to: nothing that was read is changed by writing it and reading it again, and
// whatever a record is, it is read or refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { InputError } from "../../core/index.ts";
import { personaSchema } from "../persona-schema.ts";
import { cped } from "./cped.ts";
import { edsl } from "./edsl.ts";
import { elizaOs } from "./eliza-os.ts";
import { detectFormat } from "./formats.ts";
import type { Interchange } from "./interchange.ts";
import { letta } from "./letta.ts";
import { nemotron } from "./nemotron.ts";
import { personaChatFile } from "./persona-chat-file.ts";
import { personaHub } from "./persona-hub.ts";
import { pippa } from "./pippa.ts";
import { prodigy } from "./prodigy.ts";
import { readRecord } from "./read-record.ts";
import { sdialog } from "./sdialog.ts";
import { sotopia } from "./sotopia.ts";
import { soul } from "./soul.ts";
import { syntheticPersonaChat } from "./synthetic-persona-chat.ts";
import { tinyTroupe } from "./tiny-troupe.ts";
import { writeRecord } from "./write-record.ts";

const AWKWARD = [
  "",
  "  ",
  "You are kind.",
  "I bake.",
  "- a *list*",
  "# head",
  "a, b",
  "None",
  "__proto__",
  "ünï",
  "You",
  "_x_ **y**",
  "1. one",
];
const text = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 6, unit: "binary" }),
);
const name = text.map((some) => `A${some}`);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof({ arbitrary: value, weight: 4 }, { arbitrary: fc.constantFrom(null, undefined), weight: 1 });
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 3 });
const texts = maybe(fc.oneof(text, some(text)));
const level = fc.oneof(text, fc.constantFrom("High. Yes.", "very low", "Medium - hm", "average", "high", "low"));
const types = fc.constantFrom("INTJ", "esfp", "introvert, sensor, thinker, judger", "", "unsure");
const key = fc.constantFrom("age", "hair_colour", "9", "persona", "statements", "__proto__", "");
const markdown = some(
  fc.oneof(
    text.map((line) => `- ${line}\n`),
    text.map((line) => `${line}\n`),
    fc.constantFrom("\n", "---\n", "## Core Truths\n", "## Boundaries\n", "## The Vibe\n", "  * nested\n"),
  ),
).map((lines) => lines.join(""));
const members = (shape: Record<string, fc.Arbitrary<unknown>>, required: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ ...shape, ...required }, { requiredKeys: Object.keys(required) });

const lines = some(
  members({ name: maybe(text), user: maybe(text), content: maybe(fc.oneof(text, members({ text: maybe(text) }))) }),
);
const block = members(
  { value: maybe(text) },
  { label: fc.constantFrom("persona", "human", "work", ""), id: fc.constantFrom("b1", "b2") },
);
const row = { Gender: text, Age: text, Neuroticism: level, Openness: level, TV_ID: text };
const sdialogTexts = ["race", "gender", "language", "role", "background", "politeness", "height"].map((each) => [
  each,
  maybe(text),
]);
const nemotronTexts = [
  "persona",
  "sports_persona",
  "cultural_background",
  "first_name",
  "last_name",
  "city",
  "marital_status",
  "education_level",
  "education",
  "skills_and_expertise",
].map((each) => [each, maybe(text)]);

const FORMATS: [format: Interchange, records: fc.Arbitrary<unknown>][] = [
  [
    tinyTroupe,
    members(
      {},
      {
        type: fc.constantFrom("TinyPerson", "Fragment"),
        persona: members({
          name: maybe(text),
          age: maybe(fc.oneof(number, text)),
          gender: maybe(text),
          long_term_goals: texts,
          occupation: maybe(
            fc.oneof(text, members({ title: maybe(text), organization: maybe(text), description: maybe(text) })),
          ),
          style: maybe(text),
          personality: maybe(
            members({ traits: texts, big_five: maybe(members({ openness: level, agreeableness: level })) }),
          ),
          preferences: maybe(members({ interests: texts, likes: texts, dislikes: texts })),
          skills: texts,
          behaviors: maybe(
            members({
              general: texts,
              routines: fc.dictionary(fc.constantFrom("dawn", "", "9", "a habit"), some(text)),
              travel: texts,
              "x routine": texts,
            }),
          ),
          health: maybe(text),
          relationships: maybe(some(members({ description: maybe(text) }, { name: text }))),
          other_facts: texts,
        }),
      },
    ),
  ],
  [
    elizaOs,
    members(
      {
        lore: texts,
        topics: texts,
        adjectives: texts,
        knowledge: maybe(some(fc.oneof(text, members({ path: text })))),
        style: maybe(members({ all: texts, chat: texts })),
        bio: texts,
      },
      { name, messageExamples: some(fc.oneof(lines, members({}, { examples: lines }))) },
    ),
  ],
  [
    sdialog,
    members(
      {
        ...Object.fromEntries(sdialogTexts),
        age: maybe(fc.oneof(number, text)),
        name: maybe(text),
        personality: texts,
        rules: texts,
      },
      { hobbies: texts.map((all) => all ?? null), circumstances: some(text) },
    ),
  ],
  [
    sotopia,
    members(
      {
        age: maybe(number),
        last_name: maybe(text),
        occupation: maybe(text),
        public_info: maybe(text),
        moral_values: texts,
        personality_and_values: maybe(text),
        secret: maybe(text),
        mbti: maybe(types),
      },
      { first_name: name, big_five: level.map((high) => `Openness to Experience - ${high}, extraversion: low, x`) },
    ),
  ],
  [
    personaHub,
    fc.oneof(members({}, { persona: name }), members({ "synthesized text": text }, { "input persona": name })),
  ],
  [
    nemotron,
    members(
      {
        ...Object.fromEntries(nemotronTexts),
        age: maybe(number),
        neuroticism: maybe(members({ t_score: number })),
        openness_t_score: number,
        hobbies_and_interests_list: texts,
        career_goals_and_ambitions: texts,
      },
      { uuid: text, persona: text },
    ),
  ],
  [
    edsl,
    members(
      { name: maybe(text), instruction: text },
      {
        traits: fc.dictionary(key, fc.oneof(text, number, fc.boolean(), some(text))),
        edsl_class_name: fc.constant("Agent"),
      },
    ),
  ],
  [
    letta,
    fc.oneof(
      members(
        {},
        {
          agents: some(
            members({
              name: maybe(text),
              description: maybe(text),
              block_ids: some(fc.constantFrom("b1", "b2")),
              memory_blocks: some(block),
            }),
          ).filter((list) => list.length > 0),
          blocks: some(block),
        },
      ),
      members({ name: maybe(text) }, { core_memory: some(block) }),
    ),
  ],
  [
    soul,
    members(
      {},
      {
        files: members(
          { "IDENTITY.md": text.map((who) => `- **Name:** ${who}\n- **Creature:**\n  _${who}_\n- **Vibe:** _(hint)_`) },
          { "SOUL.md": markdown },
        ),
      },
    ),
  ],
  [
    personaChatFile,
    some(
      fc.oneof(
        text.map((line) => `your persona: ${line}`),
        text.map((line) => `partner's persona: ${line}\t['x']`),
        fc.constant("1 hi\tho"),
      ),
    ).map((all) => ({ text: ["your persona: i run.", ...all].join("\n") })),
  ],
  [
    prodigy,
    fc.dictionary(
      fc.constantFrom("u0", "u7", "x"),
      members(
        { gender: maybe(text), mbti: maybe(types), paraphrasis_1: texts },
        { character_name: name, biography: some(text) },
      ),
      { minKeys: 1 },
    ),
  ],
  [
    syntheticPersonaChat,
    members({ "user 2 personas": text }, { "user 1 personas": some(text).map((all) => all.join("\n")) }),
  ],
  [
    pippa,
    members(
      {
        bot_description: maybe(text),
        bot_greeting: maybe(text),
        bot_definitions: maybe(some(text).map((all) => all.map((line) => `{{char}}: ${line}`).join("\n"))),
        categories: texts,
      },
      { bot_name: name, bot_id: text },
    ),
  ],
  [cped, members(row, { Speaker: name, Conscientiousness: level })],
];

/** Records with the keys of a format and values of every kind. */
function nearly(records: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(records, fc.jsonValue(), fc.nat()).map(([record, value, at]) => {
    const copy: unknown = JSON.parse(JSON.stringify(record));
    let node = copy;
    for (let depth = 0; typeof node === "object" && node !== null; depth++) {
      const keys = Object.keys(node);
      const chosen = keys[(at >> depth) % Math.max(1, keys.length)];
      if (chosen === undefined) break;
      const held = node as Record<string, unknown>;
      if (depth === at % 3) held[chosen] = value;
      node = held[chosen];
    }
    return copy;
  });
}

for (const [format, records] of FORMATS) {
  test(`${format.name}: a round trip changes nothing that was read`, () => {
    const roundTrip = fc.property(records, (any) => {
      const record: unknown = JSON.parse(JSON.stringify(any));
      assert.equal(detectFormat(record, "f").name, format.name);
      for (const part of format.split?.(record) ?? [record]) {
        const persona = format.read(part, "f");
        assert.deepEqual(personaSchema.safeParse(persona).error, undefined);
        const written: unknown = JSON.parse(JSON.stringify(format.write?.(persona)));
        assert.deepEqual(format.read(written, "f"), persona);
      }
    });
    fc.assert(roundTrip, { seed: 17, numRuns: 400 });
  });

  test(`${format.name}: the record comes back whole from the persona that was made of it`, () => {
    const comesBack = fc.property(records, fc.dictionary(fc.constantFrom("x_note", "y"), text), (any, more) => {
      const given = JSON.parse(JSON.stringify(any)) as Record<string, unknown>;
      // Characters by their id have no place for more.
      const record: unknown = format === prodigy ? given : { ...more, ...given };
      const kept = format.withhold?.(record).record ?? record;
      const parts = format.split?.(kept) ?? [kept];
      const imported = readRecord(record, format, "f");
      assert.deepEqual(
        imported.map(({ persona }) => writeRecord(persona, format).record),
        parts,
      );
    });
    fc.assert(comesBack, { seed: 19, numRuns: 200 });
  });

  test(`${format.name}: any record is read or refused`, () => {
    const survives = fc.property(fc.oneof(fc.jsonValue(), nearly(records)), (record) => {
      format.detects(record);
      format.withhold?.(record);
      for (const part of format.split?.(record) ?? [record]) {
        try {
          assert.deepEqual(personaSchema.safeParse(format.read(part, "f")).error, undefined);
        } catch (error) {
          assert.ok(error instanceof InputError, String(error));
        }
      }
    });
    fc.assert(survives, { seed: 18, numRuns: 400 });
  });
}
