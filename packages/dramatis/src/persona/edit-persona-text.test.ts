import assert from "node:assert/strict";
import { test } from "node:test";
import { editPersonaText } from "./edit-persona-text.ts";
import { examplePersona } from "./example-persona.ts";

const yaml = `# Who she is
schema: dramatis.persona/1
name: Ada # the first

# Checked facts
statements:
- id: hike # weekly
  text: "I hike every Sunday."
- {id: vegan, text: I am vegan.}
rules: [Never curse] # one
`;

test("a changed YAML value leaves every comment, quote and key where it was", () => {
  const edited = editPersonaText(yaml, [
    { op: "set", path: ["statements", "hike", "text"], value: "I hike every Monday." },
    { op: "set", path: ["name"], value: "Bea" },
  ]);
  assert.equal(edited, yaml.replace("Sunday", "Monday").replace("name: Ada", "name: Bea"));
});

test("values are added and deleted by path", () => {
  const edited = editPersonaText(yaml, [
    { op: "delete", path: ["statements", "vegan"] },
    { op: "set", path: ["identity", "social", "age"], value: 29 },
    { op: "set", path: ["statements", 1], value: { id: "dog", text: "I have a dog." } },
  ]);
  assert.match(edited, /# Checked facts\nstatements:\n- id: hike # weekly\n/);
  assert.match(edited, /- id: dog\n {2}text: I have a dog\.\n/);
  assert.match(edited, /identity:\n {2}social:\n {4}age: 29\n/);
  assert.doesNotMatch(edited, /vegan/);
});

test("no edit leaves the example persona as it is, to the letter", () => {
  assert.equal(editPersonaText(examplePersona(), []), examplePersona());
});

test("JSON keeps its indentation and key order", () => {
  const json = '{\n\t"schema": "dramatis.persona/1",\n\t"name": "Ada",\n\t"rules": [\n\t\t"x"\n\t]\n}\n';
  const edits = [{ op: "set", path: ["name"], value: "Bea" }] as const;
  assert.equal(editPersonaText(json, edits), json.replace("Ada", "Bea"));
});

test("an edit that leads nowhere, or to no persona, is refused", () => {
  const refuse = (edit: Parameters<typeof editPersonaText>[1][number], message: RegExp): void =>
    assert.throws(() => editPersonaText(yaml, [edit], "a.yaml"), { code: "invalid_input", message });
  refuse({ op: "delete", path: ["summary"] }, /^a\.yaml: nothing at summary; expected a value to delete$/);
  refuse({ op: "set", path: ["name", "first"], value: "A" }, /no place for name\.first/);
  refuse({ op: "set", path: ["statements", 9, "text"], value: "A" }, /no place for statements\[9\]\.text/);
  refuse({ op: "set", path: ["statements", "other", "text"], value: "A" }, /no place for statements\.other\.text/);
  refuse({ op: "set", path: ["name"], value: 3 }, /name: 3; expected a text/);
  refuse({ op: "delete", path: ["name"] }, /name: nothing; expected a text/);
  refuse({ op: "set", path: ["facets", "__proto__"], value: {} }, /__proto__/);
});

test("an anchor that others name cannot be taken away", () => {
  const text = "schema: dramatis.persona/1\nname: Ada\nrules: [&a Be kind.]\nsummary: *a\n";
  assert.throws(() => editPersonaText(text, [{ op: "delete", path: ["rules"] }]), {
    code: "invalid_input",
    message: /Unresolved alias .*; expected an edit after which the file can be written$/,
  });
});
