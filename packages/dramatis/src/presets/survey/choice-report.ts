import type { Estimate, Persona, Score } from "../../core/index.ts";
import {
  type ChoiceKind,
  type ChoiceOutcome,
  choiceOutcomes,
  FEW_PEOPLE,
  type InstrumentFile,
  parallelPairs,
  type ReportAndBehaviour,
  reportAndBehaviour,
  resampled,
  situationalMonotony,
  TYPE_CAVEAT,
  type TypeGroups,
  type TypeResult,
  typeGroups,
  typeResult,
} from "../../measure/psychometrics/index.ts";
import { bigFive } from "../../persona/markers.ts";
import { estimateOf } from "../../stats/index.ts";
import { type ClusterOf, choicesByPerson, clusterOf, type PersonChoices, share } from "./person-choices.ts";
import type { Survey } from "./survey.ts";

/** What is known of a survey whose items have options of their own, beside the scores. Intervals resample people, or items of one. */
export interface ChoiceReport {
  kind: ChoiceKind;
  /** The three sensitivities of TRAIT [173], by scale; lower is better. */
  quality: ChoiceQuality[];
  /** `types`: letters, and how far they depend on the order of the options. */
  types: TypeReport | null;
  /** `judgement`: by attribute. */
  attributes: AttributeReport[];
  /** `conduct`: what personas say of themselves against what they choose to do. */
  conduct: ConductReport | null;
}

/** Shares of items, each in each wording. The formulas are ours; the paper's are not known to us. */
export interface ChoiceQuality {
  scale: string;
  /** Items without an answer in both orders: refused or not readable. */
  unanswered: Estimate;
  /** Items that come out otherwise in the one order of their options than in the other. */
  orderSensitivity: Estimate;
  /** Items that come out otherwise in one wording than in another, mean over pairs of wordings. */
  promptSensitivity: Estimate;
}

export interface TypeReport {
  /** To be said with every result. */
  caveat: string;
  people: TypeResult[];
  /** Means over people, 0 to 1 [231]. */
  consistency: Estimate;
  robustness: Estimate;
  /** Personas of each two genders that are said in `identity.social.gender`. */
  fairness: TypeGroups[];
}

export interface AttributeReport {
  attribute: string;
  /** Share of pairs of parallel forms that come out on one side of the middle. */
  consistency: Estimate;
  /** Correlation of the persona's level of the attribute and its score; null below eight personas with both. */
  monotonicity: Estimate;
}

export interface ConductReport {
  /** Over the pairs of all people [201]: read the values beside those by chance. */
  pairs: ReportAndBehaviour;
  /** The same two with intervals. */
  difference: Estimate;
  consistent: Estimate;
}

interface Context {
  instrument: InstrumentFile;
  seed: number;
}

/** How far the choices of a survey can be trusted; null for an instrument without options of its items' own. */
export function choiceReport(survey: Pick<Survey, "responses" | "people">, context: Context): ChoiceReport | null {
  const { instrument } = context;
  const { choices: kind } = instrument;
  if (kind === undefined || kind === "questions") return null;
  const cluster = clusterOf(survey);
  const outcomes = choiceOutcomes(instrument, survey.responses);
  const byPerson = choicesByPerson(instrument, survey);
  return {
    kind,
    quality: instrument.scales.map(({ id }) => qualityOf(id, { outcomes, byPerson, cluster, seed: context.seed })),
    types: kind === "types" ? typesOf(survey, context) : null,
    attributes:
      kind === "judgement"
        ? instrument.scales.map(({ id }) => attributeOf(id, { survey, byPerson, cluster, context }))
        : [],
    conduct: kind === "conduct" ? conductOf(byPerson, cluster, context) : null,
  };
}

function qualityOf(
  scale: string,
  {
    outcomes,
    byPerson,
    cluster,
    seed,
  }: {
    outcomes: readonly ChoiceOutcome[];
    byPerson: ReadonlyMap<string, PersonChoices>;
    cluster: ClusterOf;
    seed: number;
  },
): ChoiceQuality {
  const own = outcomes.filter((one) => one.scale === scale);
  const unanswered = own.map((one) => ({ value: Number(one.value === null), cluster: cluster(one) }));
  const order = own.flatMap((one) =>
    one.orderSensitive === null ? [] : [{ value: Number(one.orderSensitive), cluster: cluster(one) }],
  );
  const prompts = [...byPerson].flatMap(([person, { items }]) =>
    items.flatMap((one) =>
      one.scale !== scale || one.promptSensitive === null
        ? []
        : [{ value: one.promptSensitive, cluster: cluster({ person, item: one.item }) }],
    ),
  );
  return {
    scale,
    unanswered: share("unanswered", unanswered, seed),
    orderSensitivity: share("order-sensitivity", order, seed),
    promptSensitivity: share("prompt-sensitivity", prompts, seed),
  };
}

