import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LoreEntry } from "./lorebook.ts";
import { regexMatcher } from "./regex-matcher.ts";
import { entry, loreOf, textsOf } from "./testing.ts";

// Each test is one rule of Character Book V2, Lorebook V3 or SillyTavern's world info.

const CHAT = ["user: We saw the reef.", "Ada: It is sharp.", "user: And the boat?"];

describe("what brings an entry up", () => {
  test("any of its keys in the last scan_depth messages, whatever the case", () => {
    const book = [entry("REEF", "one"), entry("boat", "two", { keys: ["ship", "boat"] }), entry("moon", "three")];
    assert.deepEqual(textsOf(book, { said: CHAT }), ["one", "two"]);
    assert.deepEqual(textsOf({ scanDepth: 1, entries: book }, { said: CHAT }), ["two"]);
    assert.deepEqual(textsOf({ scanDepth: 0, entries: book }, { said: CHAT }), []);
    assert.deepEqual(textsOf({ scanDepth: 1e9, entries: book }, { said: CHAT }), ["one", "two"]);
    assert.deepEqual(textsOf(book), []); // nothing said
  });

  test("an entry's own scan depth counts before the book's, and a decorator's before both", () => {
    const own = entry("reef", "own", { extensions: { scan_depth: 3 } });
    const decorated = entry("reef", "@@scan_depth 1\ndecorated", { extensions: { scan_depth: 3 } });
    assert.deepEqual(textsOf({ scanDepth: 1, entries: [own, decorated] }, { said: CHAT }), ["own"]);
  });

  test("case_sensitive, of the entry or in its extensions", () => {
    const said = ["user: Rose is here"];
    const book = [
      entry("Rose", "same", { caseSensitive: true }),
      entry("rose", "other", { caseSensitive: true }),
      entry("ROSE", "extension", { extensions: { case_sensitive: true } }),
      entry("ROSE", "any", { extensions: { case_sensitive: null } }),
    ];
    assert.deepEqual(textsOf(book, { said }), ["same", "any"]);
  });

  test("match_whole_words: a key of one word is not found in another word; of several it is found as it stands", () => {
    const whole = { extensions: { match_whole_words: true } };
    const book = [entry("king", "king", whole), entry("to my lik", "phrase", whole)];
    assert.deepEqual(textsOf(book, { said: ["user: it is not to my liking"] }), ["phrase"]);
    assert.deepEqual(textsOf(book, { said: ["user: liking the king!"] }), ["king"]);
    assert.deepEqual(textsOf(book, { said: ["user: éking, king_1"] }), []);
  });

  test("blank keys and an empty book bring nothing up", () => {
    assert.deepEqual(textsOf([entry(" ", "x"), entry("", "y"), { content: "z" }], { said: CHAT }), []);
    assert.deepEqual(textsOf([], { said: CHAT }), []);
  });

  test("{{char}} and {{user}} in keys", () => {
    const book = [entry("{{USER}}. and {{char}}", "both"), entry("/^{{user}}\\./", "regex")];
    assert.deepEqual(textsOf(book, { said: ["user: A.B. and Ada"], user: "A.B" }), ["both", "regex"]);
    assert.deepEqual(textsOf(book, { said: ["user: AxB. and"], user: "A.B" }), []);
  });

  test("selective: one of the secondary keys too, by default; unless the entry says how", () => {
    const of = (logic?: number): LoreEntry =>
      entry("reef", String(logic), {
        selective: true,
        secondaryKeys: ["boat", "moon"],
        ...(logic !== undefined && { extensions: { selectiveLogic: logic } }),
      });
    const book = [of(), of(0), of(1), of(2), of(3)]; // AND_ANY, NOT_ALL, NOT_ANY, AND_ALL
    assert.deepEqual(textsOf(book, { said: ["user: reef"] }), ["1", "2"]);
    assert.deepEqual(textsOf(book, { said: ["user: reef, boat"] }), ["undefined", "0", "1"]);
    assert.deepEqual(textsOf(book, { said: ["user: reef, boat, moon"] }), ["undefined", "0", "3"]);
    assert.deepEqual(textsOf(book, { said: ["user: boat, moon"] }), []);
  });

  test("secondary keys do not count where the entry is not selective; in world info it is by default", () => {
    const one = entry("reef", "x", { secondaryKeys: ["moon"] });
    assert.deepEqual(textsOf([one], { said: CHAT }), ["x"]);
    assert.deepEqual(textsOf([{ ...one, selective: true, secondaryKeys: [] }], { said: CHAT }), ["x"]);
    assert.deepEqual(textsOf({ dialect: "silly-tavern", entries: [one] }, { said: CHAT }), []);
  });

  test("constant: always; disabled: never", () => {
    const book = [entry("", "always", { constant: true }), entry("reef", "never", { enabled: false, constant: true })];
    assert.deepEqual(textsOf(book), ["always"]);
    assert.deepEqual(textsOf(book, { said: CHAT }), ["always"]);
  });
});

