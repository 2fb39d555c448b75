import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readLorebook } from "./read-lorebook.ts";
import { writeLorebook } from "./write-lorebook.ts";

const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const keys = fc.array(fc.string(), { maxLength: 3 });
const content = fc.oneof(fc.string(), fc.constantFrom("@@depth 2\nDeep.", "@@x\n@@@role user\n\nNote."));
/** Fields that nobody knows, with any plain data. */
const unknown = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "x_mine")),
  fc.jsonValue() as fc.Arbitrary<unknown>,
  { maxKeys: 3 },
);

/** Without members that are undefined. (JSON.parse of V8 13.6 takes one key for another where a key is a backslash.) */
function plain<T>(value: T): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([name, member]) => [name, Array.isArray(member) ? member.map(plain) : plain(member)]),
  ) as T;
}
const withUnknown = (known: fc.Arbitrary<object>): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(unknown, known)
    .map(([more, own]) => plain(Object.fromEntries([...Object.entries(more), ...Object.entries(own)])));

const cardEntry = (v3: boolean): fc.Arbitrary<Record<string, unknown>> =>
  withUnknown(
    fc.record({
      keys,
      content,
      extensions: unknown,
      enabled: fc.boolean(),
      insertion_order: fc.integer(),
      case_sensitive: some(fc.boolean()),
      use_regex: v3 ? fc.boolean() : fc.constant(undefined),
      name: some(fc.string()),
      priority: some(fc.integer()),
      id: some(v3 ? fc.oneof(fc.integer(), fc.string()) : fc.integer()),
      comment: some(fc.string()),
      selective: some(fc.boolean()),
      secondary_keys: some(keys),
      constant: some(fc.boolean()),
      position: some(fc.constantFrom("before_char", "after_char")),
    }),
  );

const cardBook = (v3: boolean): fc.Arbitrary<Record<string, unknown>> =>
  withUnknown(
    fc.record({
      name: some(fc.string()),
      description: some(fc.string()),
      scan_depth: some(fc.nat()),
      token_budget: some(fc.nat()),
      recursive_scanning: some(fc.boolean()),
      extensions: unknown,
      spec: fc.constant(undefined),
      type: fc.constant(undefined),
      kind: fc.constant(undefined),
      entries: fc.array(cardEntry(v3), { minLength: v3 ? 1 : 0, maxLength: 4 }),
    }),
  );

const worldEntry = withUnknown(
  fc.record({
    uid: some(fc.nat(20)),
    key: keys,
    keysecondary: some(keys),
    comment: some(fc.string()),
    content,
    constant: some(fc.boolean()),
    selective: some(fc.boolean()),
    selectiveLogic: some(fc.nat(3)),
    order: some(fc.integer()),
    position: some(fc.oneof(fc.nat(7), fc.constant(null))),
    disable: some(fc.boolean()),
    excludeRecursion: some(fc.boolean()),
    scanDepth: some(fc.oneof(fc.nat(9), fc.constant(null))),
    caseSensitive: some(fc.constantFrom(true, false, null)),
    automationId: some(fc.string()),
    sticky: some(fc.constantFrom(null, 3)),
    exclude_recursion: some(fc.boolean()),
  }),
);
const worldBook = fc
  .tuple(unknown, fc.dictionary(fc.oneof(fc.nat(20).map(String), fc.string()), worldEntry, { maxKeys: 4 }))
  .map(([more, entries]) => {
    const { kind: _kind, type: _type, spec: _spec, ...rest } = more;
    return plain({ ...rest, entries });
  });

