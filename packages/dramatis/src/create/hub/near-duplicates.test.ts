import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { random } from "../../core/index.ts";
import { wilson } from "../../stats/index.ts";
import { KeyTable } from "./key-table.ts";
import { lshRecall } from "./lsh.ts";
import { minHash, signatureAgreement } from "./min-hash.ts";
import { NearDuplicates } from "./near-duplicates.ts";
import { jaccard, tokenSet } from "./token-set.ts";

function similarity(one: string, other: string): number {
  const set = tokenSet(other);
  return jaccard(tokenSet(one), set, [0, set.length]);
}

describe("token sets", () => {
  test("the Jaccard similarity of the worked example is .75", () => {
    // 7 words each, 6 shared, 8 together: 6 / 8.
    const [one, other] = ["a nurse who works in a rural clinic", "a nurse who works in a city clinic"];
    assert.equal(tokenSet(one).length, 7);
    assert.equal(similarity(one, other), 6 / 8);
  });

  test("words count once, in any case and order; marks do not count", () => {
    assert.equal(similarity("The nurse, the NURSE!", "nurse the"), 1);
    assert.equal(similarity("", "?!"), 1);
    assert.equal(similarity("", "a nurse"), 0);
  });

  test("texts that differ in a numeral are not alike, in whichever it stands", () => {
    const text = "a retired baker of forty years from Ghent with 3 cats";
    assert.equal(similarity(text, text.replace("3", "4")), 0);
    assert.equal(similarity(text, text.replace(" 3", "")), 0);
    assert.equal(similarity(text.replace(" 3", ""), text), 0);
    assert.ok(similarity(text, text.replace("Ghent", "Bruges")) > 0.8);
  });

  test("agrees with sets of words", () => {
    const word = fc.constantFrom(..."a b c d e f g h nurse baker who works lives 7 12 3rd".split(" "));
    const text = fc.array(word, { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [new Set(one), new Set(other)];
        const shared = [...a].filter((item) => b.has(item)).length;
        const union = a.size + b.size - shared;
        const apart = [...a, ...b].filter((item) => !a.has(item) || !b.has(item));
        const expected = apart.some((item) => /\d/.test(item)) ? 0 : union === 0 ? 1 : shared / union;
        assert.equal(similarity(one.join(" "), other.join(" ")), expected);
      }),
    );
  });
});

describe("MinHash", () => {
  test("the share of equal places estimates the similarity, with the standard error of the formula", () => {
    // 40 words, of which 36 and 38 are drawn: 34 shared of 40, J = .85; √(.85 · .15 / 128) = .0316.
    const draw = random(9);
    const errors: number[] = [];
    for (let pair = 0; pair < 300; pair++) {
      const all = Array.from({ length: 40 }, () => `w${draw.int(1e9).toString(36)}x`);
      const [one, other] = [tokenSet(all.slice(0, 36).join(" ")), tokenSet(all.slice(2).join(" "))];
      const sign = minHash({ seed: pair });
      const first = sign(one).slice();
      errors.push(signatureAgreement(first, sign(other)) - 34 / 40);
    }
    const bias = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    assert.ok(Math.abs(bias) < (3 * 0.0316) / Math.sqrt(300), `bias ${bias}`);
    assert.ok(spread > 0.0316 * 0.85 && spread < 0.0316 * 1.15, `spread ${spread}`);
  });

  test("each word of a set is as likely to be the least one", () => {
    // 5 words, 6,400 places: 1,280 each, give or take 32.
    const words = ["nurse", "baker", "rural", "clinic", "works"];
    const sign = minHash({ permutations: 6400, seed: 4 });
    const single = words.map((word) => sign(tokenSet(word)).slice());
    const whole = sign(tokenSet(words.join(" ")));
    for (const own of single) {
      const times = own.reduce((count, value, place) => count + (value === whole[place] ? 1 : 0), 0);
      assert.ok(Math.abs(times - 1280) < 4 * 32, `${times}`);
    }
  });

  test("the same seed gives the same signature, another another", () => {
    const set = tokenSet("a nurse who works in a rural clinic");
    assert.deepEqual(minHash({ seed: 1 })(set), minHash({ seed: 1 })(set));
    assert.notDeepEqual(minHash({ seed: 1 })(set), minHash({ seed: 2 })(set));
  });
});

