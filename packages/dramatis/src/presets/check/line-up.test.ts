import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../measure/index.ts";
import { SIGHTS } from "../../report/line-up.ts";

test("of every measure there is a line on what it sees and what it is blind to, and of nothing else", () => {
  assert.deepEqual(Object.keys(SIGHTS).sort(), catalogue.map(({ name }) => name).sort());
});
