import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Persona } from "../../core/index.ts";
import { listModel } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { chaptersOf } from "./chapters.ts";
import { type CharacterGptOptions, characterGpt } from "./character-gpt.ts";
import { characterPassages } from "./character-passages.ts";
import { withChapter } from "./character-snapshot.ts";

const CHAPTERS = [
  `Ada was a tall woman with a scar on her hand. She had lived in Ghent for ten years. The rain fell all day, and the
street outside was empty but for a dog.

“I am a watchmaker,” said Ada, “and I have never been late.”

“You are late now,” said Tom. He was a baker. “I have two sons.”

“Never mind.” Ada smiled. “I hate bread.”`,
  `Tom met Ada at the harbour. The harbour was cold, and all of the boats had gone out before the morning came.

"I sold the shop," she said. "I live in Bruges now."

Tom said nothing. Ada had a new coat, and the two of them walked a long way under the lamps without another word.`,
];
const book = [{ id: "book", text: `A Tale\n\nCHAPTER I.\n\n${CHAPTERS[0]}\n\nCHAPTER II.\n\n${CHAPTERS[1]}\n` }];

async function made(options: CharacterGptOptions): Promise<Persona[]> {
  return all(characterGpt({ texts: book, speaker: "Ada", ...options }).personas(0));
}

sourceConformance(async () => characterGpt({ texts: book, speaker: "Ada", snapshots: "all" }));

test("chapters by their headings, else by size; a table of contents is none", () => {
  const titles = (text: string): string[] => chaptersOf([{ id: "b", text }]).map(({ title }) => title);
  const body = `\n\n${"It rained. ".repeat(30)}\n\n`;
  assert.deepEqual(titles(`Chapter 1${body}Chapter 2: The Sea${body}`), ["Chapter 1", "Chapter 2: The Sea"]);
  assert.deepEqual(titles(`CHAPTER I.\nCHAPTER II.\n\nCHAPTER I.${body}CHAPTER II.${body}`), [
    "CHAPTER I.",
    "CHAPTER II.",
  ]);
  assert.deepEqual(titles(`I.${body}II.${body}III.${body}`), ["I.", "II.", "III."]);
  assert.deepEqual(titles(`# One${body}## Two${body}`), ["One", "Two"]);
  assert.deepEqual(titles(`${body}LETTER IV\r\n${body}LETTER V\r\n${body}`), ["", "LETTER IV", "LETTER V"]);
  assert.deepEqual(titles("   "), []);
  const parts = chaptersOf([{ id: "b", text: body.repeat(100) }], { size: 1000 });
  assert.ok(parts.length > 30 && parts.every(({ text }) => text.length <= 1000));
  assert.equal(parts.map(({ text }) => text).join(""), body.repeat(100));
});

test("lines by who is said to say them, sentences by their subject, both with their place", () => {
  const chapters = chaptersOf(book);
  const { lines, about, people } = characterPassages(chapters, { name: "Ada" });
  assert.deepEqual(
    lines.map(({ text, confidence }) => [text, confidence]),
    [
      ["I am a watchmaker.", 0.9],
      ["and I have never been late.", 0.9],
      ["Never mind.", 0.6],
      ["I hate bread.", 0.6],
    ],
  );
  assert.deepEqual(
    about.map(({ text }) => text),
    [
      "Ada was a tall woman with a scar on her hand.",
      "She had lived in Ghent for ten years.",
      "Ada had a new coat, and the two of them walked a long way under the lamps without another word.",
    ],
  );
  for (const { text, span } of [...lines, ...about]) {
    assert.equal(
      book[0]?.text
        .slice(...span)
        .replace(/,$/, ".")
        .replace(/\s+/g, " "),
      text,
    );
  }
  assert.deepEqual(people.slice(0, 2).sort(), ["Ada", "Tom"]);
});

test("without a model: lines, what they say of themselves, what is said of them, and nothing of later chapters", async () => {
  const counts = tally();
  const [first, second, ...more] = await made({ snapshots: "all", tally: counts });
  assert.deepEqual(more, []);
  assert.equal(personaSchema.safeParse(second).success, true);
  assert.deepEqual(
    first?.statements?.map(({ text }) => text),
    ["I am a watchmaker.", "I have never been late.", "I hate bread."],
  );
  assert.equal(first?.knowledge?.cutoff, "CHAPTER I.");
  assert.equal(first?.knowledge?.facts?.length, 2);
  assert.equal(second?.knowledge?.cutoff, "CHAPTER II.");
  assert.equal(second?.knowledge?.facts?.length, 3);
  const { asked, kept, dropped } = counts.report();
  assert.equal(asked, kept + Object.values(dropped).reduce((sum, count) => sum + count, 0));
  assert.deepEqual((await made({}))[0], second);
});

