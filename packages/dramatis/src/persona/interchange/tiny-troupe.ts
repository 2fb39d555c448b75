import { z } from "zod";
import type { Persona, Relation, Statement, Trait } from "../../core/index.ts";
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
import { asWritten, type TopicTexts, textsOfTopic, topicStatements } from "./topic-statements.ts";

const NAME = "tiny-troupe";
const TITLE = "TinyTroupe agent";
const TYPES = ["TinyPerson", "Fragment"];
/** A fragment says nothing of who it is for. */
const UNNAMED = "fragment";
/** How someone is related of whom only a description is given. */
const RELATED = "acquaintance";

const routines = z.record(z.string(), z.unknown());
const persona = z.object({
  name: maybeText,
  age: maybeFact,
  gender: maybeText,
  nationality: maybeText,
  residence: maybeText,
  education: maybeText,
  long_term_goals: maybeTexts,
  occupation: z
    .union([z.string(), z.object({ title: maybeText, organization: maybeText, description: maybeText })])
    .nullish(),
  style: maybeText,
  personality: z.object({ traits: maybeTexts, big_five: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  preferences: z.object({ interests: maybeTexts, likes: maybeTexts, dislikes: maybeTexts }).nullish(),
  skills: maybeTexts,
  beliefs: maybeTexts,
  behaviors: routines.nullish(),
  health: maybeText,
  relationships: z.array(z.object({ name: z.string(), description: maybeText })).nullish(),
  other_facts: maybeTexts,
});
const schema = z.object({ type: z.enum(TYPES).nullish(), persona });

/** Lists of the record whose sentences are statements, with the topic by which they are known. */
const TOPICS = { personality: "personality", occupation: "occupation", skills: "skill", beliefs: "belief" };
const HABIT = "habit";
const ROUTINE = / routine$/;
const OTHER_HABIT = / habit$/;

/** A TinyTroupe agent (`*.agent.json`) or fragment of one. Memories and mental state are kept, and not read. */
export const tinyTroupe: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".agent.json",
  detects: (record) => isObject(record) && isObject(record.persona) && TYPES.includes(String(record.type)),
  read: (record, where) => {
    const { persona: from } = checkedRecord(record, schema, { where, title: TITLE });
    const work = typeof from.occupation === "string" ? { title: from.occupation } : (from.occupation ?? {});
    const traits = bigFive(from.personality?.big_five ?? {});
    const statements = topicStatements(groups(from), NAME);
    return {
      schema: "dramatis.persona/1",
      name: from.name ?? UNNAMED,
      ...known({
        statements: someOf(statements),
        identity: knownOrNone({
          social: knownOrNone({
            age: from.age,
            gender: from.gender,
            nationality: from.nationality,
            residence: from.residence,
            education: from.education,
            occupation: work.title?.trim() ? work.title : undefined,
            organization: "organization" in work ? work.organization : undefined,
          }),
          life: knownOrNone({
            loves: from.preferences?.likes,
            hates: from.preferences?.dislikes,
            goals: from.long_term_goals,
          }),
        }),
        traits: someOf(traits),
        relations: from.relationships?.map(relation),
        facets: aspects({ interests: from.preferences?.interests, tone: from.style, health: from.health }),
      }),
    };
  },
  write: (written) => ({ type: "TinyPerson", persona: personaRecord(written) }),
};

/**
 * An agent's record with a fragment's added: lists are appended, without what is there already, and other values are
 * those of the fragment. Neither record is changed.
 */
export function withFragment(
  agent: Record<string, unknown>,
  fragment: Record<string, unknown>,
): Record<string, unknown> {
  return { ...agent, persona: merged(agent.persona, fragment.persona) };
}

function merged(base: unknown, added: unknown): unknown {
  if (added === undefined || added === null) return base;
  if (Array.isArray(base) && Array.isArray(added)) {
    const there = new Set(base.map((item) => JSON.stringify(item)));
    return [...base, ...added.filter((item) => !there.has(JSON.stringify(item)))];
  }
  if (!isObject(base) || !isObject(added)) return added;
  const keys = new Set([...Object.keys(base), ...Object.keys(added)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(own(base, key), own(added, key))]));
}

/** A member, never one that is inherited. */
function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function bigFive(levels: Record<string, unknown>): Trait[] {
  return BIG_FIVE.flatMap((dimension) => {
    const text = levels[dimension];
    const trait = typeof text === "string" ? traitOfWords(dimension, text, NAME) : undefined;
    return trait === undefined ? [] : [trait];
  });
}

