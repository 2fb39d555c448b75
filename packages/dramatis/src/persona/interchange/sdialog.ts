import { z } from "zod";
import { aspectsFacet, readFacet } from "../facets.ts";
import {
  checkedRecord,
  factText,
  isObject,
  known,
  knownByName,
  knownOrNone,
  maybeFact,
  maybeText,
  maybeTexts,
  someOf,
  UNNAMED,
} from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { asWritten, textsOfTopic, topicStatements } from "./topic-statements.ts";

const NAME = "sdialog";
const TITLE = "sdialog persona";
/** Sentences of the record that are told rather than listed, by their topic. */
const PERSONALITY = "personality";
const CIRCUMSTANCES = "circumstances";

/** The record's key → the social fact. */
const SOCIAL = {
  age: "age",
  gender: "gender",
  race: "ethnicity",
  role: "role",
  occupation: "occupation",
  education: "education",
  socioeconomic_status: "socioeconomicStatus",
  political_views: "politicalViews",
  religious_beliefs: "religion",
  weight: "weight",
  height: "height",
} as const;

/** The record's key → the aspect. */
const ASPECTS = {
  interests: "interests",
  hobbies: "hobby",
  politeness: "politeness",
  forgetfulness: "forgetfulness",
  attentiveness: "attentiveness",
  communication_style: "tone",
  empathy_level: "empathy",
  voice_characteristics: "voice",
} as const;

type SocialKey = keyof typeof SOCIAL;
type AspectKey = keyof typeof ASPECTS;
const SOCIAL_KEYS = Object.keys(SOCIAL) as SocialKey[];
const ASPECT_KEYS = Object.keys(ASPECTS) as AspectKey[];

const fact = maybeFact.or(z.array(z.string()).transform((list) => list.join(", ")));
const schema = z.object({
  name: maybeText,
  language: maybeText,
  background: maybeText,
  personality: maybeTexts,
  circumstances: maybeTexts,
  rules: maybeTexts,
  ...(Object.fromEntries(SOCIAL_KEYS.map((key) => [key, fact])) as Record<SocialKey, typeof fact>),
  ...(Object.fromEntries(ASPECT_KEYS.map((key) => [key, maybeTexts])) as Record<AspectKey, typeof maybeTexts>),
});

const KEYS = new Set([
  "name",
  "language",
  "background",
  "personality",
  "circumstances",
  "rules",
  ...SOCIAL_KEYS,
  ...ASPECT_KEYS,
]);

/** A Persona or ExtendedPersona of sdialog; a Dialog holds one for each of its speakers. */
export const sdialog: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".persona.json",
  detects: (record) => isObject(record) && (isDialog(record) || isPersona(record)),
  split: (record) => (isObject(record) && isDialog(record) ? speakers(record.personas) : [record]),
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const aspects = knownByName(ASPECT_KEYS.map((key) => [ASPECTS[key], oneOrMore(someOf(from[key] ?? []))]));
    const statements = topicStatements(
      [
        { topic: PERSONALITY, texts: from.personality },
        { topic: CIRCUMSTANCES, texts: from.circumstances },
      ],
      NAME,
    );
    return {
      schema: "dramatis.persona/1",
      name: from.name ?? UNNAMED,
      ...known({
        statements: someOf(statements),
        identity: knownOrNone({
          social: knownByName(SOCIAL_KEYS.map((key) => [SOCIAL[key], from[key]])),
          life: knownOrNone({ background: from.background }),
        }),
        style: knownOrNone({ language: from.language }),
        rules: from.rules,
        facets: knownOrNone({ aspects }),
      }),
    };
  },
  write: (persona) => {
    const { social = {}, personal = [], life = {} } = persona.identity ?? {};
    const aspects = readFacet(persona, "aspects", aspectsFacet) ?? {};
    const told = (persona.statements ?? []).filter(({ topic }) => topic !== PERSONALITY && topic !== CIRCUMSTANCES);
    const background = [life.background, persona.summary, life.backstory, ...told.map(asWritten)];
    return known({
      name: persona.name === UNNAMED ? undefined : persona.name,
      language: persona.style?.language,
      background: someOf(background.filter((text) => text !== undefined))?.join(" "),
      personality: oneOrMore(someOf([...textsOfTopic(persona, PERSONALITY), ...personal])),
      circumstances: oneOrMore(someOf(textsOfTopic(persona, CIRCUMSTANCES))),
      rules: oneOrMore(persona.rules),
      ...knownByName(SOCIAL_KEYS.map((key) => [key, socialFact(social[SOCIAL[key]])])),
      ...knownByName(ASPECT_KEYS.map((key) => [key, aspects[ASPECTS[key]]])),
    });
  },
};

function isDialog(record: Record<string, unknown>): boolean {
  return Array.isArray(record.turns) && isObject(record.personas) && speakers(record.personas).length > 0;
}

/** At least two of the format's keys, one of which no other format has, and only values that are no tree. */
function isPersona(record: Record<string, unknown>): boolean {
  const keys = Object.keys(record);
  const telling = [
    "circumstances",
    "race",
    "communication_style",
    "empathy_level",
    "voice_characteristics",
    "forgetfulness",
  ];
  return (
    keys.filter((key) => KEYS.has(key as SocialKey)).length >= 2 &&
    (telling.some((key) => keys.includes(key)) || keys.every((key) => KEYS.has(key as SocialKey))) &&
    !Object.values(record).some(isObject)
  );
}

/** The personas of a dialog; one without a name of its own has that of its speaker. */
function speakers(personas: unknown): unknown[] {
  if (!isObject(personas)) return [];
  return Object.entries(personas).flatMap(([speaker, persona]) =>
    isObject(persona) ? [{ ...persona, name: persona.name || speaker }] : [],
  );
}

/** A list only where one text would not do. */
function oneOrMore(texts: readonly string[] | undefined): string | string[] | undefined {
  return texts?.length === 1 ? texts[0] : texts && [...texts];
}

function socialFact(value: string | number | string[] | undefined): string | number | undefined {
  return Array.isArray(value) ? factText(value) : value;
}
