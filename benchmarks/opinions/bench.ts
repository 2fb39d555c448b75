// See README.md. Puts questions of OpinionsQA to the bundled chat model, and holds its answers against people's.
import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Estimate, type Persona, random } from "../../packages/dramatis/src/core/index.ts";
import { population } from "../../packages/dramatis/src/create/index.ts";
import {
  type AnswerCounts,
  countAnswers,
  type DistanceName,
  type DistanceSummary,
  distanceOverPeople,
  distributionDistance,
  questionDistances,
} from "../../packages/dramatis/src/measure/populations/index.ts";
import { personaVersion } from "../../packages/dramatis/src/persona/index.ts";
import { populationReport } from "../../packages/dramatis/src/presets/survey/population-report.ts";
import {
  type QuestionsFile,
  questionsInstrument,
  surveyQuestions,
} from "../../packages/dramatis/src/presets/survey/questions-file.ts";
import { respondentsOf } from "../../packages/dramatis/src/presets/survey/respondents.ts";
import { type Survey, survey } from "../../packages/dramatis/src/presets/survey/survey.ts";
import { progress, writeWhole } from "../../packages/dramatis/src/run/index.ts";
import { estimateOf } from "../../packages/dramatis/src/stats/index.ts";
import { understudyChat } from "../../packages/understudy/src/index.ts";
import { type AskedQuestion, readOpinions, VARIABLES } from "./opinions-qa.ts";

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../shared");
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(SHARED, "data/research/opinions-qa/human_resp") },
    questions: { type: "string", default: "60" },
    people: { type: "string", default: "15" },
    orders: { type: "string", default: "2" },
    seed: { type: "string", default: "42" },
    out: { type: "string", default: join(import.meta.dirname, "results/understudy.json") },
  },
});
const seed = Number(flags.seed);
const started = performance.now();

const all = readOpinions(flags.data);
const asked = random(seed).shuffle(all).slice(0, Number(flags.questions));
const file: QuestionsFile = {
  schema: "dramatis.questions/1",
  name: "opinions-qa",
  questions: asked.map(({ human: _, ...question }) => question),
};
const questions = surveyQuestions(file);
const human = asked.flatMap((question) => question.human);
const model = await understudyChat({ threads: 1 });

/** One persona a group, of whom nothing else is known; one of whom nothing is; and adults drawn from the census. */
const somebody = (social: Record<string, string>): Persona => ({
  schema: "dramatis.persona/1",
  name: "Alex",
  ...(Object.keys(social).length > 0 && { identity: { social } }),
});
const groups = [...new Set(human.flatMap(({ group }) => group ?? []))].map(
  (group) => group.split(": ") as [string, string],
);
const ofGroups = await ask(
  groups.map(([field, value]) => somebody({ [field]: value })),
  "groups",
);
const ofNobody = await ask([somebody({})], "neutral");
const adults: Persona[] = [];
for await (const persona of population({ size: Number(flags.people) }).personas(seed)) adults.push(persona);
const ofAdults = await ask(adults, "adults");
const seconds = (performance.now() - started) / 1000;

const fields = Object.values(VARIABLES);
const bySide = {
  adults: countAnswers(respondentsOf(ofAdults, { questions }), { questions }),
  neutral: countAnswers(respondentsOf(ofNobody, { questions }), { questions }),
};
const everybody = human.filter(({ group }) => group === undefined);
const inGroups = human.filter(({ group }) => group !== undefined);
const groupPersonas = countAnswers(respondentsOf(ofGroups, { questions, by: fields }), { questions, by: fields });
const compare = (model: readonly AnswerCounts[], people = everybody) =>
  distributionDistance({ questions, human: people, model, seed });
const grouped = compare(groupPersonas, inGroups);
const toGroups = (counts: readonly AnswerCounts[]): AnswerCounts[] =>
  inGroups.flatMap(({ question, group }) => {
    const own = counts.find((one) => one.question === question && one.group === undefined);
    return own === undefined || group === undefined ? [] : [{ ...own, group }];
  });

const adultsReport = populationReport(ofAdults, { file });
const result = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  processor: cpus()[0]?.model,
  model: model.id,
  questions: asked.length,
  ofQuestions: all.length,
  people: { median: median(everybody.map(({ counts }) => counts.reduce((sum, one) => sum + one, 0))) },
  personas: { groups: groups.length, adults: adults.length },
  calls: [ofGroups, ofNobody, ofAdults].reduce((sum, { responses }) => sum + responses.length, 0),
  seconds,
  seed,
  overall: { adults: summary(compare(bySide.adults).overall), neutral: summary(compare(bySide.neutral).overall) },
  adultsOverPeople: distanceOverPeople({
    questions,
    human: everybody,
    respondents: respondentsOf(ofAdults, { questions }),
    seed,
  }),
  waves: Object.fromEntries([...Map.groupBy(asked, ({ wave }) => wave)].map(([wave, own]) => [wave, ofWave(own)])),
  groups: Object.fromEntries(Object.entries(grouped.groups).map(([group, own]) => [group, summary(own)])),
  conditioning: conditioning(),
  answered: {
    firstPlace: adultsReport.firstPlace,
    orderEffect: meanOf(adultsReport.questions.map(({ orderEffect }) => orderEffect)),
    entropy: meanOf(adultsReport.questions.map(({ entropy }) => entropy)),
  },
};
mkdirSync(join(flags.out, ".."), { recursive: true });
writeWhole(flags.out, `${JSON.stringify(result, null, 1)}\n`);
show();

