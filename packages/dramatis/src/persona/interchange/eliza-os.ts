import { z } from "zod";
import type { Persona } from "../../core/index.ts";
import { aspectsFacet, readFacet } from "../facets.ts";
import { checkedRecord, isObject, known, knownOrNone, maybeText, maybeTexts, someOf } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { asWritten, textsOfTopic, topicStatements } from "./topic-statements.ts";
import { isSecret, withoutMembers } from "./without-members.ts";

const NAME = "eliza-os";
const TITLE = "ElizaOS character";

/** v0 said `user` where later versions say `name`. */
const line = z.object({
  name: maybeText,
  user: maybeText,
  content: z.union([z.string(), z.object({ text: maybeText })]).nullish(),
});
const conversation = z.union([z.array(line), z.object({ examples: z.array(line) })], "a list of messages");
const schema = z.object({
  name: z.string().regex(/\S/, "a name"),
  bio: maybeTexts,
  lore: maybeTexts,
  messageExamples: z.array(conversation).nullish(),
  topics: maybeTexts,
  adjectives: maybeTexts,
  knowledge: z.array(z.unknown()).nullish(),
  style: z.object({ all: maybeTexts, chat: maybeTexts, post: maybeTexts }).nullish(),
});

/** Any one of these beside a name tells a character of ElizaOS. */
const TELLING = ["messageExamples", "adjectives", "postExamples", "lore", "modelProvider", "clients"];
/** v0 told the past apart from the rest; later schemas refuse the key, so only what was read from it is written there. */
const LORE = "lore";
/** An entry of `knowledge` that names a file. */
const FILE = /^\S+\.\w{1,8}$|^\.{0,2}\/\S*$/;

/**
 * An ElizaOS character of any version: `user` and `content.action` of v0, conversations as lists, or wrapped as
 * `{examples}`. `system` and `templates` are prompts, which a persona does not hold: they are kept and not read.
 */
export const elizaOs: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".character.json",
  detects: (record) =>
    isObject(record) &&
    typeof record.name === "string" &&
    (TELLING.some((key) => Object.hasOwn(record, key)) ||
      (Object.hasOwn(record, "bio") &&
        ["topics", "style", "plugins", "settings"].some((key) => Object.hasOwn(record, key)))),
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const aspects = knownOrNone({
      trait: from.adjectives,
      topics: from.topics,
      chatStyle: from.style?.chat,
      postStyle: from.style?.post,
    });
    const facts = from.knowledge?.filter((item) => typeof item === "string").filter((text) => isFact(text));
    return {
      schema: "dramatis.persona/1",
      name: from.name,
      ...known({
        statements: someOf(topicStatements([{ texts: from.bio }, { topic: LORE, texts: from.lore }], NAME)),
        style: knownOrNone({ examples: someOf(ownLines(from)) }),
        knowledge: knownOrNone({ facts: someOf(facts ?? []) }),
        rules: from.style?.all,
        facets: knownOrNone({ aspects }),
      }),
    };
  },
  write: (persona) => characterOf(persona),
  withhold: (record) =>
    withoutMembers(record, (name, _, value) =>
      isSecret(name, value) ? "a secret; never imported, kept or exported" : undefined,
    ),
};

/** What the character itself says in the examples. */
function ownLines({ name, messageExamples }: z.output<typeof schema>): string[] {
  return (messageExamples ?? [])
    .flatMap((each) => (Array.isArray(each) ? each : each.examples))
    .filter((each) => (each.name ?? each.user)?.trim().toLowerCase() === name.trim().toLowerCase())
    .flatMap(({ content }) => (typeof content === "string" ? content : (content?.text ?? "")))
    .filter((text) => text.trim() !== "");
}

function isFact(text: string): boolean {
  return text.trim() !== "" && !FILE.test(text.trim());
}

/** Only the keys of the current schema, which refuses others, but for what came from a character of v0. */
function characterOf(persona: Persona): Record<string, unknown> {
  const { personal = [], life: { background, backstory } = {} } = persona.identity ?? {};
  const { trait, topics, chatStyle, postStyle } = readFacet(persona, "aspects", aspectsFacet) ?? {};
  const told = [persona.summary, background, backstory, ...personal].filter((text) => text !== undefined);
  const list = (value: string | string[] | undefined): string[] | undefined =>
    value === undefined ? undefined : [value].flat();
  return known({
    name: persona.name,
    bio: [...told, ...(persona.statements ?? []).filter(({ topic }) => topic !== LORE).map(asWritten)],
    lore: someOf(textsOfTopic(persona, LORE)),
    messageExamples: persona.style?.examples?.map((text) => [{ name: persona.name, content: { text } }]),
    topics: list(topics),
    adjectives: list(trait),
    knowledge: persona.knowledge?.facts?.filter(isFact),
    style: knownOrNone({ all: persona.rules, chat: list(chatStyle), post: list(postStyle) }),
  });
}
