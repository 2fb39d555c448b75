import { z } from "zod";
import type { Persona } from "../../core/index.ts";
import { aspectsFacet, readFacet } from "../facets.ts";
import { checkedRecord, factText, isObject, known, knownOrNone, someOf, UNNAMED } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { itemsOf, plain, type Section, sectionsOf, titleOf } from "./soul-sections.ts";
import { toldSentences } from "./told-sentences.ts";
import { topicStatements } from "./topic-statements.ts";

const NAME = "soul";
const TITLE = "SOUL.md folder";
const SOUL = "SOUL.md";
const IDENTITY = "IDENTITY.md";

/** Headings by what they hold, as people write them. */
const PARTS = {
  truths: { heading: "Core Truths", title: /^(?:my |your )?core (?:truths|values|beliefs|principles)$/ },
  boundaries: { heading: "Boundaries", title: /^(?:my |your )?(?:boundaries|limits)$/ },
  vibe: { heading: "Vibe", title: /^(?:the |my |your )?(?:vibe|tone|voice)$/ },
};
/** `- **Name:** Ada`, also with the value on the next line. A value in brackets or emphasis says what to write there. */
const FIELD = /^\s*[-*+]\s*\*\*([A-Za-z ]+?):?\*\*:?\s*(.*)$/;

const schema = z.object({ files: z.record(z.string(), z.string()) });

/**
 * A folder of Markdown files that make an agent: Core Truths are statements, Boundaries rules, the Vibe its tone, and
 * IDENTITY.md gives the name. What the agent noted of its user (USER.md, MEMORY.md) is kept and not read.
 */
export const soul: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: "",
  containers: ["folder"],
  detects: (record) => isObject(record) && isObject(record.files) && typeof fileOf(record.files, SOUL) === "string",
  read: (record, where) => {
    const { files } = checkedRecord(record, schema, { where, title: TITLE });
    const sections = sectionsOf(String(fileOf(files, SOUL) ?? ""));
    const items = ({ title }: { title: RegExp }): string[] =>
      sections.filter((section) => title.test(titleOf(section))).flatMap(itemsOf);
    const fields = fieldsOf(String(fileOf(files, IDENTITY) ?? ""));
    const aspects = knownOrNone({
      tone: someOf(items(PARTS.vibe)),
      vibe: fields.get("vibe"),
      emoji: fields.get("emoji"),
    });
    return {
      schema: "dramatis.persona/1",
      name: fields.get("name") ?? UNNAMED,
      kind: "assistant",
      ...known({
        statements: someOf(topicStatements([{ texts: items(PARTS.truths) }], NAME)),
        identity: knownOrNone({ social: knownOrNone({ creature: fields.get("creature") }) }),
        rules: someOf(items(PARTS.boundaries)),
        facets: knownOrNone({ aspects }),
      }),
    };
  },
  write: (persona) => ({ files: { [SOUL]: soulText(persona), [IDENTITY]: identityText(persona) } }),
  settle: (record, older) => settled(record, older),
};

function fileOf(files: Record<string, unknown>, name: string): unknown {
  const key = Object.keys(files).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : files[key];
}

function fieldsOf(text: string): Map<string, string> {
  const lines = text.split(/\r\n|\n|\r/);
  const fields = lines.flatMap((line, index): [string, string][] => {
    const found = FIELD.exec(line);
    const [, name = "", rest = ""] = found ?? [];
    if (found === null) return [];
    const next = lines[index + 1] ?? "";
    const value = plain(rest) === "" && !FIELD.test(next) && /^\s+\S/.test(next) ? next : rest;
    const isHint = /^[_*(<[]*\(.*\)[_*]*$/.test(value.trim());
    return plain(value) === "" || isHint ? [] : [[name.trim().toLowerCase(), plain(value)]];
  });
  return new Map(fields.toReversed());
}

function soulText(persona: Persona): string {
  const { tone } = readFacet(persona, "aspects", aspectsFacet) ?? {};
  const parts = [
    { heading: PARTS.truths.heading, items: toldSentences(persona) },
    { heading: PARTS.boundaries.heading, items: persona.rules ?? [] },
    { heading: PARTS.vibe.heading, items: tone === undefined ? [] : [tone].flat() },
  ].filter(({ items }) => items.length > 0);
  const texts = parts.map(({ heading, items }) => `## ${heading}\n\n${items.map(item).join("")}`);
  return ["# SOUL.md\n", ...texts].join("\n");
}

function identityText(persona: Persona): string {
  const { vibe, emoji } = readFacet(persona, "aspects", aspectsFacet) ?? {};
  const fields = {
    Name: persona.name === UNNAMED ? undefined : persona.name,
    Creature: factText(persona.identity?.social?.creature),
    Vibe: factText(vibe),
    Emoji: factText(emoji),
  };
  const lines = Object.entries(known(fields)).map(([name, value]) => `- **${name}:** ${value.replace(/\s+/g, " ")}\n`);
  return ["# IDENTITY.md\n\n", ...lines].join("");
}

function item(text: string): string {
  return `- ${text.replace(/\s+/g, " ").trim()}\n`;
}

/** The files as they were, with only those parts new whose items differ. */
function settled(record: Record<string, unknown>, older: Record<string, unknown>): Record<string, unknown> {
  const [now, then] = [schema.safeParse(record), schema.safeParse(older)];
  if (!now.success || !then.success) return record;
  const key = Object.keys(then.data.files).find((each) => each.toLowerCase() === SOUL.toLowerCase());
  const [fresh, old] = [fileOf(now.data.files, SOUL), key === undefined ? undefined : then.data.files[key]];
  if (key === undefined || old === undefined || typeof fresh !== "string" || fresh === old) return record;
  return { ...record, files: { ...now.data.files, [key]: withParts(old, sectionsOf(fresh)) } };
}

function withParts(old: string, fresh: readonly Section[]): string {
  let missing = Object.values(PARTS);
  const kept = sectionsOf(old).flatMap((section) => {
    const part = missing.find(({ title }) => title.test(titleOf(section)));
    if (part === undefined) return [section];
    missing = missing.filter((each) => each !== part);
    const own = fresh.find((each) => part.title.test(titleOf(each)));
    if (own === undefined) return [];
    const isSame = JSON.stringify(itemsOf(own)) === JSON.stringify(itemsOf(section));
    return [isSame ? section : { heading: section.heading, body: own.body }];
  });
  const added = fresh.filter((each) => missing.some(({ title }) => title.test(titleOf(each))));
  return [...kept, ...added].map(({ heading, body }) => `${heading}${body}`).join("");
}