describe("regex keys", () => {
  test("use_regex makes every key one; constant and secondary keys are then ignored", () => {
    const regex = { useRegex: true };
    const book = [
      entry("re+f", "hit", regex),
      entry("Reef", "cased as written", regex),
      entry("Reef", "any case", { ...regex, caseSensitive: false }),
      entry("moon", "constant", { ...regex, constant: true }),
      entry("boat", "secondary", { ...regex, selective: true, secondaryKeys: ["moon"] }),
    ];
    assert.deepEqual(textsOf(book, { said: CHAT }), ["hit", "any case", "secondary"]);
  });

  test("without it a key is one when it is written /regex/flags", () => {
    const book = [
      entry("/re+f/", "regex"),
      entry("re+f", "letters"),
      entry("/REEF/", "case"),
      entry("/REEF/i", "flag"),
    ];
    assert.deepEqual(textsOf(book, { said: CHAT }), ["regex", "flag"]);
  });

  test("SillyTavern writes use_regex into every entry of a card: plain keys stay plain, constants constant", () => {
    const st = { useRegex: true, extensions: { position: 1, selectiveLogic: 0 } };
    const book = [
      entry("reef.", "letters", st),
      entry("", "constant", { ...st, constant: true }),
      entry("re.f", "no", st),
    ];
    assert.deepEqual(textsOf(book, { said: CHAT }), ["letters", "constant"]);
  });

  test("an invalid one and one without end match nothing, are said, and the others go on", () => {
    const book = [
      entry("(", "invalid", { useRegex: true }),
      entry("/(a+)+$/", "endless"),
      entry("/b$/m", "fine"),
      entry("a", "plain"),
    ];
    const regexes = regexMatcher({ perKeyMs: 100, perScanMs: 5000 });
    const { entries, problems } = loreOf(book, { said: [`user: ${"a".repeat(50_000)}b`], regexes });
    assert.deepEqual(
      entries.map(({ text }) => text),
      ["fine", "plain"],
    );
    assert.deepEqual(problems.toSorted(), ["/(/: not a regex", "/(a+)+$/: took more than 100 ms; not tried again"]);
    assert.deepEqual(regexes.slow(), ["/(a+)+$/"]);
  });
});

