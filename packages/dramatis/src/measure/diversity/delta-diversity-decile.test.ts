import assert from "node:assert/strict";
import { test } from "node:test";
import { deltaDiversityDecile, type ScoredReply } from "./delta-diversity-decile.ts";

/** Ten replies of each length, with diversities 1..10 lowered as they get longer. */
const reference: ScoredReply[] = [10, 20].flatMap((length) =>
  Array.from({ length: 10 }, (_, i) => ({ length, diversity: i + 1 - length / 10 })),
);

test("a decile is taken among replies of the same length", () => {
  // At 10 words scores are 0..9: 9 ties the largest, 9.5 of 10 below: decile 10. At 20 they are −1..8: 4 has 5.5: decile 6.
  const found = deltaDiversityDecile(
    { reference, baseline: [{ length: 20, diversity: 4 }], system: [{ length: 10, diversity: 9 }] },
    { bins: 2 },
  );
  assert.deepEqual([found?.value, found?.outside, found?.interval], [4, 0, null]);
});

test("being short is no gain: the same place at either length is no difference", () => {
  const [baseline, system] = [10, 20].map((length) => reference.filter((one) => one.length === length));
  const found = deltaDiversityDecile({ reference, baseline: baseline ?? [], system: system ?? [] }, { bins: 2 });
  assert.equal(found?.value, 0);
  assert.ok(found.interval && found.interval.low < 0 && found.interval.high > 0);
});

test("replies beyond every reference are counted; nothing to compare is null", () => {
  const far = [{ length: 99, diversity: 0 }];
  assert.equal(deltaDiversityDecile({ reference, baseline: far, system: far })?.outside, 2);
  assert.equal(deltaDiversityDecile({ reference: [], baseline: far, system: far }), null);
});
