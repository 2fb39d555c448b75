import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LoreState } from "./lore-state.ts";
import type { LoreEntry } from "./lorebook.ts";
import { entry, loreOf, textsOf } from "./testing.ts";

/** Turns 0, 1, 2 … at which the entry is there, in a chat in which the key is said at the turns given. */
function turnsUp(one: LoreEntry, { keyAt, turns = 9 }: { keyAt: readonly number[]; turns?: number }): number[] {
  const said: string[] = [];
  let state: LoreState = {};
  const up: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    said.push(`${turn % 2 === 0 ? "user" : "Ada"}: ${keyAt.includes(turn) ? "key" : "hm"}`);
    const result = loreOf({ scanDepth: 1, entries: [one] }, { said, state });
    // The state is plain data.
    state = JSON.parse(JSON.stringify(result.state)) as LoreState;
    if (result.entries.length > 0) up.push(turn);
  }
  return up;
}

describe("decorators", () => {
  const every = [0, 1, 2, 3, 4, 5, 6, 7, 8];

  test("activate_only_after and activate_only_every count the character's messages", () => {
    // Ada speaks at turns 1, 3, 5, 7: at turn t she has spoken ⌊(t + 1) / 2⌋ times.
    assert.deepEqual(turnsUp(entry("key", "@@activate_only_after 2\nx"), { keyAt: every }), [3, 4, 5, 6, 7, 8]);
    assert.deepEqual(turnsUp(entry("key", "@@activate_only_every 2\nx"), { keyAt: every }), [0, 3, 4, 7, 8]);
  });

  test("keep_activate_after_match and dont_activate_after_match", () => {
    assert.deepEqual(turnsUp(entry("key", "@@keep_activate_after_match\nx"), { keyAt: [3] }), [3, 4, 5, 6, 7, 8]);
    assert.deepEqual(turnsUp(entry("key", "@@dont_activate_after_match\nx"), { keyAt: [3, 5] }), [3]);
  });

  test("activate and dont_activate, which loses to it", () => {
    assert.deepEqual(textsOf([entry("", "@@activate\nx")]), ["x"]);
    assert.deepEqual(textsOf([entry("", "@@dont_activate\nx", { constant: true })]), []);
    assert.deepEqual(textsOf([entry("", "@@dont_activate\n@@activate\nx")]), ["x"]);
    assert.deepEqual(textsOf([entry("", "@@activate\nx", { enabled: false })]), []);
  });

  test("additional_keys: one of each list too, of a constant as well; with regexes they are more keys", () => {
    const both = entry("reef", "@@additional_keys boat, ship\n@@additional_keys moon\nx");
    assert.deepEqual(textsOf([both], { said: ["user: reef, ship"] }), []);
    assert.deepEqual(textsOf([both], { said: ["user: reef, ship, moon"] }), ["x"]);
    const constant = entry("", "@@additional_keys boat\ny", { constant: true });
    assert.deepEqual(textsOf([constant], { said: ["user: reef"] }), []);
    assert.deepEqual(textsOf([constant], { said: ["user: boat"] }), ["y"]);
    const regex = entry("re+f", "@@additional_keys bo+t\nz", { useRegex: true });
    assert.deepEqual(textsOf([regex], { said: ["user: boot"] }), ["z"]);
  });

  test("exclude_keys: none of them, ignored with regexes", () => {
    const content = "@@exclude_keys boat, ship\nx";
    assert.deepEqual(textsOf([entry("reef", content)], { said: ["user: reef"] }), ["x"]);
    assert.deepEqual(textsOf([entry("reef", content)], { said: ["user: reef, ship"] }), []);
    assert.deepEqual(textsOf([entry("reef", content, { useRegex: true })], { said: ["user: reef, ship"] }), ["x"]);
  });

  test("is_greeting: only after that greeting; ignored where it is not known", () => {
    const one = entry("reef", "@@is_greeting 1\nx");
    const said = ["user: reef"];
    assert.deepEqual(textsOf([one], { said, greeting: 0 }), []);
    assert.deepEqual(textsOf([one], { said, greeting: 1 }), ["x"]);
    assert.deepEqual(textsOf([one], { said }), ["x"]);
  });
});