describe("what is inserted", () => {
  test("lower insertion_order higher; the same order as in the book", () => {
    const book = [
      entry("reef", "c", { insertionOrder: 9 }),
      entry("reef", "a", { insertionOrder: -1 }),
      entry("reef", "b", { insertionOrder: 9 }),
    ];
    assert.deepEqual(textsOf(book, { said: CHAT }), ["a", "c", "b"]);
  });

  test("once, even if matched twice; nothing of an empty content; never the name, the comment or the id", () => {
    const named = { name: "Name", comment: "Comment", id: "Id" };
    const book = [
      entry("reef", "x", { ...named, keys: ["reef", "saw", "boat"] }),
      entry("reef", " \n"),
      entry("boat", "x"),
    ];
    assert.deepEqual(textsOf(book, { said: CHAT }), ["x"]);
    assert.equal(loreOf(book, { said: CHAT }).entries[0]?.id, "character:Id");
  });

  test("a character's book stacks with the world's and stands before it", () => {
    const book = { entries: [entry("reef", "own", { insertionOrder: 500 }), entry("reef", "both")] };
    const worldBook = { scanDepth: 1, entries: [entry("boat", "world", { insertionOrder: 1 }), entry("boat", "both")] };
    const { entries } = loreOf(book, { worldBook, said: CHAT });
    assert.deepEqual(
      entries.map(({ id, text }) => [id, text]),
      [
        ["character:1", "both"],
        ["character:0", "own"],
        ["world:0", "world"],
      ],
    );
    assert.deepEqual(textsOf([], { worldBook, said: CHAT }), ["world", "both"]);
  });

  test("macros are carried out; {{random}} and {{roll}} by the seed, the entry and the turn", () => {
    const book = [entry("reef", "{{char}} tells {{user}} {{random:1,2,3,4,5,6,7,8}}{{roll:99}}{{// hidden}}.")];
    const of = (seed: number): string[] => textsOf(book, { said: CHAT, seed });
    assert.match(of(1)[0] ?? "", /^Ada tells Bo \d+\.$/);
    assert.deepEqual(of(1), of(1));
    assert.ok(new Set([1, 2, 3, 4].flatMap(of)).size > 1);
  });

  test("where it goes: by its decorators, else its extensions, else its position", () => {
    const placeOf = (content: string, more: Partial<LoreEntry> = {}): unknown =>
      loreOf([entry("reef", content, more)], { said: CHAT }).entries[0]?.place;
    assert.deepEqual(placeOf("x"), { at: "after" });
    assert.deepEqual(placeOf("x", { position: "before_char" }), { at: "before" });
    const extension = (position: number, more: object = {}): object => ({ extensions: { position, ...more } });
    assert.deepEqual(placeOf("x", { position: "before_char", ...extension(1) }), { at: "after" });
    assert.deepEqual(placeOf("x", extension(4, { depth: 2, role: 1 })), { at: "depth", depth: 2, role: "user" });
    assert.deepEqual(placeOf("x", extension(4)), { at: "depth", depth: 3, role: "system" }); // 4, of 3 messages
    assert.deepEqual(placeOf("@@depth 1\n@@role assistant\nx", extension(4)), {
      at: "depth",
      depth: 1,
      role: "assistant",
    });
    assert.deepEqual(placeOf("@@depth -2\nx"), { at: "depth", depth: 0, role: "system" });
    assert.deepEqual(placeOf("@@reverse_depth 1\nx"), { at: "depth", depth: 2, role: "system" }); // 3 − 1
    assert.deepEqual(placeOf("@@depth 2\n@@position before_desc\nx"), { at: "before" }); // position overrides depth
    assert.equal(placeOf("x", extension(7)), undefined); // SillyTavern's outlet: inserted by name alone
  });
});

describe("the budget", () => {
  const countTokens = (text: string): number => text.length;

  test("the lowest priority goes first, and what never fits before it", () => {
    const entries = [
      entry("reef", "aaaa", { priority: 3 }),
      entry("reef", "bbbb", { priority: 1 }),
      entry("reef", "cccc", { priority: 2 }),
      entry("reef", "d".repeat(99), { priority: 9 }),
    ];
    const { entries: left, dropped } = loreOf({ tokenBudget: 8, entries }, { said: CHAT, countTokens });
    assert.deepEqual(
      left.map(({ text }) => text),
      ["aaaa", "cccc"],
    );
    assert.deepEqual(
      dropped.map(({ text }) => text.slice(0, 4)),
      ["bbbb", "dddd"],
    );
  });

  test("without priorities the lowest insertion_order; of equals the last", () => {
    const entries = ["aa", "bb", "cc"].map((text, index) =>
      entry("reef", text, { insertionOrder: index === 0 ? 1 : 2 }),
    );
    assert.deepEqual(textsOf({ tokenBudget: 4, entries }, { said: CHAT, countTokens }), ["bb", "cc"]);
    assert.deepEqual(textsOf({ tokenBudget: 2, entries }, { said: CHAT, countTokens }), ["bb"]);
    assert.deepEqual(textsOf({ tokenBudget: 0, entries }, { said: CHAT, countTokens }), []);
  });

  test("@@ignore_on_max_context goes before its priority says; each book has its own; a default for one without", () => {
    const entries = [
      entry("reef", "@@ignore_on_max_context\naa", { priority: 9 }),
      entry("reef", "bb", { priority: 1 }),
    ];
    const worldBook = { entries: [entry("reef", "cc")] };
    assert.deepEqual(textsOf({ tokenBudget: 2, entries }, { said: CHAT, countTokens, worldBook }), ["bb", "cc"]);
    assert.deepEqual(textsOf({ tokenBudget: 4, entries }, { said: CHAT, countTokens, worldBook, tokenBudget: 1 }), [
      "aa",
      "bb",
    ]);
  });
});