describe("writeLorebook", () => {
  test("a V3 book comes back as it was, with what nobody knows", () => {
    fc.assert(
      fc.property(cardBook(true), (book) => {
        const { record } = writeLorebook(readLorebook(book, "-").book, "v3");
        assert.deepEqual(plain(record), book);
      }),
    );
  });

  test("a V2 book comes back as it was, but for decorators and regexes, which it cannot have", () => {
    fc.assert(
      fc.property(cardBook(false), (book) => {
        const { record } = writeLorebook(readLorebook(book, "-").book, "v2");
        const said = (one: Record<string, unknown>): unknown => ({ ...one, content: undefined });
        const entries = (of: Record<string, unknown>): unknown[] =>
          (of.entries as Record<string, unknown>[]).map((entry) => said(entry));
        assert.deepEqual(entries(plain(record)), entries(book));
        assert.deepEqual({ ...plain(record), entries: 0 }, { ...book, entries: 0 });
        for (const entry of record.entries as { content: string }[]) assert.doesNotMatch(entry.content, /^@@depth/);
      }),
    );
  });

  test("world info comes back as it was", () => {
    fc.assert(
      fc.property(worldBook, (book) => {
        const { record } = writeLorebook(readLorebook(book, "-").book, "silly-tavern");
        assert.deepEqual(plain(record), book);
      }),
    );
  });

  test("what was read in one way and written in another reads the same where both can say it", () => {
    const world = {
      entries: {
        "3": {
          uid: 3,
          key: ["reef", "/sea(s)?/i"],
          keysecondary: ["boat"],
          comment: "Reef",
          content: "Sharp.",
          order: 7,
          position: 4,
          depth: 2,
          role: 1,
          disable: false,
          sticky: 2,
          automationId: "a",
        },
      },
    };
    const { record, loss } = writeLorebook(readLorebook(world, "-").book, "v3");
    assert.deepEqual(loss, []);
    assert.deepEqual(record, {
      extensions: {},
      entries: [
        {
          keys: ["reef", "/sea(s)?/i"],
          secondary_keys: ["boat"],
          comment: "Reef",
          content: "Sharp.",
          id: 3,
          enabled: true,
          insertion_order: 7,
          position: "after_char",
          use_regex: true,
          extensions: { position: 4, depth: 2, role: 1, sticky: 2, automation_id: "a" },
        },
      ],
    });
    const back = writeLorebook(readLorebook(record, "-").book, "silly-tavern");
    const entry = (back.record.entries as Record<string, Record<string, unknown>>)["3"];
    assert.deepEqual({ ...entry, ...world.entries["3"] }, entry);
    assert.equal(entry?.useProbability, true); // what SillyTavern expects to be there
  });

  test("V2 loses what it has no place for, and says so", () => {
    const entry = { keys: ["a+"], useRegex: true, id: "one", content: "@@depth 2\n@@role user\n\nDeep." };
    const { record, loss } = writeLorebook({ entries: [entry] }, "v2");
    assert.deepEqual(record.entries, [
      { keys: ["a+"], content: "Deep.", extensions: {}, enabled: true, insertion_order: 100 },
    ]);
    assert.deepEqual(
      loss.map(({ path, kind }) => `${kind} ${path}`),
      ["dropped entries.0.use_regex", "dropped entries.0.id", "changed entries.0.content"],
    );
  });

  test("world info has numbers for ids, delimiters around regexes, and no rank", () => {
    const { record, loss } = writeLorebook(
      {
        entries: [
          { id: "x", keys: ["a/b", "/c/"], useRegex: true, caseSensitive: false, content: "1", priority: 4 },
          { id: 0, keys: ["d"], content: "2", position: "before_char", caseSensitive: true },
          { id: 0, content: "3", rest: { odd: 1 } },
        ],
      },
      "silly-tavern",
    );
    const entries = record.entries as Record<string, Record<string, unknown>>;
    assert.deepEqual(Object.keys(entries), ["0", "1", "2"]);
    assert.deepEqual([entries["1"]?.key, entries["1"]?.content], [["/a\\/b/i", "/c/"], "1"]);
    assert.deepEqual([entries["0"]?.position, entries["0"]?.caseSensitive], [0, true]);
    assert.deepEqual(
      loss.map(({ path, kind }) => `${kind} ${path}`),
      ["dropped entries.0.priority", "changed entries.0.id", "dropped entries.2.rest.odd", "changed entries.2.id"],
    );
  });
});