test("flags of 0 change nothing, and chapters keep their order whichever comes first", () => {
  const one = withChapter({ general: {}, events: {} }, 1, [
    { trait: "personality", flag: 1, text: "Punctual." },
    { trait: "conflict", flag: 1, text: "Late." },
  ]);
  assert.deepEqual(
    withChapter(one, 2, [
      { trait: "personality", flag: 0, text: "ignored" },
      { trait: "conflict", flag: 0, text: "" },
    ]),
    one,
  );
  const third = withChapter(one, 3, [{ trait: "conflict", flag: 1, text: "Sold." }]);
  const second = withChapter(third, 2, [{ trait: "conflict", flag: 1, text: "Cold." }]);
  assert.deepEqual(
    second.events.conflict?.map(({ chapter }) => chapter),
    [1, 2, 3],
  );
  assert.equal(withChapter(one, 2, [{ trait: "personality", flag: 1, text: "Kind." }]).general.personality, "Kind.");
});

test("with a model: a summary and eight traits a chapter, from a description", async () => {
  const none = JSON.stringify({ flag: 0, text: "" });
  const trait = (text: string): string => JSON.stringify({ flag: 1, text });
  const summary = JSON.stringify({ summary: "Ada is late." });
  const start = [trait("Calm."), none, none, trait("Born in Ghent."), none];
  const chapter1 = [
    summary,
    trait("Calm, never late."),
    none,
    none,
    none,
    trait("Proud."),
    none,
    none,
    "broken",
    "broken",
  ];
  const chapter2 = [summary, ...Array.from({ length: 8 }, () => none)];
  const model = listModel([...start, ...chapter1, ...chapter2]);
  const counts = tally();
  const [first, second] = await made({ model, snapshots: "all", description: "Ada is a watchmaker.", tally: counts });
  assert.deepEqual(first?.identity, { personal: ["Calm, never late."], life: { backstory: "Born in Ghent." } });
  assert.deepEqual(first?.facets?.aspects, { emotionalState: ["Proud."] });
  assert.deepEqual(second?.identity, first?.identity, "all flags 0");
  assert.deepEqual(second?.facets?.aspects, first?.facets?.aspects);
  assert.match(model.asked[6]?.messages[1]?.content as string, /"known":"Calm\."/);
  assert.equal(counts.report().dropped.unparsed, 1);
  assert.equal(counts.report().calls, 24);
  assert.equal(first?.provenance?.[0]?.model, "list");
});

test("no name, nobody of that name, an empty text, another language", async () => {
  assert.throws(() => characterGpt(), /no texts/);
  assert.throws(() => characterGpt({ texts: book }), /no name.*--speaker/);
  await assert.rejects(made({ speaker: "Zoe" }), /nothing said by or of Zoe; expected .*(?:Tom|Ada)/);
  await assert.rejects(made({ texts: [{ id: "e", text: "" }] }), /nothing said by or of Ada/);
  const german = [{ id: "d", text: "Ada wohnte in Gent. „Ich bin Uhrmacherin“, sagte Ada." }];
  const [ada] = await made({ texts: german });
  assert.deepEqual(
    ada?.statements?.map(({ text, provenance }) => [text, provenance?.[0]?.span]),
    [["Ich bin Uhrmacherin", [21, 40]]],
  );
  assert.equal(ada?.knowledge?.facts, undefined, "how somebody is, is read in English only");
});

test("names with marks in them are taken as they stand, and odd texts in bounded time", () => {
  const of = (name: string, text: string): number =>
    characterPassages(chaptersOf([{ id: "t", text }]), { name }).lines.length;
  assert.equal(of("O'Brien", "“No,” said O'Brien."), 1);
  assert.equal(of("Mr. Darcy", "“No,” said Darcy. “Never.”"), 2);
  assert.equal(of("A+ (the)", "“No,” said A."), 0);
  for (const odd of ["“", '"', "A-", " ", "\n ", "Ada said ", "„", "I.\n", "# x\n"]) of("Ada", odd.repeat(300_000));
});

test("a book of 5 MB is read in bounded time", async () => {
  const chapter = `${CHAPTERS[0]}\n\n${"The sea was grey, and nobody came. ".repeat(150)}\n\n`;
  const count = Math.ceil(5_000_000 / chapter.length);
  const text = Array.from({ length: count }, (_, i) => `Chapter ${i + 1}\n\n${chapter}`).join("");
  const before = process.cpuUsage().user;
  const [persona] = await made({ texts: [{ id: "big", text }] });
  assert.equal(persona?.knowledge?.cutoff, `Chapter ${count}`);
  assert.ok(process.cpuUsage().user - before < 20e6, "more than 20 s of processor time");
});
