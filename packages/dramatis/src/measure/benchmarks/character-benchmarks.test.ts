import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Benchmark, Persona, Suite } from "../../core/index.ts";
import { personaSchema } from "../../persona/index.ts";
import { behaviorChains } from "./behavior-chains.ts";
import { characterBoxScenes } from "./character-box-scenes.ts";
import { choiceFile } from "./choice-file.ts";
import { coser } from "./coser.ts";
import { inCharacter } from "./in-character.ts";
import { personaBench } from "./persona-bench.ts";
import { personaMem } from "./persona-mem.ts";
import { realtalk } from "./realtalk.ts";
import { OPENING, turnsAround } from "./scene-turns.ts";
import { simulateBench } from "./simulate-bench.ts";

const DATA = join(process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared"), "data");

/** Writes files into a folder of the test's own. */
async function folder(t: TestContext, files: Record<string, unknown>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "dramatis-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

async function all(benchmark: Benchmark, path: string): Promise<{ persona: Persona; suite: Suite }[]> {
  const found: { persona: Persona; suite: Suite }[] = [];
  for await (const one of benchmark.load(path)) found.push(one);
  return found;
}

test("the others' lines come before each own turn; what follows the last own turn is not said", () => {
  const lines = ["b:1", "c:2", "a:x", "a:y", "b:3", "a:z", "b:4"].map((line) => ({
    speaker: line[0] as string,
    text: line.slice(2),
  }));
  assert.deepEqual(turnsAround(lines, "a"), ["b: 1\nc: 2", "b: 3"]);
  assert.deepEqual(turnsAround(lines, "b"), [OPENING, "c: 2\na: x\na: y", "a: z"]);
  assert.deepEqual(turnsAround(lines, "d"), []);
});

const SCENE = {
  book: "Ships",
  i_p: 1,
  i_c: 0,
  scenario: "A quay.",
  key_characters: [{ name: "Ana", motivation: "To leave." }],
  dialogues: [
    { character: "Ben", message: "[She lies.] Stay." },
    { character: "Ana", message: "[I must go.] No." },
  ],
  major_characters: ["Ana", "Ben", "Cid"],
  character_profiles: { Ana: "Sails.", Ben: "", Cid: "Silent." },
  plot: { summary: "She leaves." },
};

test("CoSER: a major character who speaks plays its part; thoughts, plot and original are hidden from it", async (t) => {
  const root = await folder(t, { "test_set.json": [SCENE] });
  const [only, ...more] = await all(coser(), join(root, "test_set.json"));
  assert.deepEqual([only?.persona.name, only?.persona.summary, more], ["Ana", "Sails.", []]);
  const [item] = only?.suite.items ?? [];
  assert.deepEqual([item?.kind, item?.turns], ["scene", ["Ben: Stay."]]);
  assert.match(item?.scene ?? "", /A quay\.\n\nWhat moves you: To leave\./);
  assert.doesNotMatch(JSON.stringify([item?.turns, item?.scene]), /lies|She leaves|No\./);
  assert.deepEqual(item?.asks?.reference, [
    { speaker: "Ben", text: "Stay." },
    { speaker: "Ana", text: "No." },
  ]);
});

test("what is no scene is one line that names the file and the place", async (t) => {
  const root = await folder(t, { "a.json": [{ ...SCENE, scenario: 1 }], "b.json": "[{", "c.json": {} });
  await assert.rejects(all(coser(), join(root, "a.json")), {
    code: "invalid_input",
    message: /a\.json: \[0\]\.?scenario: 1/,
  });
  await assert.rejects(all(coser(), join(root, "b.json")), { code: "invalid_input" });
  await assert.rejects(all(characterBoxScenes(), join(root, "c.json")), /c\.json: title/);
  await assert.rejects(all(realtalk(), join(root, "none.json")), { code: "invalid_input", message: /no such file/ });
  await assert.rejects(all(simulateBench(), root), { code: "invalid_input" });
});

test("CharacterBox: actions in brackets, words after; a dialogue of None is no word", async (t) => {
  const actions = [
    { character: "Ben", action: "Waves.", dialogue: "None" },
    { character: "Ana", action: "Turns.", dialogue: "“Well?”" },
  ];
  const characters = [{ name: "Ana", description: "Sails." }, { name: "Ben" }];
  const root = await folder(t, {
    "W.json": { title: "W", scenes: [{ id: 0, event: "Farewell", characters, actions }] },
  });
  const found = await all(characterBoxScenes(), root);
  assert.deepEqual(
    found.map(({ persona, suite }) => [persona.name, suite.items[0]?.turns]),
    [
      ["Ana", ["Ben: (Waves.)"]],
      ["Ben", [OPENING]],
    ],
  );
});

test("SimulateBench: options by name, the gold one found, questions without options left out", async (t) => {
  const of = (options: string) => `Who?[this is a single-choice question,you should only choose from: ${options}]`;
  const unknown = "There's not enough information to answer this question.";
  const asked = [
    { question: "Your name?", gold_answer: "Ana" },
    { question: of(`Black/Brown;White;${unknown}`), gold_answer: "Brown" },
    { question: of(`Yes;No;${unknown}`), gold_answer: unknown.slice(0, -1) },
  ];
  const root = await folder(t, {
    "basic_information/ana/questions.json": asked,
    "role_relation/ana/questions.json": [],
    "role_non_relation/ana/questions.json": [],
    "profile/ana/profile_v1/basic_information.json": {
      basic_information: { name: "Ana", home: "Rome", nicknames: [{ nickname: "A" }] },
    },
    "profile/ana/profile_v1/roles.json": { roles: { sailor: { habits: ["Rises early."] } } },
  });
  const [only] = await all(simulateBench(), root);
  assert.deepEqual(
    only?.suite.items.map(({ asks }) => [asks?.answer, asks?.answerable]),
    [
      [0, true],
      [2, false],
    ],
  );
  assert.deepEqual(
    only?.persona.statements?.map(({ text }) => text),
    ["name: Ana", "home: Rome", "nicknames, nickname: A", "sailor, habits: Rises early."],
  );
  const bad = { question: of("Yes;No"), gold_answer: "Perhaps" };
  await writeFile(join(root, "role_relation/ana/questions.json"), JSON.stringify([bad]));
  await assert.rejects(all(simulateBench(), root), /role_relation-0: "Perhaps", which is no option/);
});

test("BehaviorChain: the true course is told up to each node, never beyond", async (t) => {
  const node = (context: string, right: string) => ({
    summary_refined: `${context} After this or in response to this, what behavior did Ana take?`,
    options_out_of_order: { a: "w", b: "x", c: "y", d: "z" },
    right_option_index: right,
  });
  const file = {
    profile: { Name: "Ana", Relationships: { Ben: "brother" } },
    summary: [{ chapter_content: "Here: Summary She sails." }, { chapter_content: "She wrecks." }],
    max_index: 1,
    chapters_len: 2,
    summary_len: 2,
    examples: [{}, node("Storm.", "b"), node("Calm.", "d")],
  };
  const root = await folder(t, { "finally_examples_ships.json": file });
  const [only] = await all(behaviorChains(), root);
  const [first, second] = only?.suite.items ?? [];
  assert.match(first?.turns[0] ?? "", /^She sails\.\nStorm\. After this[^?]*\?\n\nA\)/);
  assert.match(second?.turns[0] ?? "", /^She sails\.\nStorm\.\nCalm\. After this/);
  assert.deepEqual(
    [first?.asks?.answer, second?.asks?.answer, second?.asks?.node, second?.asks?.chain],
    [1, 3, 1, "ships"],
  );
  assert.deepEqual(only?.persona.statements, [
    { id: "p0", text: 'Relationships: {"Ben":"brother"}', topic: "Relationships" },
  ]);
});

test("PersonaMem: history up to the question without the profile; lists as Python prints them", async (t) => {
  const header =
    "persona_id,question_id,question_type,topic,user_question_or_message,correct_answer,all_options,shared_context_id,end_index_in_shared_context";
  const list = `"['(a) It\\'s tea.', ""(b) Ana's coffee."", '(c) Milk.', '(d) Rum.']"`;
  const root = await folder(t, {
    "questions_32k.csv": `${header}\n0,q1,recall,food,What do I drink?,(b),${list},h,2\n0,q2,recall,food,And now?,(a),${list},h,3\n`,
    "shared_contexts_32k.jsonl": `${JSON.stringify({
      h: [
        { role: "system", content: "PROFILE" },
        { role: "user", content: "Coffee!" },
        { role: "assistant", content: "Noted." },
      ],
    })}\n`,
  });
  const [only, ...more] = await all(personaMem(), root);
  assert.equal(more.length, 0);
  assert.deepEqual(
    only?.suite.items.map(({ scene }) => scene),
    ["user: Coffee!", "user: Coffee!\nassistant: Noted."],
  );
  assert.deepEqual(only?.suite.items[0]?.asks?.options, ["It's tea.", "Ana's coffee.", "Milk.", "Rum."]);
  assert.equal(only?.suite.items[0]?.asks?.answer, 1);
  await assert.rejects(all(personaMem({ size: "128k" }), root), { code: "invalid_input" });
});

test("PersonaBench: own documents by segment, and which of them a question needs", async (t) => {
  const root = await folder(t, {
    "eval_info/eval_info_all.json": [
      {
        Name: "Ana",
        Eval_Info: { qa: [{ q_id: "q1", question: "Who are your friends?", answer: ["Ben", "Cid"], type: "social" }] },
      },
    ],
    "eval_info/qa_gt_context_all_noise_0.0.json": [{ q_id: "q1", segment_id: { f1: ["s1", "s2"] } }],
    "private_data/noise_0.0/conversation_data_all.json": [
      { Name: "Ana", Data: [{ Conversations: [{ segment_id: "s1", session: 1, text: "Hi Ben" }] }] },
    ],
    "private_data/noise_0.0/user_ai_interaction_data_all.json": [
      { Name: "Ana", Data: [{ segment_id: "s2", User: "Find Cid" }] },
    ],
    "private_data/noise_0.0/purchase_history_data_all.json": [{ Name: "Ana", Data: [] }],
  });
  const [only] = await all(personaBench(), root);
  assert.deepEqual(only?.persona.knowledge?.documents, [
    { id: "s1", text: "text: Hi Ben" },
    { id: "s2", text: "User: Find Cid" },
  ]);
  assert.equal(only?.suite.items[0]?.asks?.gold, "Ben, Cid");
  assert.deepEqual(only?.suite.items[0]?.asks?.needed, [["s1", "s2"]]);
});

test("a plain file of choices; in both orders the right one changes place", async (t) => {
  const row = { id: "d1", name: "Ana", context: "She sails.", question: "Stay?", options: ["yes", "no"], answer: 1 };
  const root = await folder(t, { "a.jsonl": JSON.stringify(row), "b.jsonl": JSON.stringify({ ...row, answer: 2 }) });
  const [only] = await all(choiceFile({ bothOrders: true }), join(root, "a.jsonl"));
  assert.deepEqual(
    only?.suite.items.map(({ id, asks }) => [id, asks?.answer, asks?.cluster]),
    [
      ["d1-ab", 1, "d1"],
      ["d1-ba", 0, "d1"],
    ],
  );
  assert.equal((await all(choiceFile(), join(root, "a.jsonl")))[0]?.suite.items[0]?.scene, "She sails.");
  await assert.rejects(all(choiceFile(), join(root, "b.jsonl")), /b\.jsonl:1: answer: 2/);
});

/** Personas and items of the published sets, counted apart from the loaders. */
const PUBLISHED: readonly { benchmark: Benchmark; path: string; personas: number; items: number }[] = [
  { benchmark: coser(), path: "research/coser/test/test_set.json", personas: 424, items: 424 },
  { benchmark: coser(), path: "research/coser/test/example_test_set.json", personas: 7, items: 7 },
  { benchmark: characterBoxScenes(), path: "open/characterbox/extracted_scenes", personas: 328, items: 328 },
  { benchmark: characterBoxScenes(), path: "open/characterbox/generated_data", personas: 247, items: 247 },
  { benchmark: simulateBench(), path: "research/simulatebench", personas: 53, items: 7843 },
  { benchmark: inCharacter(), path: "open/incharacter", personas: 32, items: 3328 }, // 32 · (44 + 60)
  { benchmark: inCharacter({ labels: "pdb", scales: ["BFI"] }), path: "open/incharacter", personas: 32, items: 1408 },
  { benchmark: realtalk(), path: "research/realtalk", personas: 20, items: 2270 }, // 728 of REALTALK, 1,542 of LoCoMo
];

for (const { benchmark, path, personas, items } of PUBLISHED) {
  const skip = !existsSync(join(DATA, path)) && `needs ${path}`;
  test(`the published files of ${benchmark.name} (${path})`, { skip }, async () => {
    const ids = new Set<string>();
    let [people, asked] = [0, 0];
    for await (const { persona, suite } of benchmark.load(join(DATA, path))) {
      people++;
      assert.ok(personaSchema.safeParse(persona).success, `${persona.name} is no persona`);
      for (const item of suite.items) {
        asked++;
        ids.add(`${people} ${item.id}`);
        assert.ok(item.turns.length > 0 && item.turns.every((turn) => turn.trim() !== ""), `${item.id} asks nothing`);
      }
    }
    assert.equal(ids.size, asked, "two items of a suite have one id");
    assert.deepEqual([people, asked], [personas, items]);
  });
}
