import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all, take } from "../../core/conformance/shared.ts";
import { type Persona, UnsupportedError } from "../../core/index.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { characterBank, TYPES, typeCounts } from "./character-bank.ts";
import { answering } from "./testing.ts";

/** Another character each time, but the same for every third; tones get five presets. */
function inventing(): ReturnType<typeof answering> {
  let number = 0;
  return answering((material, task) => {
    if (task.includes('"items"')) return { items: [{ when: "greeted", say: "Well, hello." }] };
    number += 1;
    const name = number % 3 === 0 ? "Twin" : `Character ${number}`;
    const { fields } = JSON.parse(material) as { fields: string[] };
    return Object.fromEntries(fields.map((field) => [field, field === "name" ? name : `some ${field}`]));
  });
}

const fixed = (): ReturnType<typeof answering> =>
  answering((material, task) =>
    task.includes('"items"')
      ? { items: [] }
      : {
          ...(JSON.parse(material) as { given: object }).given,
          name: JSON.parse(material).given.type,
          job: "cook",
          region: "Porto",
          tone: "dry",
        },
  );

sourceConformance(async () => characterBank({ model: fixed(), quota: 1 }));

test("sixteen types of 64 are 1,024, and it stops there (methods A-CHARCHAT)", async () => {
  const counts = tally();
  const personas: Persona[] = await all(characterBank({ model: inventing(), tally: counts }).personas(5));
  assert.equal(personas.length, 1024);
  assert.deepEqual(typeCounts(personas), Object.fromEntries(TYPES.map((type) => [type, 64])));
  const { asked, kept, dropped } = counts.report();
  assert.equal(kept, 1024);
  assert.deepEqual(Object.keys(dropped), ["duplicate"]);
  assert.equal(asked, kept + (dropped.duplicate ?? 0));
  const ages = new Set(personas.map(({ identity }) => identity?.social?.age));
  assert.ok(ages.size > 40 && !ages.has(17) && !ages.has(76));
  assert.ok(personaSchema.safeParse(personas[0]).success);
  assert.deepEqual(personas[0]?.style?.presets, [{ when: "greeted", say: "Well, hello." }]);
});

test("a model that tells of one and the same is asked three times the quota at most", async () => {
  const counts = tally();
  const model = answering(() => ({ name: "Twin", job: "cook", region: "Porto" }));
  const personas = await take(
    characterBank({ model, types: ["INTJ", "ESFP"], quota: 2, tally: counts }).personas(0),
    9,
  );
  assert.equal(personas.length, 1);
  // 6 + 6 asked, one kept
  assert.deepEqual([counts.report().asked, counts.report().dropped], [12, { duplicate: 11 }]);
});

test("without a name, or data, there is no character", async () => {
  const counts = tally();
  const nameless = answering(() => ({ name: "x ".repeat(20), job: "cook", region: "Porto" }));
  assert.deepEqual(
    await all(characterBank({ model: nameless, types: ["INTJ"], quota: 1, tally: counts }).personas(0)),
    [],
  );
  assert.deepEqual(
    await all(characterBank({ model: answering(() => "?"), types: ["INTJ"], quota: 1, tally: counts }).personas(0)),
    [],
  );
  assert.deepEqual(counts.report().dropped, { "without name, job or region": 3, unparsed: 3 });
  assert.throws(() => characterBank(), UnsupportedError);
});
