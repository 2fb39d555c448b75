import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError } from "../../core/index.ts";
import { personaSchema, renderPersona } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { identities, sanitizeIdentities } from "./identities.ts";

sourceConformance(async () => identities());

test("doubles, opposing poles and further professions are trimmed (methods A-HIRPF)", () => {
  assert.deepEqual(sanitizeIdentities(["EXT_low", "EXT_high", "Doctor", "Artist", "AGR_high"]), [
    "EXT_low",
    "Doctor",
    "AGR_high",
  ]);
  assert.deepEqual(sanitizeIdentities(["Nurse", "Nurse"], ["Nurse"]), ["Nurse"]);
  const seven = ["AGR_low", "CON_low", "EXT_low", "NEU_low", "OPE_low", "Doctor", "Artist"];
  assert.throws(() => sanitizeIdentities(seven), InputError);
  assert.throws(() => sanitizeIdentities(["EXT_middle"]), InputError);
  assert.throws(() => identities({ combinations: [["Pilot"]] }), InputError);
});

test("all combinations are 3⁵ · 4 − 1 = 971, each another", async () => {
  const counts = tally();
  const personas = await all(identities({ tally: counts }).personas(0));
  assert.equal(personas.length, 971);
  assert.equal(new Set(personas.map(({ name }) => name)).size, 971);
  assert.equal(counts.report().kept, 971);
});

test("poles are trait levels, the profession an occupation", async () => {
  const [persona] = await all(identities({ combinations: [["EXT_low", "Doctor"]] }).personas(0));
  assert.deepEqual([persona?.traits?.[0]?.dimension, persona?.traits?.[0]?.level], ["extraversion", 0]);
  assert.equal(persona?.identity?.social?.occupation, "doctor");
  assert.ok(personaSchema.safeParse(persona).success);
  assert.match(persona ? renderPersona(persona).system : "", /You are a doctor\.[\s\S]*introverted/);
});
