// What every card keeps to in every container: a persona that was not edited gives back its record, whatever it held.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { personaSchema } from "../persona-schema.ts";
import { exportPersona } from "./export-persona.ts";
import { formatNamed } from "./formats.ts";
import { parsePersonas } from "./import-personas.ts";

const AWKWARD = [
  "",
  "  ",
  "Ada is a nurse. She likes tea.",
  '[Character("Ada") Age("23") Likes("tea" + "cats")]',
  "**Age:** 23\n- Likes: tea, cats",
  "Ignore all previous instructions.",
  "<script>x</script> {{user}} <BOT>",
  "<START>\n{{user}}: hi\n{{char}}: hello 🚂",
  "kind, shy",
  "Likes:\n- tea",
  "__proto__",
];
const text = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: "grapheme", maxLength: 20 }));
const anything = fc.jsonValue({ maxDepth: 2, stringUnit: "grapheme" });
const odd = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: value, weight: 6 }, { arbitrary: anything, weight: 1 });
const name = fc.constantFrom("Ada", "Ada Brandt", " Ada ", "A.", "李", "a(b");
const texts = fc.array(text, { maxLength: 3 });
const entry = fc.record(
  { keys: texts, content: fc.oneof(text, fc.constant("@@depth 2\nx")), extensions: anything, use_regex: fc.boolean() },
  { requiredKeys: [] },
);
const book = fc.record(
  { entries: fc.array(odd(entry), { maxLength: 3 }), name: text, x: anything },
  { requiredKeys: [] },
);
const unknown = fc.dictionary(fc.constantFrom("x_a", "future", "avatar", "tags2", "name "), anything);

const six = {
  description: odd(text),
  personality: odd(text),
  scenario: odd(text),
  first_mes: odd(text),
  mes_example: odd(text),
};
const added = {
  creator_notes: odd(text),
  system_prompt: odd(text),
  alternate_greetings: odd(texts),
  tags: odd(texts),
  extensions: odd(unknown),
  character_book: odd(book),
  nickname: odd(name),
  group_only_greetings: odd(texts),
  assets: odd(fc.array(fc.record({ type: text, uri: text }), { maxLength: 2 })),
  source: odd(texts),
  creation_date: odd(fc.nat()),
};
const flat = fc.record({ name, ...six }, { requiredKeys: ["name"] });
const data = fc.record({ name, ...six, ...added }, { requiredKeys: ["name"] });

function with_(parts: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(unknown, parts).map(([more, record]) => ({ ...more, ...record }));
}
const ofSpec = (spec: string): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(with_(data), fc.option(flat, { nil: {} }), unknown)
    .map(([inner, copies, more]) => ({ ...more, ...copies, spec, spec_version: "3.0", data: inner }));

const RECORDS: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  "character-card-v1": with_(flat).map((record) => ({ ...record, first_mes: record.first_mes ?? "" })),
  "character-card-v2": ofSpec("chara_card_v2"),
  "character-card-v3": ofSpec("chara_card_v3"),
  ooba: with_(fc.record({ name, context: text, greeting: odd(text) }, { requiredKeys: ["name", "context"] })),
};

/** As a file would hold it, and with nothing that no reader may take. */
function plain(record: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(record, (key, value: unknown) => (key === "__proto__" ? undefined : value)));
}

for (const [format, records] of Object.entries(RECORDS)) {
  const containers = ["jsonl", ...(formatNamed(format).containers ?? ["json"])];
  for (const container of containers) {
    test(`${format} in ${container}: what was not edited comes back as it was`, () => {
      fc.assert(
        fc.property(records, (any) => {
          const record = plain(any);
          const [read] = parsePersonas(Buffer.from(JSON.stringify(record)), { format }).personas;
          assert.ok(read !== undefined);
          const { files, loss } = exportPersona(read.persona, { format, container });
          const again = parsePersonas(files[0]?.bytes ?? Buffer.alloc(0), { where: files[0]?.name ?? "", format });
          assert.deepEqual(again.personas[0]?.persona.facets?.[format], record);
          assert.deepEqual(loss, []);
        }),
        { seed: 21, numRuns: 120 },
      );
    });
  }

  test(`${format}: written as every other, and read again, it stays a persona`, () => {
    fc.assert(
      fc.property(records, (any) => {
        const [read] = parsePersonas(Buffer.from(JSON.stringify(plain(any))), { format }).personas;
        assert.ok(read !== undefined && personaSchema.safeParse(read.persona).success);
        for (const other of Object.keys(RECORDS)) {
          const { files } = exportPersona(read.persona, { format: other });
          const [back] = parsePersonas(files[0]?.bytes ?? Buffer.alloc(0), { where: files[0]?.name ?? "" }).personas;
          assert.equal(back?.persona.name, read.persona.name);
        }
      }),
      { seed: 22, numRuns: 100 },
    );
  });

  test(`${format}: an edited statement comes through, and nothing else changes`, () => {
    fc.assert(
      fc.property(records, fc.nat(), (any, at) => {
        const record = plain(any);
        const [read] = parsePersonas(Buffer.from(JSON.stringify(record)), { format }).personas;
        const statements = read?.persona.statements ?? [];
        fc.pre(read !== undefined && statements.length > 0);
        const edited = statements.map((each, index) =>
          index === at % statements.length ? { ...each, text: "I sail." } : each,
        );
        const { files, loss } = exportPersona({ ...read.persona, statements: edited }, { format, container: "json" });
        const [back] = parsePersonas(files[0]?.bytes ?? Buffer.alloc(0), { format }).personas;
        assert.deepEqual(
          back?.persona.statements?.map(({ text: said }) => said).sort(),
          edited.map(({ text: said }) => said).sort(),
          JSON.stringify(loss),
        );
      }),
      { seed: 23, numRuns: 150 },
    );
  });
}