function groups(from: z.output<typeof persona>): TopicTexts[] {
  const described = isObject(from.occupation) ? from.occupation.description : undefined;
  const { general, routines: byTime, ...others } = from.behaviors ?? {};
  return [
    { topic: TOPICS.occupation, texts: described === undefined ? [] : [described] },
    { topic: TOPICS.personality, texts: from.personality?.traits },
    { topic: TOPICS.skills, texts: from.skills },
    { topic: TOPICS.beliefs, texts: from.beliefs },
    { topic: HABIT, texts: texts(general) },
    ...Object.entries(isObject(byTime) ? byTime : {}).map(([time, listed]) => ({
      topic: `${time} routine`,
      texts: texts(listed),
    })),
    ...Object.entries(others).map(([name, listed]) => ({ topic: `${name} habit`, texts: texts(listed) })),
    { texts: from.other_facts },
  ];
}

function texts(listed: unknown): string[] {
  return [listed].flat().filter((text) => typeof text === "string");
}

function relation({ name, description }: { name: string; description?: string | undefined }): Relation {
  return { to: name, kind: RELATED, ...known({ view: description }) };
}

function aspects(members: Record<string, string | string[] | undefined>): Record<string, unknown> | undefined {
  const some = knownOrNone(members);
  return some === undefined ? undefined : { aspects: some };
}

function personaRecord(from: Persona): Record<string, unknown> {
  const { social = {}, life = {} } = from.identity ?? {};
  const { interests, tone, health } = readFacet(from, "aspects", aspectsFacet) ?? {};
  const [description] = textsOfTopic(from, TOPICS.occupation);
  const levels = BIG_FIVE.flatMap((dimension) => {
    const trait = bigFiveTrait(from.traits, dimension);
    return trait === undefined ? [] : [[dimension, wordsOfTrait(trait)] as const];
  });
  return known({
    name: from.name === UNNAMED ? undefined : from.name,
    age: Array.isArray(social.age) ? factText(social.age) : social.age,
    gender: factText(social.gender),
    nationality: factText(social.nationality),
    residence: factText(social.residence),
    education: factText(social.education),
    long_term_goals: life.goals,
    occupation: knownOrNone({
      title: factText(social.occupation),
      organization: factText(social.organization),
      description,
    }),
    style: factText(tone),
    personality: knownOrNone({
      traits: someOf(textsOfTopic(from, TOPICS.personality)),
      big_five: levels.length > 0 ? Object.fromEntries(levels) : undefined,
    }),
    preferences: knownOrNone({ interests, likes: life.loves, dislikes: life.hates }),
    skills: someOf(textsOfTopic(from, TOPICS.skills)),
    beliefs: someOf(textsOfTopic(from, TOPICS.beliefs)),
    behaviors: behaviors(from.statements ?? []),
    health: factText(health),
    relationships: from.relations?.map(({ to, kind, view }) => ({
      name: to,
      ...known({ description: view ?? (kind === RELATED ? undefined : kind) }),
    })),
    other_facts: someOf(otherFacts(from)),
  });
}

function behaviors(statements: readonly Statement[]): Record<string, unknown> | undefined {
  const general: string[] = [];
  const byTime = new Map<string, string[]>();
  const others = new Map<string, string[]>();
  for (const statement of statements) {
    const { topic = "" } = statement;
    const text = asWritten(statement);
    if (topic === HABIT) general.push(text);
    else if (ROUTINE.test(topic)) add(byTime, topic.replace(ROUTINE, ""), text);
    else if (OTHER_HABIT.test(topic)) add(others, topic.replace(OTHER_HABIT, ""), text);
  }
  return knownOrNone({
    general: someOf(general),
    routines: byTime.size > 0 ? Object.fromEntries(byTime) : undefined,
    ...Object.fromEntries(others),
  });
}

function add(lists: Map<string, string[]>, key: string, text: string): void {
  lists.set(key, [...(lists.get(key) ?? []), text]);
}

/** Everything that has no list of its own: a fact is a fact, whatever its topic was; and what is told of the past. */
function otherFacts(from: Persona): string[] {
  const { personal = [], life: { background, backstory } = {} } = from.identity ?? {};
  const told = [from.summary, background, backstory, ...personal, ...(from.knowledge?.facts ?? [])];
  const described = (from.statements ?? []).filter(({ topic }) => topic === TOPICS.occupation).slice(1);
  const own = new Set([...Object.values(TOPICS), HABIT]);
  const rest = (from.statements ?? []).filter(
    ({ topic = "" }) => !own.has(topic) && !ROUTINE.test(topic) && !OTHER_HABIT.test(topic),
  );
  return [...told.filter((text) => text !== undefined), ...[...described, ...rest].map(asWritten)];
}