describe("timed effects", () => {
  // The example of SillyTavern's documentation: at message 1 activated, 2–4 sticky, 5–6 cooldown, 7 again.
  test("sticky 3, cooldown 2, delay 2", () => {
    const timed = entry("key", "x", { extensions: { sticky: 3, cooldown: 2, delay: 2 } });
    assert.deepEqual(turnsUp(timed, { keyAt: [0, 1] }), [1, 2, 3, 4]);
    assert.deepEqual(turnsUp(timed, { keyAt: [0, 1, 2, 3, 4, 5, 6, 7, 8] }), [1, 2, 3, 4, 7, 8]);
  });

  test("cooldown alone begins with the activation; delay alone is a number of messages", () => {
    assert.deepEqual(turnsUp(entry("key", "x", { extensions: { cooldown: 2 } }), { keyAt: [0, 1, 2, 3, 4] }), [0, 3]);
    assert.deepEqual(turnsUp(entry("key", "x", { extensions: { delay: 3 } }), { keyAt: [0, 1, 2, 3] }), [2, 3]);
  });

  test("the same turn made anew comes out the same; an edited entry has no past", () => {
    const one = entry("key", "x", { extensions: { sticky: 2, cooldown: 2 } });
    const said = ["user: key"];
    const first = loreOf([one], { said });
    const again = loreOf([one], { said, state: first.state });
    assert.deepEqual(again, first);
    const next = { said: ["user: key", "Ada: hm"], state: first.state };
    assert.deepEqual(textsOf({ scanDepth: 1, entries: [one] }, next), ["x"]);
    assert.deepEqual(textsOf({ scanDepth: 1, entries: [{ ...one, content: "y" }] }, next), []);
  });

  test("entries without timing leave no state", () => {
    assert.deepEqual(loreOf([entry("key", "x")], { said: ["user: key"] }).state, {});
  });
});

describe("chance", () => {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const share = (extensions: Record<string, unknown>, more: Partial<LoreEntry> = {}): number =>
    seeds.filter((seed) => textsOf([entry("key", "x", { ...more, extensions })], { said: ["user: key"], seed }).length)
      .length / seeds.length;

  test("probability, of constants too; not where it is not used", () => {
    // 400 draws at .3: a share within .3 ± 4 · √(.3 · .7 / 400) = .3 ± .092
    assert.ok(Math.abs(share({ probability: 30, useProbability: true }) - 0.3) < 0.092);
    assert.ok(Math.abs(share({ probability: 30 }, { constant: true }) - 0.3) < 0.092);
    assert.equal(share({ probability: 0 }), 0);
    assert.equal(share({ probability: 100 }), 1);
    assert.equal(share({ probability: 30, useProbability: false }), 1);
  });

  test("what is sticky is not drawn again", () => {
    const one = entry("key", "x", { extensions: { probability: 50, sticky: 5 } });
    const seed = seeds.find((s) => textsOf([one], { said: ["user: key"], seed: s }).length === 1) ?? 0;
    const { state } = loreOf([one], { said: ["user: key"], seed });
    const later = ["user: key", "Ada: a", "user: b", "Ada: c"].slice(0);
    for (const turns of [2, 3, 4])
      assert.deepEqual(textsOf([one], { said: later.slice(0, turns), state, seed }), ["x"]);
  });
});

describe("groups", () => {
  const grouped = (text: string, extensions: Record<string, unknown>, more: Partial<LoreEntry> = {}): LoreEntry =>
    entry("song", text, { extensions: { group: "g", ...extensions }, ...more });
  const said = ["user: sing me a song"];

  test("one of a group comes up, by weight", () => {
    const book = [grouped("a", { group_weight: 300 }), grouped("b", { group_weight: 100 }), entry("song", "c")];
    const up = Array.from({ length: 400 }, (_, seed) => textsOf(book, { said, seed }));
    assert.ok(up.every((texts) => texts.length === 2 && texts.at(-1) === "c"));
    // 400 draws at .75: within .75 ± 4 · √(.75 · .25 / 400) = .75 ± .087
    assert.ok(Math.abs(up.filter(([first]) => first === "a").length / 400 - 0.75) < 0.087);
  });

  test("an entry of several groups shuts out the others of each", () => {
    const book = [
      grouped("a", { group: "g, h", group_override: true }),
      grouped("b", {}),
      grouped("c", { group: "h" }),
    ];
    assert.deepEqual(textsOf(book, { said }), ["a"]);
  });

  test("with an override the highest order wins", () => {
    const over = { group_override: true };
    const book = [
      grouped("low", over, { insertionOrder: 1 }),
      grouped("high", over, { insertionOrder: 2 }),
      grouped("heavy", { group_weight: 1e9 }, { insertionOrder: 3 }),
    ];
    assert.deepEqual(textsOf(book, { said }), ["high"]);
  });

  test("with scoring, those of the most keys found", () => {
    const scored = { use_group_scoring: true };
    const book = [
      grouped("cat", scored, { keys: ["song", "sing", "Black Cat"] }),
      grouped("ghosts", scored, { keys: ["song", "sing", "Ghosts"] }),
    ];
    for (const seed of [0, 1, 2, 3, 4]) {
      assert.deepEqual(textsOf(book, { said: ["user: sing me a song about Ghosts"], seed }), ["ghosts"]);
    }
    const either = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((seed) => textsOf(book, { said, seed }));
    assert.equal(new Set(either).size, 2);
  });

  test("what is sticky keeps its place; what came up keeps it from what recursion brings", () => {
    const a = grouped("a", { sticky: 5 });
    const b = grouped("b", { group_override: true });
    const { state } = loreOf([a], { said });
    assert.deepEqual(textsOf([a, b], { said: [...said, "Ada: song"], state }), ["a"]);
    const entries = [grouped("moon", {}), grouped("late", {}, { keys: ["moon"] })];
    assert.deepEqual(textsOf({ recursiveScanning: true, entries }, { said }), ["moon"]);
  });
});
