// The formats of persona corpora: one sentence, a file of sentences, characters, bots, rows of speakers.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { importStream } from "./import-personas.ts";
import { personaChatFile } from "./persona-chat-file.ts";
import { personaHub } from "./persona-hub.ts";
import { pippa } from "./pippa.ts";
import { prodigy } from "./prodigy.ts";
import { syntheticPersonaChat } from "./synthetic-persona-chat.ts";

const shared = process.env.DRAMATIS_SHARED ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));
const dataFile = (path: string): { path: string; skip: string | false } => {
  const whole = join(shared, "data", path);
  return { path: whole, skip: existsSync(whole) ? false : "no shared data here" };
};

test("PersonaHub: a sentence, under either key", () => {
  const persona = { schema: "dramatis.persona/1", name: "Someone", summary: "A welder who sails." };
  assert.deepEqual(personaHub.read({ persona: "A welder who sails." }, "f"), persona);
  assert.deepEqual(personaHub.read({ "input persona": "A welder who sails.", "synthesized text": "x" }, "f"), persona);
  assert.throws(() => personaHub.read({ persona: " " }, "f"), {
    message: /^f: PersonaHub persona: persona: " "; expected a sentence$/,
  });
});

const hub = dataFile("research/persona-hub/tool.jsonl");
test("PersonaHub: the 5,000 of its tools", { skip: hub.skip }, async () => {
  const records: unknown[] = (await readFile(hub.path, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(records.length, 5000);
  assert.ok(
    records.every((record) => personaHub.detects(record) && (personaHub.read(record, "f").summary ?? "") !== ""),
  );
});

const TALK =
  "your persona: i sail.\t['i', 'do', 'sail']\nyour persona: you know me.\npartner's persona: i bake.\n1 hi\tho\n\n1 your persona: i weld.\n2 hey\tyes\n";

test("PersonaChat: a persona for each speaker of each dialogue", () => {
  const said = personaChatFile
    .split?.({ text: TALK })
    .map((part) => personaChatFile.read(part, "f").statements?.map(({ text }) => text));
  assert.deepEqual(said, [["i sail.", "you know me."], ["i bake."], ["i weld."]]);
  const persona = {
    schema: "dramatis.persona/1" as const,
    name: "Ada",
    identity: { social: { age: 41 }, life: { loves: ["rivers"] } },
  };
  assert.deepEqual(personaChatFile.write?.(persona), {
    text: "your persona: I am 41 years old.\nyour persona: I love rivers.\n",
  });
});

const valid = dataFile("open/personachat-valid/valid_both_original_dialogueNLI.txt");
test("PersonaChat: the validation set", { skip: valid.skip }, async () => {
  const parts = personaChatFile.split?.({ text: await readFile(valid.path, "utf8") }) ?? [];
  // The data's own README: 1,000 dialogues, both personas.
  assert.equal(parts.length, 2000);
  assert.ok(parts.every((part) => (personaChatFile.read(part, "f").statements?.length ?? 0) >= 3));
});

test("Synthetic-Persona-Chat: two personas a row, and the conversation is a transcript", () => {
  const row = {
    "user 1 personas": "I sail.\nI weld.",
    "user 2 personas": "I bake.",
    "Best Generated Conversation": "User 1: Hi",
  };
  const { record, losses } = syntheticPersonaChat.withhold?.(row) ?? { record: row, losses: [] };
  assert.deepEqual(
    losses.map(({ path }) => path),
    ["Best Generated Conversation"],
  );
  const parts = syntheticPersonaChat.split?.(record) ?? [];
  assert.deepEqual(parts, [{ "user 1 personas": "I sail.\nI weld." }, { "user 2 personas": "I bake." }]);
  assert.deepEqual(
    parts.map((part) => syntheticPersonaChat.write?.(syntheticPersonaChat.read(part, "f"))),
    parts,
  );
});

test("PRODIGy: characters by their id", () => {
  const characters = {
    u3: {
      character_name: "ADA",
      gender: "female",
      mbti: "introvert, sensor, thinker, judger",
      biography: ["I sail."],
      paraphrasis_1: ["Sailing is what I do."],
    },
    u9: { character_name: "RUI", mbti: "unsure" },
  };
  assert.ok(prodigy.detects(characters));
  const [ada, rui] = (prodigy.split?.(characters) ?? []).map((part) => prodigy.read(part, "f"));
  assert.deepEqual(ada?.statements, [{ id: "s1", text: "I sail." }]);
  assert.deepEqual(
    ada?.traits?.map(({ level }) => level),
    [1, 0, 0, 0],
  );
  // A character without a biography is a name.
  assert.deepEqual(rui, {
    schema: "dramatis.persona/1",
    name: "RUI",
    kind: "fictional",
    provenance: [{ source: "imported_card", method: "prodigy", from: "u9" }],
  });
  assert.deepEqual(prodigy.write?.(ada ?? rui), {
    u3: { character_name: "ADA", gender: "female", mbti: "ISTJ", biography: ["I sail."] },
  });
});

test("PIPPA: a bot, its greeting and its own lines", () => {
  const bot = {
    bot_id: "x",
    bot_name: "Ada",
    bot_description: "A bridge inspector.",
    bot_greeting: "Hm.",
    bot_definitions: "{{user}}: Safe?\n{{char}}: Ask me after the frost.\nAda: No.",
    categories: ["work"],
    conversation: [{ message: "Hi", is_human: true }],
  };
  assert.deepEqual(pippa.read(bot, "f"), {
    schema: "dramatis.persona/1",
    name: "Ada",
    kind: "fictional",
    summary: "A bridge inspector.",
    style: { examples: ["Hm.", "Ask me after the frost.", "No."] },
    facets: { aspects: { topics: ["work"] } },
  });
  assert.deepEqual(
    pippa.withhold?.(bot).losses.map(({ path }) => path),
    ["conversation"],
  );
});

test("CPED: a speaker once, however many rows there are", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-cped-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "cped.csv");
  const rows = [
    "Dialogue_ID,Utterance_ID,Speaker,Gender,Age,Openness,Neuroticism,TV_ID,Utterance,Emotion",
    "d1,1,Ada,female,young,high,unknown,1,Hm.,sad",
    "d1,2,Rui,unknown,,,,1,Yes.,",
    "d2,1,Ada,female,young,high,unknown,1,No.,",
  ];
  writeFileSync(path, rows.join("\n"));
  const personas = [];
  for await (const { persona } of importStream(path, { format: "cped" })) {
    const { facets: _, provenance: _source, ...core } = persona;
    personas.push(core);
  }
  assert.deepEqual(personas, [
    {
      schema: "dramatis.persona/1",
      name: "Ada",
      identity: { social: { gender: "female", age: "young" } },
      traits: [
        {
          system: "big5",
          dimension: "openness",
          level: 0.75,
          provenance: [{ source: "imported_card", method: "cped", quote: "high" }],
        },
      ],
    },
    { schema: "dramatis.persona/1", name: "Rui" },
  ]);
});