describe("LSH", () => {
  test("16 bands of 8 rows find .9999 at .9, where 8 of 16 find .81", () => {
    // .9⁸ = .4305, 1 − .5695¹⁶ = .99988; .9¹⁶ = .1853, 1 − .8147⁸ = .8059; .7⁸ = .0576, 1 − .9424¹⁶ = .613
    assert.ok(Math.abs(lshRecall(0.9) - 0.99988) < 1e-5);
    assert.ok(Math.abs(lshRecall(0.9, { bands: 8, rows: 16 }) - 0.8059) < 1e-4);
    assert.ok(Math.abs(lshRecall(0.7) - 0.613) < 1e-3);
  });

  test("a table finds every id under its key, as a map of lists does", () => {
    const draw = random(2);
    const table = new KeyTable(4);
    const map = new Map<number, number[]>();
    for (let id = 0; id < 5000; id++) {
      const key = (draw.int(1500) * 0x10000001) | 0;
      table.add(key, id);
      map.set(key, [...(map.get(key) ?? []), id]);
    }
    for (const [key, ids] of map) {
      const found: number[] = [];
      assert.equal(
        table.find(key, (id) => found.push(id) < 0),
        -1,
      );
      assert.deepEqual(
        found.sort((a, b) => a - b),
        ids,
      );
    }
    assert.equal(
      table.find(0x7fffffff, () => true),
      -1,
    );
  });
});

describe("near duplicates", () => {
  test("keeps both of the worked example, and finds what is the same but for order and marks", () => {
    const seen = new NearDuplicates();
    assert.equal(seen.add("a nurse who works in a rural clinic"), null);
    assert.equal(seen.add("a nurse who works in a city clinic"), null);
    assert.equal(seen.add("In a city clinic works a nurse who …"), 1);
    assert.equal(seen.size, 2);
  });

  test("very short texts are duplicates only of the same words, whatever the threshold", () => {
    const seen = new NearDuplicates({ threshold: 0.5 });
    assert.equal(seen.add("a tired nurse"), null);
    assert.equal(seen.add("a nurse"), null);
    assert.equal(seen.add("Nurse, a tired"), 0);
    assert.equal(seen.add(""), null);
    assert.equal(seen.add(" "), 2);
  });

  test("no threshold outside (0, 1]", () => {
    for (const threshold of [0, -1, 1.1, Number.NaN])
      assert.throws(() => new NearDuplicates({ threshold }), RangeError);
  });

  test("planted pairs are found as often as theory says, and what is less alike never", () => {
    // 20 different words of 2 · 10 … share 18: J = .9; 16: .8; 14: .7.
    const draw = random(7);
    for (const shared of [14, 16, 18]) {
      const seen = new NearDuplicates({ threshold: shared / 20 - 1e-9, seed: shared });
      const strict = new NearDuplicates({ threshold: shared / 20 + 1e-9, seed: shared });
      let found = 0;
      const pairs = 1000;
      for (let pair = 0; pair < pairs; pair++) {
        const all = Array.from({ length: 20 }, () =>
          draw
            .int(2 ** 40)
            .toString(36)
            .replace(/\d/g, "z"),
        );
        const half = (20 - shared) / 2;
        const [one, other] = [all.slice(half).join(" "), [...all.slice(0, half), ...all.slice(2 * half)].join(" ")];
        seen.add(one);
        if (seen.add(other) !== null) found++;
        strict.add(one);
        assert.equal(strict.add(other), null);
      }
      const theory = lshRecall(shared / 20);
      const interval = wilson(found, pairs, 3.3);
      assert.ok(interval && theory >= interval.low && theory <= interval.high, `${shared}: ${found} for ${theory}`);
    }
  });
});
