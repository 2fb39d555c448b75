import { z } from "zod";
import { normalShare, type Persona, type Trait } from "../../core/index.ts";
import { aspectsFacet, readFacet } from "../facets.ts";
import { BIG_FIVE, bigFiveTrait } from "./big-five-words.ts";
import {
  checkedRecord,
  factText,
  isObject,
  known,
  knownByName,
  knownOrNone,
  maybeText,
  maybeTexts,
  someOf,
  UNNAMED,
} from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { pythonList, pythonListOf } from "./python-list.ts";
import { toldSentences } from "./told-sentences.ts";
import { withoutMembers } from "./without-members.ts";

const NAME = "nemotron";
const TITLE = "Nemotron-Personas row";

/** Columns with a social fact under another name than their own. */
const SOCIAL: Record<string, string> = { education_level: "education", bachelors_field: "major", city: "residence" };
/** Columns that are prose about one side of the person, besides those that end in _persona → aspect. */
const PROSE: Record<string, string> = { skills_and_expertise: "skills", hobbies_and_interests: "hobby" };
const LIST = "_list";
const SIDE = /^([a-z]+(?:_[a-z]+)*)_persona$/;
const COLUMN = /^[a-z]+(?:_[a-z]+)*$/;
/** Longer than a fact is. */
const LONGEST_FACT = 120;
const PRIVATE =
  /(?:^|_)(?:e?_?mail|phone|mobile|street|address|house|apartment|unit|national_id|id_number|ssn|social_security|passport|aadhaar|cpf|pan|nric|my_number|tax_id|iban|bank)(?:_|$)/;
const QUOTED_SCORE = /^t_score (-?\d+(?:\.\d+)?)$/;

const schema = z.looseObject({
  persona: maybeText,
  first_name: maybeText,
  middle_name: maybeText,
  last_name: maybeText,
  cultural_background: maybeText,
  career_goals_and_ambitions: maybeTexts,
});
/** Columns that have a place of their own, or none. */
const OWN = new Set([...Object.keys(schema.shape), ...BIG_FIVE, "uuid", "birth_date"]);

/** A row of Nemotron-Personas, of any country: every column may be missing, and others may be there. */
export const nemotron: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".nemotron.json",
  detects: (record) =>
    isObject(record) &&
    Object.hasOwn(record, "uuid") &&
    Object.keys(record).some((key) => key === "persona" || SIDE.test(key) || key === "cultural_background"),
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const names = [from.first_name, from.middle_name, from.last_name].filter((part) => part !== undefined);
    const traits = BIG_FIVE.flatMap((dimension) => scored(dimension, from));
    return {
      schema: "dramatis.persona/1",
      name: names.join(" ").replace(/\s+/g, " ").trim() || UNNAMED,
      ...known({
        summary: from.persona,
        identity: knownOrNone({
          social: knownByName(socialFacts(from)),
          life: knownOrNone({ background: from.cultural_background, goals: from.career_goals_and_ambitions }),
        }),
        traits: someOf(traits),
        facets: knownOrNone({ aspects: knownByName(sides(from)) }),
      }),
    };
  },
  write: (persona) => row(persona),
  withhold: (record) =>
    withoutMembers(record, (name) =>
      PRIVATE.test(name.toLowerCase()) ? "private: who and where a person is" : undefined,
    ),
};

/** T-scores have the mean 50 and the deviation 10: the level is the share of people below. 60 → Φ(1) = 0.84. */
function scored(dimension: string, from: Record<string, unknown>): Trait[] {
  const nested = from[dimension];
  const score = isObject(nested) ? nested.t_score : from[`${dimension}_t_score`];
  if (typeof score !== "number") return [];
  const quote = `t_score ${score}`;
  const provenance = [{ source: "imported_card" as const, method: NAME, quote }];
  return QUOTED_SCORE.test(quote)
    ? [{ system: "big5", dimension, level: normalShare((score - 50) / 10), provenance }]
    : [];
}

