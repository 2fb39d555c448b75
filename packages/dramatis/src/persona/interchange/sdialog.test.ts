import assert from "node:assert/strict";
import { test } from "node:test";
import { sdialog } from "./sdialog.ts";

const ada = {
  name: "Ada",
  age: 41,
  race: "",
  gender: "female",
  language: "German",
  role: "inspector",
  background: "Grew up by a river.",
  personality: "You are stubborn.",
  circumstances: "On call tonight.",
  rules: "Never guess.",
};

test("a persona, without what is blank", () => {
  assert.deepEqual(sdialog.read(ada, "f"), {
    schema: "dramatis.persona/1",
    name: "Ada",
    statements: [
      {
        id: "s1",
        text: "I am stubborn.",
        topic: "personality",
        provenance: [{ source: "imported_card", method: "sdialog", quote: "You are stubborn." }],
      },
      { id: "s2", text: "On call tonight.", topic: "circumstances" },
    ],
    identity: {
      social: { age: 41, gender: "female", role: "inspector" },
      life: { background: "Grew up by a river." },
    },
    style: { language: "German" },
    rules: ["Never guess."],
  });
  const { race: _, ...said } = ada;
  assert.deepEqual(sdialog.write?.(sdialog.read(ada, "f")), said);
});

test("an extended persona", () => {
  const extended = {
    name: "Ada",
    age: "41",
    hobbies: "sailing",
    interests: ["steel", "frost"],
    communication_style: "dry",
  };
  const { identity, facets } = sdialog.read({ ...extended, height: 1.7, religious_beliefs: "none" }, "f");
  assert.deepEqual(identity?.social, { age: "41", religion: "none", height: 1.7 });
  assert.deepEqual(facets, { aspects: { interests: ["steel", "frost"], hobby: "sailing", tone: "dry" } });
});

test("a dialog is the personas of its speakers", () => {
  const dialog = {
    id: 1,
    turns: [{ speaker: "A", text: "Hi" }],
    personas: { A: ada, B: { role: "guest", race: "x" } },
  };
  assert.ok(sdialog.detects(dialog));
  const names = sdialog.split?.(dialog).map((part) => [sdialog.detects(part), sdialog.read(part, "f").name]);
  assert.deepEqual(names, [
    [true, "Ada"],
    [true, "B"],
  ]);
});

test("faults name the field", () => {
  assert.throws(() => sdialog.read({ ...ada, background: 3 }, "a.json"), {
    message: /^a\.json: sdialog persona: background: 3; expected a text$/,
  });
});
