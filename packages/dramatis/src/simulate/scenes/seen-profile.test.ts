import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { RELATIONSHIPS, seenProfile } from "./seen-profile.ts";

const ANA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ana",
  summary: "A sailor of the north.",
  statements: [{ id: "s0", text: "I cannot swim." }],
  identity: {
    social: { occupation: "pilot", income: "low" },
    life: { background: "Ana grew up in Riga.", goals: ["a boat"] },
  },
  facets: { secret: "SECRET" },
};

test("the nearer, the more; the secret never", () => {
  const seen = RELATIONSHIPS.map((relationship) => seenProfile(ANA, relationship));
  assert.deepEqual(seen.slice(0, 2), ["", ""]);
  const [met = "", ...near] = seen.slice(2);
  for (const public_ of ["sailor of the north", "pilot", "Riga"]) assert.ok(met.includes(public_), public_);
  for (const own of ["swim", "low", "a boat"]) {
    assert.ok(!met.includes(own), own);
    assert.ok(
      near.every((text) => text.includes(own)),
      own,
    );
  }
  assert.ok(seen.every((text) => !text.includes("SECRET")));
});
