// See README.md.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { understudyNli, understudyTraits } from "@dramatis/understudy";
import { progress, writeWhole } from "dramatis";
import { random } from "../../packages/dramatis/src/core/index.ts";
import {
  persistenceLanguage,
  persistencePrediction,
} from "../../packages/dramatis/src/measure/traits/persistence-language.ts";
import {
  BIG_FIVE,
  type BigFiveTrait,
  type DialogueTraitReader,
  traitsByClassifier,
} from "../../packages/dramatis/src/measure/traits/trait-reader.ts";
import { traitsByNli } from "../../packages/dramatis/src/measure/traits/traits-by-nli.ts";
import {
  auc,
  bootstrapInterval,
  crossValidated,
  pearson,
  quantile,
  wilson,
} from "../../packages/dramatis/src/stats/index.ts";
import { styleVector } from "../../packages/dramatis/src/transcript/index.ts";
import { casino, friendsPersona, type Person, persuasion } from "./people.ts";

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    people: { type: "string", default: "250" },
    out: { type: "string", default: new URL("results/traits.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FOLDER is needed; see README.md");

interface Row {
  data: string;
  reader: string;
  trait: BigFiveTrait;
  n: number;
  /** With a 95 % interval. */
  auc: string;
  /** Pearson's, where the label is a score. */
  r?: string;
  /** High above ½, where the label is high or low, and what always saying the commoner would reach. */
  accuracy?: string;
  majority?: number;
}

type Found = { level: number; label: number; group: string };

const friends = friendsPersona(join(flags.data, "research/friends-persona"));
const talks = persuasion(join(flags.data, "open/persuasion-for-good"));
const deals = casino(join(flags.data, "open/casino"));
const classifier = traitsByClassifier(await understudyTraits());
const nli = traitsByNli(await understudyNli(), { pairs: 2 });
/** The judge of sentences is slow: it reads so many people of a set, all their lines as one text. */
const few = Number(flags.people);
const rows: Row[] = [];
for (const [data, people] of Object.entries({
  "friends-persona": friends,
  "persuasion-for-good": talks.people,
  casino: deals,
})) {
  const spoken = people.filter(({ texts }) => texts.length > 0);
  const sample = random(1).shuffle(spoken).slice(0, few);
  rows.push(...(await readBy(classifier, { data, name: "classifier", people: spoken })));
  rows.push(...(await readBy(nli, { data, name: "nli", people: sample, asOne: true })));
  rows.push(...learnt(data, spoken));
}
const persistence = persistencePrediction(
  talks.asked
    .filter(({ text }) => text !== "")
    .map(({ person, text, donated }) => ({ person, text, persisted: donated })),
);
writeWhole(flags.out, `${JSON.stringify({ rows, persistence }, null, 2)}\n`);
for (const row of rows) process.stdout.write(`${Object.values(row).join(" | ")}\n`);
process.stdout.write(`persistence: ${JSON.stringify(persistence)}\n`);

async function readBy(
  reader: DialogueTraitReader,
  { data, name, people, asOne = false }: { data: string; name: string; people: readonly Person[]; asOne?: boolean },
): Promise<Row[]> {
  const bar = progress({ total: people.length, label: `${data}, ${name}` });
  const found = new Map<BigFiveTrait, Found[]>(BIG_FIVE.map((trait) => [trait, []]));
  for (const { group, texts, traits } of people) {
    const levels = await reader.read(asOne ? [texts.join(" ")] : texts);
    bar.tick({ status: "done" });
    for (const [trait, label] of traits) {
      const level = levels[trait];
      if (level !== undefined) found.get(trait)?.push({ level, label, group });
    }
  }
  bar.done();
  return [...found].map(([trait, own]) => rowOf({ data, reader: name, trait }, own));
}

/** What a model learns from the style of others of the same set, groups held out. */
function learnt(data: string, people: readonly Person[]): Row[] {
  return BIG_FIVE.map((trait) => {
    const own = people.flatMap(({ group, texts, traits }) => {
      const label = traits.get(trait);
      const text = texts.join("\n");
      return label === undefined
        ? []
        : [{ group, label, features: [...styleVector(text), ...persistenceLanguage(text)] }];
    });
    const middle = middleOf(own.map(({ label }) => label));
    const levels = crossValidated(
      own.map(({ group, label, features }) => ({ group, features, positive: label > middle })),
    );
    const found = own.flatMap(({ group, label }, i): Found[] => {
      const level = levels[i];
      return level == null ? [] : [{ level, label, group }];
    });
    return rowOf({ data, reader: "style, learnt", trait }, found);
  });
}

/** Median; ½ of labels that are 0 or 1. */
function middleOf(labels: readonly number[]): number {
  return labels.every((label) => label === 0 || label === 1) ? 0.5 : (quantile(labels, 0.5) as number);
}

function rowOf(of: Pick<Row, "data" | "reader" | "trait">, found: readonly Found[]): Row {
  const middle = middleOf(found.map(({ label }) => label));
  const area = auc(
    found.map(({ level, label, group }) => ({ value: level, positive: label > middle, cluster: group })),
  );
  const base = { ...of, n: found.length, auc: area ? shown(area.value, area) : "–" };
  if (middle !== 0.5) {
    const r = (sample: readonly Found[]): number =>
      pearson(
        sample.map(({ level }) => level),
        sample.map(({ label }) => label),
      ) ?? 0;
    return { ...base, r: shown(r(found), bootstrapInterval(found, r, { resamples: 2000 })) };
  }
  const right = found.filter(({ level, label }) => level > 0.5 === label > middle).length;
  const high = found.filter(({ label }) => label > middle).length;
  const majority = Math.max(high, found.length - high) / found.length;
  return {
    ...base,
    accuracy: shown(right / found.length, wilson(right, found.length)),
    majority: Number(majority.toFixed(3)),
  };
}

function shown(value: number, interval: { low: number; high: number } | null): string {
  return interval ? `${of3(value)} [${of3(interval.low)}, ${of3(interval.high)}]` : of3(value);
}

function of3(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}