describe("recursion", () => {
  const chain = [
    entry("Bessie", "Bessie is a cow and a friend of Rufus."),
    entry("Rufus", "Rufus is a dog."),
    entry("dog", "Dogs bark.{{hidden_key:noise}}{{comment:Silent}}"),
    entry("noise", "It is loud."),
    entry("silent", "It is still."),
  ];
  const said = ["user: Tell me of Bessie"];

  test("what an entry says brings up others, where the book allows it; hidden keys count, comments do not", () => {
    assert.equal(textsOf(chain, { said }).length, 1);
    assert.equal(textsOf({ recursiveScanning: false, entries: chain }, { said }).length, 1);
    assert.deepEqual(textsOf({ recursiveScanning: true, entries: chain }, { said }).slice(1), [
      "Rufus is a dog.",
      "Dogs bark.",
      "It is loud.",
    ]);
    assert.equal(textsOf({ recursiveScanning: true, entries: chain }, { said, maxSteps: 1 }).length, 2);
  });

  test("prevent_recursion, exclude_recursion and delay_until_recursion", () => {
    const with_ = (at: number, extensions: Record<string, unknown>): number =>
      textsOf(
        { recursiveScanning: true, entries: chain.map((one, index) => (index === at ? { ...one, extensions } : one)) },
        { said },
      ).length;
    assert.equal(with_(0, { prevent_recursion: true }), 1);
    assert.equal(with_(1, { exclude_recursion: true }), 1);
    assert.equal(with_(1, { delay_until_recursion: true }), 4);
    // What waits for recursion does not come up by the messages in a book that has none.
    const waiting = entry("reef", "x", { extensions: { delay_until_recursion: true } });
    assert.deepEqual(textsOf([waiting], { said: CHAT }), []);
  });

  test("levels of delay: the next when the one before brings up nothing more", () => {
    const level = (n: number): object => ({ extensions: { delay_until_recursion: n } });
    const entries = [
      entry("reef", "begins moon", { insertionOrder: 1 }),
      entry("moon", "two sun", { ...level(2), insertionOrder: 3 }),
      entry("moon", "one star", { ...level(1), insertionOrder: 2 }),
      entry("star", "one more", { ...level(1), insertionOrder: 4 }),
    ];
    assert.deepEqual(textsOf({ recursiveScanning: true, entries }, { said: CHAT }), [
      "begins moon",
      "one star",
      "two sun",
      "one more",
    ]);
    // Steps: 1 level 1 (one star), 2 (one more), 3 nothing: level 2, 4 (two sun).
    assert.equal(textsOf({ recursiveScanning: true, entries }, { said: CHAT, maxSteps: 3 }).length, 3);
  });

  test("the first keys may be in the messages and the secondary in what came up", () => {
    const entries = [
      entry("reef", "It holds pearls."),
      entry("boat", "x", { selective: true, secondaryKeys: ["pearls"], insertionOrder: 200 }),
    ];
    assert.deepEqual(textsOf({ recursiveScanning: true, entries }, { said: CHAT }), ["It holds pearls.", "x"]);
  });

  test("10,000 entries that bring each other up come to an end", () => {
    const round = Array.from({ length: 10_000 }, (_, n) => entry(`k${n}.`, `k${n + 1}. k${9999 - n}.`));
    const up = textsOf({ recursiveScanning: true, entries: round }, { said: ["user: k0."] });
    assert.ok(up.length > 2 && up.length < 100, `${up.length}`);
    const all = Array.from({ length: 10_000 }, (_, n) => entry("go", `${"go ".repeat(200)}${n}`));
    const { entries, dropped } = loreOf(
      { recursiveScanning: true, entries: all },
      { said: ["user: go"], tokenBudget: 500 },
    );
    assert.ok(entries.length > 0 && entries.length + dropped.length === 10_000);
  });
});
