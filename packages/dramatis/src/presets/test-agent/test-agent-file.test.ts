import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { doneRule, readUsers } from "./test-agent-file.ts";

function fileOf(t: TestContext, content: string, name = "users.yaml"): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-users-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, "ada.persona.yaml"),
    "schema: dramatis.persona/1\nname: Ada\nstatements: [{ id: dog, text: I have a dog. }]\n",
  );
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const ROSA =
  "{ name: Rosa, kind: patient, facets: { clinical: { record: { complaint: a cough, diagnosis: Pertussis } } } }";

test("users of every kind from YAML; a name of the file's goes before the persona's own", async (t) => {
  const path = fileOf(
    t,
    `users:
  - { persona: ada.persona.yaml, goal: To be told., opening: Hi., private: [A secret.], done: told }
  - { persona: ada.persona.yaml, name: Bea, goal: Again. }
  - { persona: { name: Cy, identity: { life: { goals: [To rest., To eat.] } } } }
  - { kind: implicit-profile, persona: ada.persona.yaml, name: Lou }
  - { kind: implicit-profile, persona: { name: Kim, facets: { userProfile: { objective: O., subjective: S. } } }, goal: G. }
  - persona: ${ROSA}
  - { kind: hidden-preference, persona: ada.persona.yaml, task: Plan my day., preferences: [{ attribute: pace, value: slow }] }
`,
  );
  const users = await readUsers(path);
  assert.deepEqual(
    users.map(({ kind, persona, goal }) => [kind, persona.persona.name, goal]),
    [
      ["goal", "Ada", "To be told."],
      ["goal", "Bea", "Again."],
      ["goal", "Cy", "To rest."],
      ["implicit-profile", "Lou", undefined],
      ["implicit-profile", "Kim", "G."],
      ["patient", "Rosa", undefined],
      ["hidden-preference", "Ada", undefined],
    ],
  );
  assert.deepEqual([users[0]?.opening, users[0]?.private, users[0]?.done], ["Hi.", ["A secret."], "told"]);
  assert.deepEqual(users[3]?.profile, { objective: "I have a dog.", subjective: "" });
  assert.deepEqual(users[4]?.profile, { objective: "O.", subjective: "S." });
  const planner = users[6];
  assert.deepEqual(
    [planner?.task, planner?.persona.persona.preferences],
    ["Plan my day.", [{ attribute: "pace", value: "slow" }]],
  );
  assert.notEqual(planner?.persona.version, users[0]?.persona.version);
  assert.notEqual(users[0]?.persona.version, users[1]?.persona.version);
});

test("JSONL has users or personas, one a line; a list and a lone persona are users too", async (t) => {
  const cy = { schema: "dramatis.persona/1", name: "Cy", identity: { life: { goals: ["To rest."] } } };
  const lines = [cy, { persona: { name: "Di" }, goal: "To go." }].map((line) => JSON.stringify(line)).join("\n");
  const goals = async (content: string, name: string) =>
    (await readUsers(fileOf(t, content, name))).map(({ goal }) => goal);
  assert.deepEqual(await goals(`${lines}\n`, "users.jsonl"), ["To rest.", "To go."]);
  assert.deepEqual(await goals("- { persona: ada.persona.yaml, goal: x }", "users.yaml"), ["x"]);
  assert.deepEqual(await goals(JSON.stringify(cy), "cy.json"), ["To rest."]);
});

test("what cannot be used is one line, with the place", async (t) => {
  const faults: [string, RegExp][] = [
    ["users: []", /users\.yaml: no users; expected at least one/],
    ["users:\n  - { persona: ada.persona.yaml }", /users\.yaml:2: Ada, a user without a goal; .*add goal/],
    ["users:\n  - { persona: ada.persona.yaml, goal: ' ' }", /users\.yaml:2: .*not blank/],
    [
      "users:\n  - { kind: patiant, persona: ada.persona.yaml }",
      /unknown kind of user at .*users\.yaml:2: "patiant"; did you mean patient/,
    ],
    ["users:\n  - { persona: zoe.persona.yaml, goal: x }", /zoe\.persona\.yaml: no such file/],
    ["users:\n  - { persona: ada.persona.yaml, gaol: x }", /unknown key .*gaol.*expected one of kind, persona/],
    ["users:\n  - { persona: { name: Assistant }, goal: x }", /:2: a user called Assistant; expected another name/],
    ["users:\n  - { persona: { name: Al, traits: no }, goal: x }", /:2: traits: "no"/],
    ["users:\n  - { kind: patient, persona: ada.persona.yaml }", /Ada: a patient without a record/],
    ["users:\n  - { kind: client, persona: ada.persona.yaml }", /Ada: a client without what it comes for/],
    ["users:\n  - { kind: implicit-profile, persona: { name: Al } }", /:2: Al, of whom nothing is said/],
    [
      `users:\n  - { persona: ${ROSA}, goal: x }`,
      /:2: goal, which a user of the kind patient does not heed; expected opening/,
    ],
    [
      "users:\n  - { persona: ada.persona.yaml, goal: x, done: /(/ }",
      /:2: .*regular expression.*expected a text, or \/pattern\/flags/i,
    ],
    ["users:\n  - { kind: hidden-preference, persona: ada.persona.yaml }", /:2: Ada, a user without a task/],
    ["users:\n  - { kind: hidden-preference, persona: ada.persona.yaml, task: x }", /:2: Ada, who prefers nothing/],
    ["users:\n  - { persona: ada.persona.yaml, goal: x, task: y }", /:2: task, which a user of the kind goal does not/],
    [
      "users:\n  - kind: hidden-preference\n    persona: ada.persona.yaml\n    task: x\n    preferences: [1]",
      /:5: preferences/,
    ],
    ["people: []", /unknown key "people"; expected one of users/],
  ];
  for (const [content, message] of faults) {
    await assert.rejects(readUsers(fileOf(t, content)), (error: Error) => {
      assert.match(error.message, message);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
  }
  await assert.rejects(
    readUsers(fileOf(t, '{"persona": 1}\n', "u.jsonl")),
    /u\.jsonl:1: persona: 1; expected a persona file/,
  );
  await assert.rejects(readUsers(fileOf(t, "x", "users.csv")), /ends in \.csv; expected users/);
});

test("a rule is a text in any letter case, or a pattern", () => {
  assert.equal(doneRule("Refund")("your REFUND is here"), true);
  assert.equal(doneRule("/^refund$/")("a refund"), false);
  assert.equal(doneRule("/^refund/i")("Refund: yes"), true);
});