async function ask(personas: readonly Persona[], label: string): Promise<Survey> {
  let bar = progress({ label });
  const loaded = personas.map((persona) => ({ persona, version: personaVersion(persona), path: persona.name }));
  const held = await survey({
    instrument: questionsInstrument(file),
    personas: loaded,
    model,
    orders: Number(flags.orders),
    answers: "probabilities",
    seed,
    concurrency: 2,
    onStart: (count) => {
      bar = progress({ label, ...count });
    },
    onOutcome: (outcome) => bar.tick(outcome),
  });
  bar.done();
  return held;
}

function ofWave(own: readonly AskedQuestion[]) {
  const ids = new Set(own.map(({ id }) => id));
  return summary(
    compare(
      bySide.adults,
      everybody.filter(({ question }) => ids.has(question)),
    ).overall,
  );
}

type Short = Pick<Estimate, "value" | "low" | "high" | "n">;

/** Without what made them: it is the same for all, and said above. */
function summary(of: DistanceSummary): Record<string, Record<DistanceName, Short>> {
  const short = ({ value, low, high, n }: Estimate): Short => ({
    value: rounded(value),
    low: rounded(low),
    high: rounded(high),
    n,
  });
  return Object.fromEntries(
    Object.entries(of).map(([side, distances]) => [
      side,
      Object.fromEntries(Object.entries(distances).map(([name, estimate]) => [name, short(estimate)])) as Record<
        DistanceName,
        Short
      >,
    ]),
  );
}

/**
 * Whether saying the group helps: distance of the group's people from the persona of whom nothing is known, and from all
 * people, each less that from the group's persona; above 0 the group's persona is nearer. Over all groups, resampling
 * questions.
 */
function conditioning() {
  const known = new Map(questions.map((question) => [question.id, question]));
  const of = (counts: readonly AnswerCounts[]) => {
    const keyed = new Map(counts.map((one) => [JSON.stringify([one.question, one.group]), one.counts]));
    return ({ question, group, counts: people }: AnswerCounts): number | null => {
      const own = keyed.get(JSON.stringify([question, group]));
      const asked = known.get(question);
      return own && asked ? questionDistances(asked, people, own).emdOfScale : null;
    };
  };
  const persona = of(groupPersonas);
  const gain = (other: (one: AnswerCounts) => number | null, measure: string): Short => {
    const scores = inGroups.flatMap((one) => {
      const [a, b] = [other(one), persona(one)];
      return a === null || b === null ? [] : [{ value: a - b, cluster: one.question }];
    });
    const options = { measure, version: "1", unit: "points", direction: "higher", counts: "claims" } as const;
    const { value, low, high, n } = estimateOf(scores, options);
    return { value: rounded(value), low: rounded(low), high: rounded(high), n };
  };
  return {
    overNeutral: gain(of(toGroups(bySide.neutral)), "over neutral"),
    overEverybody: gain(of(toGroups(everybody)), "over everybody"),
    spreadOfPersonas: spread(),
  };
}

/** Mean total variation of a group's persona from the neutral one: how much saying the group changes at all. */
function spread(): number | null {
  const neutral = new Map(bySide.neutral.map(({ question, counts }) => [question, counts]));
  const known = new Map(questions.map((question) => [question.id, question]));
  return meanOf(
    groupPersonas.flatMap(({ question, group, counts }) => {
      const [other, own] = [neutral.get(question), known.get(question)];
      return group === undefined || !other || !own ? [] : [questionDistances(own, counts, other).totalVariation];
    }),
  );
}

function meanOf(values: readonly (number | null)[]): number | null {
  const read = values.filter((value) => value !== null);
  return read.length === 0 ? null : rounded(read.reduce((sum, value) => sum + value, 0) / read.length);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e4) / 1e4;
}

function show(): void {
  const line = (name: string, of: Record<string, Record<DistanceName, Short>>, distance: DistanceName): string => {
    const cell = (side: string): string => {
      const { value, low, high } = of[side]?.[distance] ?? {};
      return low === null || low === undefined ? `${value}` : `${value} [${low}, ${high}]`;
    };
    return `| ${[name, "model", "ceiling", "uniform", "majority", "gainOnUniform"].map((side, i) => (i === 0 ? side : cell(side))).join(" | ")} |`;
  };
  for (const distance of ["emdOfScale", "jensenShannon", "totalVariation"] as const) {
    console.log(`\n${distance}: model | ceiling | uniform | majority | gain on uniform`);
    for (const [name, of] of Object.entries(result.overall)) console.log(line(name, of, distance));
  }
  for (const [name, of] of Object.entries(result.groups)) console.log(line(name, of, "emdOfScale"));
  console.log(
    JSON.stringify({
      conditioning: result.conditioning,
      answered: result.answered,
      overPeople: result.adultsOverPeople,
      seconds,
      calls: result.calls,
    }),
  );
}
