// What read-record.ts and write-record.ts do for every format alike.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { examplePersona } from "../example-persona.ts";
import { parsePersonaText } from "../read-persona.ts";
import { FORMATS } from "./formats.ts";
import type { Interchange } from "./interchange.ts";
import { readRecord } from "./read-record.ts";
import { writeRecord } from "./write-record.ts";

const ada: Persona = parsePersonaText(examplePersona(), "ada.yaml", "yaml");

/** What tells a record of these and is never made up: the data set gives it. */
const GIVEN: Record<string, Record<string, unknown>> = { nemotron: { uuid: "0" } };

test("names are distinct, and each format tells its own records from those of every other", () => {
  assert.equal(new Set(FORMATS.map(({ name }) => name)).size, FORMATS.length);
  for (const format of FORMATS) {
    if (format.write === undefined) continue;
    const record: unknown = JSON.parse(JSON.stringify({ ...format.write(ada), ...GIVEN[format.name] }));
    assert.equal(FORMATS.find((each) => each.detects(record))?.name, format.name);
    for (const junk of [null, 3, "x", [], {}, { name: "x" }, { data: null }]) format.detects(junk);
  }
});

for (const format of FORMATS) {
  const isOpen = !["text", "folder"].includes(format.containers?.[0] ?? "json");

  test(`${format.name}: what a record holds besides comes back, and is in the report`, () => {
    const record = { ...writeRecord(ada, format).record, ...GIVEN[format.name] };
    for (const { persona, loss } of readRecord(isOpen ? withUnknown(record, format) : record, format, "f")) {
      const kept = persona.facets?.[format.name];
      const again = writeRecord(persona, format);
      assert.deepEqual(again.record, kept);
      assert.deepEqual(again.loss, []);
      const isKept = JSON.stringify(kept).includes("x_unknown");
      assert.equal(
        loss.some(({ path }) => path.includes("x_unknown")),
        isKept,
        JSON.stringify(loss),
      );
    }
  });

  test(`${format.name}: an edit comes through the record that was kept`, () => {
    const [read] = readRecord(writeRecord(ada, format).record, format, "f");
    assert.ok(read !== undefined);
    const statements = read.persona.statements?.slice(1) ?? [];
    const { record } = writeRecord({ ...read.persona, statements }, format);
    const gone = read.persona.statements?.[0]?.text ?? "no such text";
    assert.ok(!format.read(record, "f").statements?.some(({ text }) => text === gone));
  });
}

/** A field that nobody knows: beside the others, or within the first where each one beside them is a persona. */
function withUnknown(record: Record<string, unknown>, format: Interchange): Record<string, unknown> {
  const unknown = { x_unknown: { deep: [1, { a: "🚂" }] } };
  const beside = { ...record, ...unknown };
  if (format.split?.(beside).length === format.split?.(record).length) return beside;
  const [[key, first] = ["", {}]] = Object.entries(record);
  return { ...record, [key]: { ...(first as object), ...unknown } };
}
