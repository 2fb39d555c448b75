import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InputError } from "../../core/index.ts";
import { lorebookDialect, readLorebook } from "./read-lorebook.ts";

const read = (value: unknown): ReturnType<typeof readLorebook> => readLorebook(value, "book.json");

describe("readLorebook", () => {
  test("a V2 character book", () => {
    const { book, loss } = read({
      name: "Sea",
      scan_depth: 3,
      token_budget: 200,
      recursive_scanning: true,
      extensions: {},
      entries: [
        {
          keys: ["reef"],
          content: "The reef is sharp.",
          extensions: { agnai: 1 },
          enabled: true,
          insertion_order: 5,
          selective: true,
          secondary_keys: ["boat"],
          priority: 2,
          id: 7,
          position: "before_char",
        },
      ],
    });
    assert.deepEqual(loss, []);
    assert.deepEqual(book, {
      name: "Sea",
      scanDepth: 3,
      tokenBudget: 200,
      recursiveScanning: true,
      extensions: {},
      dialect: "v2",
      entries: [
        {
          keys: ["reef"],
          content: "The reef is sharp.",
          extensions: { agnai: 1 },
          enabled: true,
          insertionOrder: 5,
          selective: true,
          secondaryKeys: ["boat"],
          priority: 2,
          id: 7,
          position: "before_char",
        },
      ],
    });
  });

  test("V3, in a file of its own and in a card", () => {
    const data = { extensions: {}, entries: [{ keys: ["a+"], content: "x", use_regex: true, id: "e1" }] };
    for (const value of [{ spec: "lorebook_v3", data }, data]) {
      const { book } = read(value);
      assert.equal(book.dialect, "v3");
      assert.deepEqual(book.entries, [{ keys: ["a+"], content: "x", useRegex: true, id: "e1" }]);
    }
  });

  test("SillyTavern's world info, its nulls and what a card says in extensions", () => {
    const { book, loss } = read({
      entries: {
        "0": {
          uid: 0,
          key: ["reef"],
          keysecondary: [],
          comment: "The reef",
          content: "Sharp.",
          selectiveLogic: 3,
          order: 90,
          position: 0,
          disable: true,
          excludeRecursion: true,
          scanDepth: null,
          addMemo: true,
        },
        "9": { uid: 4, key: "a, b", content: "x", position: 4 },
      },
    });
    assert.equal(book.dialect, "silly-tavern");
    assert.deepEqual(book.entries, [
      {
        id: 0,
        keys: ["reef"],
        secondaryKeys: [],
        comment: "The reef",
        content: "Sharp.",
        insertionOrder: 90,
        enabled: false,
        position: "before_char",
        extensions: { selectiveLogic: 3, position: 0, exclude_recursion: true, scan_depth: null, addMemo: true },
      },
      { id: 4, slot: "9", keys: ["a", "b"], content: "x", position: "after_char", extensions: { position: 4 } },
    ]);
    assert.deepEqual(
      loss.map(({ path, kind }) => [path, kind]),
      [["entries.9.key", "changed"]],
    );
  });

  test("Agnai, RisuAI and NovelAI", () => {
    const agnai = { name: "Reef", keywords: ["reef"], entry: "Sharp.", weight: 3, enabled: false, x: 1 };
    assert.deepEqual(read({ kind: "memory", name: "Sea", entries: [agnai] }).book, {
      name: "Sea",
      dialect: "agnai",
      entries: [
        {
          name: "Reef",
          keys: ["reef"],
          content: "Sharp.",
          insertionOrder: 3,
          enabled: false,
          extensions: { agnai: { x: 1 } },
        },
      ],
    });
    const risu = {
      key: "reef, sea",
      secondkey: "boat",
      comment: "Reef",
      content: "Sharp.",
      alwaysActive: true,
      selective: true,
      insertorder: 4,
      activationPercent: 50,
    };
    const { key, secondkey, activationPercent } = risu;
    assert.deepEqual(read({ type: "risu", data: [risu] }).book.entries, [
      {
        keys: ["reef", "sea"],
        secondaryKeys: ["boat"],
        comment: "Reef",
        content: "Sharp.",
        constant: true,
        selective: true,
        insertionOrder: 4,
        extensions: { probability: 50, useProbability: true, risu: { key, secondkey, activationPercent } },
      },
    ]);
    const contextConfig = { budgetPriority: 400 };
    const novel = { displayName: "Reef", keys: ["reef"], text: "Sharp.", enabled: true, contextConfig };
    assert.deepEqual(read({ lorebookVersion: 5, entries: [novel] }).book.entries, [
      {
        comment: "Reef",
        keys: ["reef"],
        content: "Sharp.",
        enabled: true,
        insertionOrder: 400,
        extensions: { "novel-ai": { contextConfig } },
      },
    ]);
  });

  test("what a V3 file of SillyTavern leaves out is not missed: no extensions of the book, no use_regex", () => {
    const { book, loss } = read({ name: "Sea", entries: [{ keys: ["/reefs?/i"], content: "x", extensions: {} }] });
    assert.deepEqual(loss, []);
    assert.deepEqual(book.entries, [{ keys: ["/reefs?/i"], content: "x", extensions: {} }]);
  });

  test("what is odd is kept or left out, and said", () => {
    const entry = { keys: "a,b", content: 5, enabled: "yes", insertion_order: null, scan: 1, case_sensitive: "no" };
    const { book, loss } = read({ entries: [entry, 3, null, "x"], token_budget: "many", mood: 1 });
    assert.deepEqual(book, {
      dialect: "v2",
      rest: { token_budget: "many", mood: 1 },
      entries: [{ keys: ["a", "b"], content: "", rest: { insertion_order: null, scan: 1, case_sensitive: "no" } }],
    });
    assert.deepEqual(
      loss.map(({ path, kind }) => `${kind} ${path}`),
      [
        "kept token_budget",
        "kept mood",
        "changed entries.0.keys",
        "changed entries.0.content",
        "changed entries.0.enabled",
        "kept entries.0.case_sensitive",
        "kept entries.0.scan",
        "dropped entries.1",
        "dropped entries.2",
        "dropped entries.3",
      ],
    );
  });

  test("what is no lorebook is an InputError of one line", () => {
    const bad = [
      null,
      3,
      "x",
      [],
      {},
      { entries: 3 },
      { type: "risu" },
      { spec: "lorebook_v3", data: { entries: {} } },
    ];
    for (const value of bad) {
      assert.equal(lorebookDialect(value), undefined);
      assert.throws(() => read(value), InputError);
    }
    assert.throws(
      () => read({ entries: new Array(50_001).fill({}) }),
      /book\.json: 50001 entries; expected at most 50000/,
    );
  });

  test("names such as __proto__ are names", () => {
    const value: unknown = JSON.parse(
      '{"__proto__": {"a": 1}, "entries": {"__proto__": {"__proto__": 2, "key": ["x"]}}}',
    );
    const { book } = read(value);
    assert.equal(Object.getPrototypeOf(book.rest), Object.prototype);
    assert.deepEqual(Object.keys(book.rest ?? {}), ["__proto__"]);
    assert.deepEqual(Object.keys(book.entries[0]?.extensions ?? {}), ["__proto__"]);
  });
});
