// What reads lorebooks and runs them, to be fuzzed.
import assert from "node:assert/strict";
import { type Random, random } from "../../packages/dramatis/src/core/index.ts";
import {
  activateLore,
  expandMacros,
  type Lorebook,
  type LoreEntry,
  parseDecorators,
  type RegexMatcher,
  readLorebook,
  regexMatcher,
  writeLorebook,
} from "../../packages/dramatis/src/persona/lorebook/index.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { blownUp, pick, wide } from "./mutations.ts";
import { orRefused } from "./survives.ts";

const LORE_PIECES = [
  "@@depth 2",
  "@@@role user",
  "@@scan_depth x",
  "@@additional_keys a,b",
  "@@activate",
  "@@position before_desc",
  "@@",
  "\n",
  "\r\n",
  " ",
  "{{char}}",
  "{{random:a,b\\,c}}",
  "{{pick::a::b}}",
  "{{roll:d6}}",
  "{{roll:99999999999}}",
  "{{// x}}",
  "{{hidden_key:k}}",
  "{{reverse:",
  "{{",
  "}}",
  "<user>",
  "/(a+)+$/",
  "/x/gi",
  "/(/",
  "/[/",
  // Not a backslash alone: as a key it makes JSON.parse of V8 13.6 take later keys that begin with an escape for it.
  "\\,",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
  "reef",
  "İı",
  "\u0000",
  "\ud800",
  "👩‍🚀",
  "__proto__",
  "constructor",
  ",",
];

const LEAVES: unknown[] = [null, true, false, 0, -1, 4, 1e308, -0.5, 100, "", "reef", [], {}, ["reef"], "a,b", "yes"];

const CARD_ENTRY = {
  keys: ["reef", "/bo+t/i"],
  secondary_keys: ["moon"],
  content: "@@depth 2\nThe reef of {{char}}.",
  extensions: { position: 4, depth: 2, role: 1, group: "a, b", sticky: 2, cooldown: 1, selectiveLogic: 3 },
  enabled: true,
  insertion_order: 5,
  use_regex: true,
  constant: false,
  selective: true,
  priority: 3,
  id: 1,
  position: "before_char",
};
const WORLD_ENTRY = {
  uid: 0,
  key: ["reef"],
  keysecondary: [],
  content: "boat",
  order: 9,
  position: 4,
  disable: false,
  probability: 50,
  delayUntilRecursion: 2,
  excludeRecursion: false,
  scanDepth: null,
};
const SEEDS: unknown[] = [
  { scan_depth: 2, token_budget: 50, recursive_scanning: true, extensions: {}, entries: [CARD_ENTRY, CARD_ENTRY] },
  { spec: "lorebook_v3", data: { name: "x", extensions: {}, entries: [CARD_ENTRY] } },
  { entries: { "0": WORLD_ENTRY, "1": WORLD_ENTRY } },
  { kind: "memory", name: "x", entries: [{ name: "a", keywords: ["reef"], entry: "x", weight: 1, enabled: true }] },
  { type: "risu", data: [{ key: "reef, boat", secondkey: "", content: "x", insertorder: 1, activationPercent: 50 }] },
  { lorebookVersion: 5, entries: [{ keys: ["reef"], text: "x", contextConfig: { budgetPriority: 1 } }] },
];

export const lorebookTarget: FuzzTarget = {
  name: "lorebook",
  short: 1_000,
  once: oneOfKinds([
    { share: 1, once: (draws) => readAndWrite(mutated(pick(SEEDS, draws), draws)) },
    { share: 1, once: decorators },
    { share: 1, once: macros },
    { share: 0.25, once: activation },
    { share: 0.002, once: regexKeys },
    { share: 0.02, once: large },
  ]),
  replay: (bytes) => readAndWrite(JSON.parse(Buffer.from(bytes).toString())),
};

function readAndWrite(value: unknown): void {
  const before = JSON.stringify(value);
  const book = readOrRefuse(value);
  assert.equal(JSON.stringify(value), before, "reading changed what was read");
  if (book === undefined) return;
  for (const dialect of ["v2", "v3", "silly-tavern"] as const) {
    const { record } = writeLorebook(book, dialect);
    const again = readOrRefuse(JSON.parse(JSON.stringify(record)));
    assert.equal(again?.entries.length, book.entries.length, `${dialect}: entries went on the way`);
    if (dialect !== book.dialect) continue;
    assert.deepEqual(writeLorebook(again, dialect).record, record, `${dialect}: written again it is another`);
  }
}

function decorators(draws: Random): void {
  const content = text(draws);
  const { text: left, lines } = parseDecorators(content);
  assert.ok(content.endsWith(left) && (lines > 0 || left === content));
}

function macros(draws: Random): void {
  const content = text(draws);
  const scope = { char: "Ada", user: text(draws), seed: draws.int(9), forKeys: draws.int(2) === 0 };
  const said = (): string => expandMacros(content, { ...scope, draws: random(1) });
  assert.equal(said(), said());
  assert.ok(said().length <= (content.length + 1) * (scope.user.length + 16));
}