function typesOf(
  { responses, people }: Pick<Survey, "responses" | "people">,
  { instrument, seed }: Context,
): TypeReport {
  const answers = Map.groupBy(responses, ({ person }) => person);
  // Drawn anew for each: the same orders for all would err for all alike.
  const found = people.map(({ person, persona }, i) => ({
    result: { ...typeResult(instrument, answers.get(person) ?? [], { seed: seed + i }), person },
    gender: genderOf(persona.persona),
  }));
  const over = (measure: "consistency" | "robustness"): Estimate =>
    estimateOf(
      found.map(({ result }): Score => {
        const value = result[measure];
        return { value, ...(value === null && { missing: "unparsed" as const }), cluster: result.person };
      }),
      { measure, version: "1", unit: "points", direction: "higher", counts: "claims", seed },
    );
  const groups = [...Map.groupBy(found, ({ gender }) => gender)].flatMap(([name, own]) => {
    const rows = own
      .map(({ result }) => Object.values(result.shares))
      .filter((row) => row.every((one) => one !== null));
    return name === undefined || rows.length === 0 ? [] : [{ name, rows: rows as number[][] }];
  });
  return {
    caveat: TYPE_CAVEAT,
    people: found.map(({ result }) => result),
    consistency: over("consistency"),
    robustness: over("robustness"),
    fairness: groups.flatMap((one, i) =>
      groups.slice(i + 1).flatMap((other) => typeGroups([one, other], { seed }) ?? []),
    ),
  };
}

function genderOf({ identity }: Persona): string | undefined {
  const gender = identity?.social?.gender;
  return typeof gender === "string" ? gender : undefined;
}

function attributeOf(
  attribute: string,
  {
    survey,
    byPerson,
    cluster,
    context: { instrument, seed },
  }: {
    survey: Pick<Survey, "people">;
    byPerson: ReadonlyMap<string, PersonChoices>;
    cluster: ClusterOf;
    context: Context;
  },
): AttributeReport {
  const pairs = [...byPerson].flatMap(([person, { items }]) => {
    const shares = items.flatMap(({ item, scale, value }) =>
      scale !== attribute || value === null ? [] : [[item, value] as const],
    );
    return parallelPairs(instrument.items, new Map(shares)).map(({ id, same }) => ({
      value: Number(same),
      cluster: cluster({ person, item: id }),
    }));
  });
  const scale = instrument.scales.find(({ id }) => id === attribute);
  const levels = survey.people.flatMap(({ person, persona }) => {
    const level = levelOf(persona.persona, scale ?? { id: attribute });
    const score = byPerson.get(person)?.scores.find((one) => one.scale === attribute)?.unit ?? null;
    return level === undefined ? [] : [{ level, score }];
  });
  const higher = {
    version: "1",
    unit: "ratio" as const,
    direction: "higher" as const,
    counts: "claims" as const,
    seed,
  };
  const read = levels.filter((one) => one.score !== null) as Level[];
  return {
    attribute,
    consistency: estimateOf(pairs, { ...higher, measure: "parallel-forms" }),
    monotonicity: resampled({
      ...{ measure: "monotonicity", unit: "ratio", direction: "higher", units: read, seed },
      statistic: (sample) =>
        read.length < FEW_PEOPLE
          ? null
          : situationalMonotony(
              sample.map(({ level }) => level),
              sample.map(({ score }) => score),
            ),
      n: read.length,
      missing: levels.length - read.length,
      people: levels.length,
    }),
  };
}

interface Level {
  level: number;
  score: number;
}

/** The level that a persona was given of an attribute, by its name, or of the Big Five trait that it measures. */
function levelOf(
  { traits = [] }: Persona,
  { id, trait, sign = 1 }: InstrumentFile["scales"][number],
): number | undefined {
  const named = traits.find(({ dimension }) => dimension.toLowerCase() === id.toLowerCase());
  if (named) return named.level;
  const known = traits.find(
    ({ system, dimension, facet }) =>
      system === "big5" && facet === undefined && trait !== undefined && bigFive(dimension) === trait,
  );
  return known && (sign === -1 ? 1 - known.level : known.level);
}

/** Both halves of each pair as levels of their scale. */
function conductOf(
  byPerson: ReadonlyMap<string, PersonChoices>,
  cluster: ClusterOf,
  { instrument, seed }: Context,
): ConductReport {
  const worths = new Map(
    instrument.items.map(({ id, options = [] }) => [id, options.flatMap(({ scores }) => Object.values(scores))]),
  );
  const level = ({ items }: PersonChoices, id: string): number | null => {
    const value = items.find(({ item }) => item === id)?.value ?? null;
    const own = worths.get(id) ?? [];
    return value === null ? null : Math.min(...own) + value * (Math.max(...own) - Math.min(...own));
  };
  const units = [...byPerson].flatMap(([person, own]) =>
    instrument.items.flatMap(({ id, parallelTo }) =>
      parallelTo === undefined
        ? []
        : [{ report: level(own, parallelTo), behaviour: level(own, id), cluster: cluster({ person, item: id }) }],
    ),
  );
  const both = units.flatMap(({ report, behaviour }) =>
    report === null || behaviour === null ? [] : [{ report, behaviour }],
  );
  const apart = units.map(
    ({ report, behaviour, cluster: of }): Score =>
      report === null || behaviour === null
        ? { value: null, missing: "unparsed", cluster: of }
        : { value: Math.abs(report - behaviour), cluster: of },
  );
  const made = { version: "1", counts: "claims" as const, seed };
  return {
    pairs: reportAndBehaviour(
      both.map(({ report }) => report),
      both.map(({ behaviour }) => behaviour),
      { seed },
    ),
    difference: estimateOf(apart, { ...made, measure: "mean-difference", unit: "points", direction: "lower" }),
    consistent: estimateOf(
      apart.map((one) => ({ ...one, value: one.value === null ? null : Number(one.value <= 1) })),
      { ...made, measure: "consistent-pairs", unit: "ratio", direction: "higher" },
    ),
  };
}
