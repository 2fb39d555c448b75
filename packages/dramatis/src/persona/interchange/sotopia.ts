import { z } from "zod";
import type { Persona, Trait } from "../../core/index.ts";
import { aspectsFacet, readFacet } from "../facets.ts";
import { BIG_FIVE, bigFiveTrait, traitOfWords, wordsOfTrait } from "./big-five-words.ts";
import {
  checkedRecord,
  factText,
  isObject,
  known,
  knownOrNone,
  maybeFact,
  maybeText,
  maybeTexts,
  someOf,
} from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { mbtiTraits, mbtiType } from "./mbti.ts";
import { asWritten, topicStatements } from "./topic-statements.ts";

const NAME = "sotopia";
const TITLE = "SOTOPIA agent profile";
/** Of the statements that SOTOPIA keeps apart from the public ones. */
const VALUES = "personality and values";

const schema = z
  .object({
    first_name: maybeText,
    last_name: maybeText,
    age: maybeFact,
    occupation: maybeText,
    gender: maybeText,
    gender_pronoun: maybeText,
    public_info: maybeText,
    big_five: maybeText,
    moral_values: maybeTexts,
    schwartz_personal_values: maybeTexts,
    personality_and_values: maybeText,
    decision_making_style: maybeText,
    secret: maybeText,
    mbti: maybeText,
  })
  .refine(({ first_name, last_name }) => first_name !== undefined || last_name !== undefined, {
    path: ["first_name"],
    error: "a name",
  });

const TELLING = [
  "big_five",
  "decision_making_style",
  "personality_and_values",
  "schwartz_personal_values",
  "public_info",
];

/** A SOTOPIA agent. Its secret is kept under facets.secret, where nothing says it openly. */
export const sotopia: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".agent-profile.json",
  detects: (record) =>
    isObject(record) &&
    (typeof record.first_name === "string" || typeof record.last_name === "string") &&
    TELLING.some((key) => Object.hasOwn(record, key)),
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const name = [from.first_name, from.last_name].filter((part) => part !== undefined).join(" ");
    const statements = topicStatements([{ topic: VALUES, texts: [from.personality_and_values ?? ""] }], NAME);
    const aspects = knownOrNone({
      moralValues: from.moral_values,
      values: from.schwartz_personal_values,
      decisionMaking: from.decision_making_style,
    });
    return {
      schema: "dramatis.persona/1",
      name: name.replace(/\s+/g, " ").trim(),
      ...known({
        statements: someOf(statements),
        identity: knownOrNone({
          social: knownOrNone({
            // 0 is what SOTOPIA writes for an age it does not know.
            age: from.age === 0 ? undefined : from.age,
            occupation: from.occupation,
            gender: from.gender,
            pronouns: from.gender_pronoun,
          }),
          life: knownOrNone({ background: from.public_info }),
        }),
        traits: someOf([...bigFive(from.big_five ?? ""), ...mbtiTraits(from.mbti ?? "")]),
        facets: knownOrNone({ aspects, secret: from.secret }),
      }),
    };
  },
  write: (persona) => profile(persona),
};

/** "Openness to Experience - High, Conscientiousness - Low, …" in any order; what says no level is passed over. */
function bigFive(text: string): Trait[] {
  const parts = text.split(/[,;\n]+/);
  return BIG_FIVE.flatMap((dimension) => {
    const named = new RegExp(`^\\s*${dimension}(?: to experience)?\\s*[-–:=]+\\s*`, "i");
    const part = parts.find((each) => named.test(each));
    const trait = part === undefined ? undefined : traitOfWords(dimension, bare(part.replace(named, "")), NAME);
    return trait === undefined ? [] : [trait];
  });
}

function profile(persona: Persona): Record<string, unknown> {
  const { social = {}, personal = [], life = {} } = persona.identity ?? {};
  const { moralValues, values, decisionMaking } = readFacet(persona, "aspects", aspectsFacet) ?? {};
  const secret = persona.facets?.secret;
  const [first = "", ...last] = persona.name.trim().split(/\s+/);
  const statements = persona.statements ?? [];
  const told = statements.filter(({ topic }) => topic !== VALUES).map(asWritten);
  const own = statements.filter(({ topic }) => topic === VALUES).map(asWritten);
  const levels = BIG_FIVE.flatMap((dimension) => {
    const trait = bigFiveTrait(persona.traits, dimension);
    return trait === undefined ? [] : [`${title(dimension)} - ${bare(wordsOfTrait(trait))}`];
  });
  const { age } = social;
  return known({
    first_name: first,
    last_name: last.join(" "),
    age: Array.isArray(age) ? factText(age) : age,
    occupation: factText(social.occupation),
    gender: factText(social.gender),
    gender_pronoun: factText(social.pronouns),
    public_info: joined([life.background, persona.summary, life.backstory, ...told]),
    big_five: someOf(levels)?.join(", "),
    moral_values: list(moralValues),
    schwartz_personal_values: list(values),
    personality_and_values: joined([...own, ...personal]),
    decision_making_style: factText(decisionMaking),
    secret: typeof secret === "string" ? secret : undefined,
    mbti: mbtiType(persona.traits),
  });
}

function joined(texts: readonly (string | undefined)[]): string | undefined {
  return someOf(texts.filter((text) => text !== undefined))?.join(" ");
}

function list(value: string | string[] | undefined): string[] | undefined {
  return value === undefined ? undefined : [value].flat();
}

function bare(text: string): string {
  return text.replace(/^\s+|[\s.]+$/g, "");
}

function title(dimension: string): string {
  return `${dimension.charAt(0).toUpperCase()}${dimension.slice(1)}`;
}