/** The score as it was, as long as it says the same level; else the whole score that comes nearest. */
function scoreOf({ level, provenance }: Trait): number {
  const quoted = QUOTED_SCORE.exec(provenance?.find(({ quote }) => quote !== undefined)?.quote ?? "")?.[1];
  if (quoted !== undefined && normalShare((Number(quoted) - 50) / 10) === level) return Number(quoted);
  const distance = (score: number): number => Math.abs(normalShare((score - 50) / 10) - level);
  return Array.from({ length: 101 }, (_, score) => score).reduce((best, score) =>
    distance(score) < distance(best) ? score : best,
  );
}

/** Every short column that has no other place. */
function socialFacts(from: Record<string, unknown>): [string, string | number][] {
  const short = Object.entries(from).filter(
    ([key]) =>
      COLUMN.test(key) && !OWN.has(key) && !SIDE.test(key) && !key.endsWith(LIST) && !Object.hasOwn(PROSE, key),
  );
  const renamed = short.toSorted(([a], [b]) => Number(Object.hasOwn(SOCIAL, a)) - Number(Object.hasOwn(SOCIAL, b)));
  return renamed.flatMap(([key, value]) => {
    const isFact =
      typeof value === "number" || (typeof value === "string" && value.trim() !== "" && value.length <= LONGEST_FACT);
    return isFact ? [[Object.hasOwn(SOCIAL, key) ? (SOCIAL[key] as string) : camelCase(key), value]] : [];
  });
}

/** `sports_persona` → sportsPersona, and skills and hobbies as their lists, or as prose where there is no list. */
function sides(from: Record<string, unknown>): [string, string | string[] | undefined][] {
  const told = Object.entries(from).flatMap(([key, value]): [string, string][] =>
    SIDE.test(key) && typeof value === "string" && value.trim() !== "" ? [[camelCase(key), value]] : [],
  );
  const listed = Object.entries(PROSE).map(([key, aspect]): [string, string | string[] | undefined] => {
    const list = from[`${key}${LIST}`];
    const items = typeof list === "string" ? pythonList(list) : maybeTexts.safeParse(list).data;
    const prose = from[key];
    return [aspect, someOf(items ?? []) ?? (typeof prose === "string" && prose.trim() ? prose : undefined)];
  });
  return [...told, ...listed];
}

function row(persona: Persona): Record<string, unknown> {
  const { social = {}, life = {} } = persona.identity ?? {};
  const aspects = readFacet(persona, "aspects", aspectsFacet) ?? {};
  const columns = new Map(Object.entries(SOCIAL).map(([column, name]) => [name, column]));
  const names = persona.name === UNNAMED ? [] : persona.name.trim().split(/\s+/);
  const prose = new Map(Object.entries(PROSE).map(([column, aspect]) => [aspect, column]));
  return known({
    persona: persona.summary ?? someOf(toldSentences(withoutColumns(persona)))?.join(" "),
    first_name: names[0],
    middle_name: someOf(names.slice(1, -1))?.join(" "),
    last_name: names.length > 1 ? names.at(-1) : undefined,
    ...knownByName(
      Object.entries(social).map(([key, fact]) => [
        columns.get(key) ?? snakeCase(key),
        Array.isArray(fact) ? factText(fact) : fact,
      ]),
    ),
    cultural_background: life.background,
    career_goals_and_ambitions: life.goals?.length === 1 ? life.goals[0] : life.goals,
    ...knownByName(
      BIG_FIVE.map((dimension) => {
        const trait = bigFiveTrait(persona.traits, dimension);
        return [dimension, trait && { t_score: scoreOf(trait) }];
      }),
    ),
    ...knownByName(
      Object.entries(aspects).flatMap(([aspect, said]): [string, string][] => {
        const column = prose.get(aspect);
        if (column !== undefined)
          return Array.isArray(said) ? [[`${column}${LIST}`, pythonListOf(said)]] : [[column, said]];
        return /Persona$/.test(aspect) ? [[snakeCase(aspect), [said].flat().join(" ")]] : [];
      }),
    ),
  });
}

/** What is left to be told where the facts stand in columns. */
function withoutColumns(persona: Persona): Persona {
  const { identity: { personal, life = {} } = {}, ...rest } = persona;
  const { background: _, goals: __, ...told } = life;
  return { ...rest, identity: known({ personal, life: told }) };
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
