import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loreKey, type RegexKey } from "./lore-key.ts";
import { type RegexJob, regexMatcher } from "./regex-matcher.ts";

const job = (regex: string, text: string): RegexJob => {
  const key = loreKey(regex, { asRegex: true, caseSensitive: undefined, wholeWord: false });
  return { key: key as RegexKey, text };
};

const A = `${"a".repeat(60_000)}b`;

describe("regexMatcher", () => {
  test("says which match, with their flags", () => {
    const test = regexMatcher().scan();
    const jobs = [job("/CATS?/i", "two cats"), job("cats?", "two Cats"), job("^two", "two"), job("/two/g", "one two")];
    assert.deepEqual(test(jobs), [true, false, true, true]);
    // A global regex keeps no place from one text to the next.
    assert.deepEqual(test([job("/two/g", "two"), job("/two/y", "two")]), [true, true]);
    assert.deepEqual(test([]), []);
  });

  test("an invalid one matches nothing and is reported once", () => {
    const matcher = regexMatcher();
    const jobs = [job("(", "("), job("a", "a"), job("/x/ii", "x"), job("b".repeat(3000), "b".repeat(3000))];
    assert.deepEqual(matcher.scan()(jobs), [false, true, false, false]);
    matcher.scan()(jobs);
    assert.equal(matcher.problems().length, 3);
    assert.match(matcher.problems().join("\n"), /^\/\(\/: not a regex\n.*not a regex\n.*too long a regex$/);
  });

  test("one that would run for ever is stopped, reported and not tried again; the others still are", () => {
    const matcher = regexMatcher({ perKeyMs: 100, perScanMs: 5000 });
    const jobs = [job("b$", A), job("(a+)+$", A), job("(?<=(a+)+)c$", A), job("^a", A)];
    assert.deepEqual(matcher.scan()(jobs), [true, false, false, true]);
    assert.ok(matcher.slow().includes("/(a+)+$/"));
    assert.ok(matcher.problems().includes("/(a+)+$/: took more than 100 ms; not tried again"));

    const start = performance.now();
    const other = regexMatcher({ perKeyMs: 60_000, perScanMs: 60_000 });
    other.avoid(matcher.slow());
    assert.deepEqual(other.scan()([job("(a+)+$", A)]), [false]);
    assert.ok(performance.now() - start < 30_000, "it was tried again");
  });

  test("a scan ends when its time is over, and says so", () => {
    const matcher = regexMatcher({ perKeyMs: 20, perScanMs: 30 });
    const jobs = Array.from({ length: 50 }, (_, n) => job(`(a+)+${n}$`, A));
    const hits = matcher.scan()(jobs);
    assert.ok(hits.every((hit) => !hit));
    assert.ok(matcher.slow().length <= 2);
    assert.ok(matcher.problems().includes("regex keys: not all were tried: 30 ms were over"));
  });

  test("a regex cannot reach out of its context", () => {
    const sandboxed = regexMatcher().scan()([job("/a/", "a"), job("a);process.exit(1);(", "a")]);
    assert.deepEqual(sandboxed, [true, false]);
  });
});
