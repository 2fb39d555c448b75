import { z } from "zod";
import { aspectsFacet, readFacet } from "../facets.ts";
import { checkedRecord, isObject, known, knownOrNone, maybeText, maybeTexts, someOf } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { toldSentences } from "./told-sentences.ts";
import { withoutMembers } from "./without-members.ts";

const NAME = "pippa";
const TITLE = "PIPPA bot";
const SELF = "{{char}}:";

const schema = z.object({
  bot_name: z.string().regex(/\S/, "a name"),
  bot_description: maybeText,
  bot_greeting: maybeText,
  bot_definitions: maybeText,
  categories: maybeTexts,
});

/** The bot of a PIPPA record [114]: what it is said to be, its greeting, and its own lines in the definition. */
export const pippa: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".pippa.json",
  detects: (record) =>
    isObject(record) &&
    typeof record.bot_name === "string" &&
    ["bot_id", "bot_description", "bot_greeting", "bot_definitions"].some((key) => Object.hasOwn(record, key)),
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const lines = ownLines(from.bot_definitions ?? "", from.bot_name);
    const examples = someOf([...(from.bot_greeting === undefined ? [] : [from.bot_greeting]), ...lines]);
    const aspects = knownOrNone({ topics: from.categories });
    return {
      schema: "dramatis.persona/1",
      name: from.bot_name,
      kind: "fictional",
      ...known({
        summary: from.bot_description,
        style: knownOrNone({ examples }),
        facets: knownOrNone({ aspects }),
      }),
    };
  },
  write: (persona) => {
    const [greeting, ...lines] = persona.style?.examples ?? [];
    const { topics } = readFacet(persona, "aspects", aspectsFacet) ?? {};
    return known({
      bot_name: persona.name,
      bot_description: persona.summary ?? someOf(toldSentences(persona))?.join(" ") ?? "",
      bot_greeting: greeting,
      bot_definitions: someOf(lines.map((line) => `${SELF} ${line.replace(/\s+/g, " ").trim()}`))?.join("\n"),
      categories: topics === undefined ? undefined : [topics].flat(),
    });
  },
  withhold: (record) =>
    withoutMembers(record, (_, path) =>
      path === "conversation" ? "a conversation; read the file as a transcript" : undefined,
    ),
};

function ownLines(definitions: string, name: string): string[] {
  return definitions
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .flatMap((line) => {
      const who = [SELF, `${name}:`].find((each) => line.toLowerCase().startsWith(each.toLowerCase()));
      const said = who === undefined ? "" : line.slice(who.length).replace(/\s+/g, " ").trim();
      return said === "" ? [] : [said];
    });
}
