import { z } from "zod";
import type { Persona } from "../../../core/index.ts";
import { readFacet } from "../../facets.ts";

const NAME = "card";
const maybeText = z.string().exactOptional();
const texts = z.array(z.string()).exactOptional();

const schema = z.object({
  name: maybeText,
  nickname: maybeText,
  description: maybeText,
  personality: maybeText,
  scenario: maybeText,
  greetings: texts,
  groupGreetings: texts,
  examples: texts,
  systemPrompt: maybeText,
  postHistoryInstructions: maybeText,
  creatorNotes: maybeText,
  creatorNotesMultilingual: z.record(z.string(), z.string()).exactOptional(),
  tags: texts,
  creator: maybeText,
  characterVersion: maybeText,
  source: texts,
  creationDate: z.number().exactOptional(),
  modificationDate: z.number().exactOptional(),
  assets: z.array(z.record(z.string(), z.unknown())).exactOptional(),
  extensions: z.record(z.string(), z.unknown()).exactOptional(),
});

/**
 * What a character card holds besides what a persona has a place for, the same for every version of cards. Prompts stay
 * here: a persona never says one. Texts are as the card has them, with their macros.
 */
export interface Card {
  /** As the card had it when it was read: description and personality say it. */
  name?: string;
  nickname?: string;
  description?: string;
  personality?: string;
  scenario?: string;
  /** The first message, then its alternatives. */
  greetings?: string[];
  groupGreetings?: string[];
  /** Example dialogues, one a block, without the <START> that parts them. */
  examples?: string[];
  systemPrompt?: string;
  postHistoryInstructions?: string;
  creatorNotes?: string;
  creatorNotesMultilingual?: Record<string, string>;
  tags?: string[];
  creator?: string;
  characterVersion?: string;
  source?: string[];
  /** Unix seconds. */
  creationDate?: number;
  modificationDate?: number;
  assets?: Record<string, unknown>[];
  /** Of other programs, by their names. */
  extensions?: Record<string, unknown>;
}

/** Shape of the facet `card`. */
export const cardFacet: z.ZodType<Card> = schema;

/**
 * The facet `card` of a persona; empty where it has none.
 *
 * @throws InputError when it is malformed.
 */
export function cardOf(persona: Persona): Card {
  return readFacet(persona, NAME, cardFacet) ?? {};
}

type Data = Record<string, unknown>;

/** The card in the data of a record of any version. A field of another type than it should have is not understood. */
export function readCard(data: Data): Card {
  const [first, ...alternates] = [text(data.first_mes) ?? "", ...(textsOf(data.alternate_greetings) ?? [])];
  const members = {
    name: text(data.name),
    nickname: text(data.nickname),
    description: text(data.description),
    personality: text(data.personality),
    scenario: text(data.scenario),
    greetings: first !== "" || alternates.length > 0 ? [first, ...alternates] : undefined,
    groupGreetings: textsOf(data.group_only_greetings),
    examples: exampleBlocks(text(data.mes_example) ?? ""),
    systemPrompt: text(data.system_prompt),
    postHistoryInstructions: text(data.post_history_instructions),
    creatorNotes: text(data.creator_notes),
    creatorNotesMultilingual: textsByKey(data.creator_notes_multilingual),
    tags: textsOf(data.tags),
    creator: text(data.creator),
    characterVersion: text(data.character_version),
    source: textsOf(data.source),
    creationDate: typeof data.creation_date === "number" ? data.creation_date : undefined,
    modificationDate: typeof data.modification_date === "number" ? data.modification_date : undefined,
    assets: listOf(data.assets, isMembers),
    extensions: isMembers(data.extensions) && Object.keys(data.extensions).length > 0 ? data.extensions : undefined,
  };
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as Card;
}

/** The blocks of `mes_example`; undefined for none. */
export function exampleBlocks(written: string): string[] | undefined {
  const blocks = written.split(/<START>/i).map((block) => block.trim());
  const said = blocks.filter((block) => block !== "");
  return said.length > 0 ? said : undefined;
}

export function isMembers(value: unknown): value is Data {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** undefined for a blank text too: cards write "" for what nobody said. */
function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function textsOf(value: unknown): string[] | undefined {
  return listOf(value, (item) => typeof item === "string");
}

/** undefined for an empty list, and for one with an item that is none. */
function listOf<T>(value: unknown, isItem: (item: unknown) => item is T): T[] | undefined {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isItem(item)) ? value : undefined;
}

function textsByKey(value: unknown): Record<string, string> | undefined {
  if (!isMembers(value) || Object.keys(value).length === 0) return undefined;
  return Object.values(value).every((item) => typeof item === "string") ? (value as Record<string, string>) : undefined;
}
