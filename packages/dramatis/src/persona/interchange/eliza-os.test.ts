import assert from "node:assert/strict";
import { test } from "node:test";
import { elizaOs } from "./eliza-os.ts";

const character = {
  name: "Ada",
  system: "Be Ada.",
  bio: ["Inspects bridges.", "You are stubborn."],
  messageExamples: [
    [
      { name: "{{name1}}", content: { text: "Is it safe?" } },
      { name: "Ada", content: { text: "Ask me after the frost.", actions: ["REPLY"] } },
    ],
  ],
  topics: ["bridges"],
  adjectives: ["dry"],
  knowledge: ["Steel creeps.", "docs/steel.md", { path: "x.md", shared: true }],
  style: { all: ["be brief"], chat: ["no exclamation marks"], post: ["one line"] },
  plugins: ["@elizaos/plugin-sql"],
  settings: { voice: "low", secrets: { OPENAI_API_KEY: "sk-1" }, DISCORD_API_TOKEN: "t" },
  secrets: { TELEGRAM: "x" },
};

test("a character: sentences, own lines, rules, and no prompt", () => {
  assert.ok(elizaOs.detects(character));
  assert.deepEqual(elizaOs.read(character, "f"), {
    schema: "dramatis.persona/1",
    name: "Ada",
    statements: [
      { id: "s1", text: "Inspects bridges." },
      {
        id: "s2",
        text: "I am stubborn.",
        provenance: [{ source: "imported_card", method: "eliza-os", quote: "You are stubborn." }],
      },
    ],
    style: { examples: ["Ask me after the frost."] },
    knowledge: { facts: ["Steel creeps."] },
    rules: ["be brief"],
    facets: {
      aspects: { trait: ["dry"], topics: ["bridges"], chatStyle: ["no exclamation marks"], postStyle: ["one line"] },
    },
  });
});

test("secrets are taken out wherever they stand, with a line that does not show them", () => {
  const { record, losses } = elizaOs.withhold?.(character) ?? { record: null, losses: [] };
  assert.deepEqual((record as typeof character).settings, { voice: "low" });
  assert.ok(!("secrets" in (record as object)));
  assert.deepEqual(
    losses.map(({ path, kind }) => `${kind} ${path}`),
    ["dropped settings.secrets", "dropped settings.DISCORD_API_TOKEN", "dropped secrets"],
  );
  assert.ok(!JSON.stringify([record, losses]).includes("sk-1"));
  assert.equal(character.secrets.TELEGRAM, "x");
});

test("the first version says user, and the newest wraps its conversations", () => {
  const v0 = {
    name: "Ada",
    modelProvider: "x",
    bio: "Inspects bridges.",
    lore: ["Born on a river."],
    messageExamples: [
      [
        { user: "{{user1}}", content: { text: "Hi" } },
        { user: "Ada", content: { text: "Hm.", action: "NONE" } },
      ],
    ],
  };
  const newest = {
    name: "Ada",
    bio: ["x"],
    messageExamples: [{ examples: [{ name: "Ada", content: { text: "Hm." } }] }],
  };
  assert.deepEqual(
    elizaOs.read(v0, "f").statements?.map(({ text }) => text),
    ["Inspects bridges.", "Born on a river."],
  );
  for (const record of [v0, newest]) assert.deepEqual(elizaOs.read(record, "f").style, { examples: ["Hm."] });
});

test("only keys of the current schema are written, and no secret", () => {
  const written = elizaOs.write?.(elizaOs.read({ ...character, clients: [] }, "f")) ?? {};
  assert.deepEqual(Object.keys(written), [
    "name",
    "bio",
    "messageExamples",
    "topics",
    "adjectives",
    "knowledge",
    "style",
  ]);
  assert.deepEqual(written.bio, ["Inspects bridges.", "You are stubborn."]);
});

test("faults name the field", () => {
  assert.throws(() => elizaOs.read({ name: "Ada", style: { all: [1] } }, "a.json"), {
    message: /^a\.json: ElizaOS character: style\.all: a list of 1; expected a text or a list of texts$/,
  });
});