function activation(draws: Random): void {
  const seed = pick(SEEDS, draws);
  const book = readOrRefuse(draws.int(2) === 0 ? seed : mutated(seed, draws));
  if (book === undefined) return;
  if (draws.int(2) === 0) book.recursiveScanning = true;
  for (const entry of book.entries) loosen(entry, draws);
  const messages = Array.from({ length: draws.int(6) }, () => ({
    text: pick([text(draws), "the reef, a boat and the moon"], draws),
    own: draws.int(2) === 0,
  }));
  const options = { book, messages, char: "Ada", user: text(draws), seed: draws.int(9), regexes: fewMs() };
  const { entries, dropped, state } = activateLore(options);
  for (const { text: said, tokens, place } of [...entries, ...dropped]) {
    assert.ok(said.trim() !== "" && tokens > 0);
    assert.ok(place.at !== "depth" || (place.depth >= 0 && place.depth <= messages.length));
  }
  const total = entries.reduce((sum, { tokens }) => sum + tokens, 0);
  assert.ok(total <= (book.tokenBudget ?? Number.POSITIVE_INFINITY) || entries.length === 0, "over the budget");
  assert.equal(new Set(entries.map((one) => one.text)).size, entries.length, "said twice");
  assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
  activateLore({ ...options, messages: [...messages, { text: "reef", own: true }], state });
}

/** Has an entry come up more often, by other rules. */
function loosen(entry: LoreEntry, draws: Random): void {
  const words = ["reef", "boat", "moon", "tide"];
  if (draws.int(3) === 0) entry.constant = true;
  if (draws.int(2) === 0) entry.keys = [pick(words, draws)];
  if (draws.int(2) === 0) entry.content = `${text(draws)}${pick(words, draws)} ${draws.int(1000)}`;
  const name = pick(
    ["sticky", "cooldown", "delay", "group", "probability", "depth", "delay_until_recursion", "x"],
    draws,
  );
  const value = pick([...LEAVES, 1, 2, "a", "a,b"], draws);
  if (draws.int(2) === 0)
    entry.extensions = Object.fromEntries([...Object.entries(entry.extensions ?? {}), [name, value]]);
}

/** Regexes of the dictionary's pieces and of wild ones, on texts that make some of them run for ever. */
function regexKeys(draws: Random): void {
  const source = Array.from({ length: 1 + draws.int(8) }, () =>
    pick(["(a+)+", "a*", "(", ")", "[", "|", "\\1", "(?<=a)", "{2,}", ".", "$", "é", "(?:a|aa)+"], draws),
  ).join("");
  const start = performance.now();
  const book = { entries: [{ keys: [`/${source}/`, source], content: "x", useRegex: true }] };
  activateLore({
    book,
    messages: [{ text: `${"a".repeat(draws.int(5000))}b`, own: false }],
    char: "A",
    regexes: fewMs(),
  });
  assert.ok(performance.now() - start < 5000, `took ${performance.now() - start} ms: ${source}`);
}

function fewMs(): RegexMatcher {
  return regexMatcher({ perKeyMs: 5, perScanMs: 20 });
}

function readOrRefuse(value: unknown): Lorebook | undefined {
  return orRefused(() => readLorebook(value, "fuzz").book);
}

/** A text or a list of thousands of the same. */
function large(draws: Random): void {
  if (draws.int(4) === 0) {
    const odd = {
      ...(pick(SEEDS, draws) as object),
      [draws.int(2) === 0 ? "entries" : "data"]: wide({ keys: ["reef"], content: "b" }, draws),
    };
    readAndWrite(
      draws.int(2) === 0 ? odd : { entries: [{ ...CARD_ENTRY, keys: wide("a", draws), x: wide(1, draws) }] },
    );
    return;
  }
  const content = blownUp(`${text(draws)} {{random:a,b}} @@depth 2 /a/`, draws);
  parseDecorators(content);
  expandMacros(content, { char: "Ada", user: "Bo", seed: 1, forKeys: true, draws: random(1) });
  const keys = draws.int(2) === 0 ? [content] : content.slice(0, 4_000).split("");
  const book = readOrRefuse({ entries: [{ ...CARD_ENTRY, keys, content, use_regex: false }] });
  if (book === undefined) return;
  activateLore({ book, messages: [{ text: content, own: false }], char: "Ada", user: "Bo", seed: 1, regexes: fewMs() });
}

function text(draws: Random): string {
  return Array.from({ length: draws.int(12) }, () => pick(LORE_PIECES, draws)).join(draws.int(3) === 0 ? "\n" : "");
}

/** A copy in which leaves, keys and whole branches are others, at a few places. */
function mutated(value: unknown, draws: Random): unknown {
  if (draws.int(12) === 0) return draws.int(2) === 0 ? pick(LEAVES, draws) : text(draws);
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => (draws.int(20) === 0 ? [] : [mutated(item, draws)]));
    return draws.int(10) === 0 ? [...items, ...items, mutated(pick(SEEDS, draws), draws)] : items;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(() => draws.int(20) !== 0)
      .map(([name, member]): [string, unknown] => [
        draws.int(30) === 0 ? pick(LORE_PIECES, draws) : name,
        mutated(member, draws),
      ]);
    if (draws.int(6) === 0) members.push([draws.int(2) === 0 ? text(draws) : "__proto__", pick(LEAVES, draws)]);
    return Object.fromEntries(members);
  }
  if (typeof value === "string" && draws.int(3) === 0) return value + text(draws);
  if (typeof value === "number" && draws.int(3) === 0) return pick([-1, 0, 1, 2, 3, 7, 1e9, 0.5, 1e-9], draws);
  return value;
}
