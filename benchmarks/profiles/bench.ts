// See README.md.
import { parseArgs } from "node:util";
import { understudyTraits } from "@dramatis/understudy";
import { progress, writeWhole } from "dramatis";
import type { ProfilePair } from "../../packages/dramatis/src/create/profiles/profile-pairs.ts";
import { profileUpdate } from "../../packages/dramatis/src/create/profiles/profile-update.ts";
import { userProfile } from "../../packages/dramatis/src/create/profiles/user-profile.ts";
import { bootstrapInterval, pearson, wilson } from "../../packages/dramatis/src/stats/index.ts";
import { type KnownPerson, persuasion, synthpai } from "./people.ts";
import { sameValue } from "./same-value.ts";

const ATTRIBUTES = ["age", "sex", "city", "birthplace", "education", "job", "relationship"];

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string", default: new URL("results/profiles.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FOLDER is needed; see README.md");

interface Row {
  attribute: string;
  labels: number;
  found: number;
  right: number;
  precision: string;
  recall: string;
  /** Right of those that the people who labelled found easy. */
  easy?: string;
}

const people = synthpai(`${flags.data}/synthpai`);
const talks = persuasion(`${flags.data}/persuasion-for-good`);
const tables = {
  "synthpai, tuned on": await attributeTable(people.filter((_, i) => i % 2 === 0)),
  "synthpai, held out": await attributeTable(people.filter((_, i) => i % 2 === 1)),
  "persuasion-for-good": await attributeTable(talks, ["age", "sex", "relationship"]),
};
const traits = await traitTable(talks);
writeWhole(flags.out, `${JSON.stringify({ attributes: tables, traits }, null, 2)}\n`);
for (const [name, rows] of Object.entries(tables)) {
  process.stdout.write(`${name}\n`);
  for (const row of rows) process.stdout.write(`  ${Object.values(row).join(" | ")}\n`);
}
for (const row of traits) process.stdout.write(`${Object.values(row).join(" | ")}\n`);

async function profileOf({ id, texts }: KnownPerson): Promise<ProfilePair[]> {
  const written = texts.map((text, i) => ({ id: `${id}-${i}`, text }));
  for await (const { facets } of profileUpdate({ texts: written, speaker: id }).personas(0)) {
    const pairs = (facets?.profile ?? []) as ProfilePair[];
    return pairs.filter(({ validTo }) => validTo === undefined);
  }
  return [];
}

async function attributeTable(
  known: readonly KnownPerson[],
  attributes: readonly string[] = ATTRIBUTES,
): Promise<Row[]> {
  const profiles = await Promise.all(
    known.filter(({ texts }) => texts.length > 0).map(async (person) => ({ person, pairs: await profileOf(person) })),
  );
  const rowOf = (attribute: string, asked: readonly string[]): Row => {
    const cases = profiles.flatMap(({ person, pairs }) =>
      asked.map((each) => {
        const pair = pairs.find((one) => one.attribute === each);
        const label = person.labels.get(each);
        const isRight = pair !== undefined && label !== undefined && sameValue(each, pair.value, label.value);
        return { pair, label, isRight };
      }),
    );
    const labelled = cases.filter(({ label }) => label !== undefined);
    const found = cases.filter(({ pair }) => pair !== undefined);
    const right = cases.filter(({ isRight }) => isRight).length;
    const easy = labelled.filter(({ label }) => label?.hardness === 1);
    return {
      ...{ attribute, labels: labelled.length, found: found.length, right },
      ...{ precision: share(right, found.length), recall: share(right, labelled.length) },
      ...(easy.length === 0 ? {} : { easy: share(easy.filter(({ isRight }) => isRight).length, easy.length) }),
    };
  };
  return [...attributes.map((attribute) => rowOf(attribute, [attribute])), rowOf("all", attributes)];
}

function share(count: number, of: number): string {
  const interval = wilson(count, of);
  return interval === null ? "–" : `${of3(count / of)} [${of3(interval.low)}, ${of3(interval.high)}]`;
}

function of3(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}

/** Levels that the bundled classifier reads from what speakers state of themselves, against their questionnaires. */
async function traitTable(known: readonly KnownPerson[]): Promise<{ trait: string; n: number; r: string }[]> {
  const reader = await understudyTraits();
  const bar = progress({ total: known.length, label: "speakers" });
  const pairs = new Map<string, [number, number][]>();
  for (const { id, texts, traits: measured } of known) {
    bar.tick({ status: "done" });
    if (texts.length < 3) continue;
    const messages = texts.map((text, turn) => ({ session: id, turn, speaker: "user", text }));
    for await (const { traits: read = [] } of userProfile({
      transcripts: [{ session: id, messages }],
      traits: reader,
    }).personas(0)) {
      for (const { dimension, level } of read) {
        const real = measured.get(dimension);
        if (real !== undefined) pairs.set(dimension, [...(pairs.get(dimension) ?? []), [level, real]]);
      }
    }
  }
  bar.done();
  return [...pairs].map(([trait, both]) => {
    const correlation = (sample: readonly [number, number][]): number =>
      pearson(
        sample.map(([a]) => a),
        sample.map(([, b]) => b),
      ) ?? 0;
    const interval = bootstrapInterval(both, correlation, { resamples: 2000 });
    return {
      trait,
      n: both.length,
      r: `${of3(correlation(both))} [${of3(interval?.low ?? 0)}, ${of3(interval?.high ?? 0)}]`,
    };
  });
}
