import { InputError, type Persona } from "../../../core/index.ts";
import type { Loss } from "../interchange.ts";
import { type Card, cardOf, isMembers, readCard } from "./card-facet.ts";
import { calledBy, describe, writeDescription } from "./description.ts";
import { dialoguesSaying, exampleLines } from "./example-lines.ts";

type Data = Record<string, unknown>;

const LONGEST_NAME = 500;

/**
 * The persona in the data of a card of any version: facts from description and personality, the character's lines from
 * the example dialogues; everything else is the facets `card` and `lorebook`, as it stands.
 *
 * @throws InputError when the card has no name.
 */
export function personaOfCard(data: Data, where: string, path = ""): Persona {
  const card = readCard(data);
  if (card.name === undefined) {
    const found = typeof data.name === "string" ? "an empty name" : "no name";
    throw new InputError({ where, found: `${path}name: ${found}`, expected: "the character's name" });
  }
  if (card.name.length > LONGEST_NAME) {
    const found = `${path}name: a text of ${card.name.length} characters`;
    throw new InputError({ where, found, expected: `a name of at most ${LONGEST_NAME}` });
  }
  const { summary, statements, social, lists, told, sources } = describe(card, where);
  const lines = exampleLines(card.examples ?? [], calledBy(card));
  const backstory = told.join("\n");
  const life = {
    ...Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0)),
    ...(backstory === "" ? {} : { backstory }),
  };
  const identity = {
    ...(Object.keys(social).length > 0 ? { social } : {}),
    ...(Object.keys(life).length > 0 ? { life } : {}),
  };
  const book = data.character_book;
  return {
    schema: "dramatis.persona/1",
    name: card.name.trim(),
    ...(summary === undefined ? {} : { summary }),
    ...(statements.length > 0 ? { statements } : {}),
    ...(Object.keys(identity).length > 0 ? { identity } : {}),
    ...(lines.length > 0 ? { style: { examples: lines } } : {}),
    provenance: [{ source: "imported_card", method: "character-card", from: where }],
    facets: {
      card,
      ...(isMembers(book) ? { lorebook: book } : {}),
      ...(Object.keys(sources).length > 0 ? { provenance: sources } : {}),
    },
  };
}

/** The card of a persona, as every version has it: its facet, with what the persona says now. */
export function cardOfPersona(persona: Persona): Card & { name: string; book?: Data } {
  const card = cardOf(persona);
  const isSame = card.name?.trim() === persona.name;
  const name = isSame && card.name !== undefined ? card.name : persona.name;
  const examples = dialoguesSaying(persona.style?.examples ?? [], card.examples ?? [], calledBy({ name, ...card }));
  const book = persona.facets?.lorebook;
  return { ...card, ...writeDescription(card, persona), name, examples, ...(isMembers(book) ? { book } : {}) };
}

/** The six fields that every version has. */
export function commonFields(card: Card): Data {
  return {
    name: card.name ?? "",
    description: card.description ?? "",
    personality: card.personality ?? "",
    scenario: card.scenario ?? "",
    first_mes: card.greetings?.[0] ?? "",
    mes_example: (card.examples ?? []).map((block) => `<START>\n${block}`).join("\n"),
  };
}

/** What the second version added. */
export function secondFields(card: Card): Data {
  return {
    creator_notes: card.creatorNotes ?? "",
    system_prompt: card.systemPrompt ?? "",
    post_history_instructions: card.postHistoryInstructions ?? "",
    alternate_greetings: card.greetings?.slice(1) ?? [],
    tags: card.tags ?? [],
    creator: card.creator ?? "",
    character_version: card.characterVersion ?? "",
    extensions: card.extensions ?? {},
  };
}

/** What a reader should know of a card: how much of it was understood, and what lies elsewhere and is never fetched. */
export function cardNotes(data: Data, persona: Persona): Loss[] {
  const told = persona.identity?.life?.backstory?.split("\n").length ?? 0;
  const notes: Loss[] = [];
  if (told > 0) {
    const made = persona.statements?.length ?? 0;
    const note = `${made} statements were made; ${told} more pieces of text could not be turned into any`;
    notes.push({ path: "identity.life.backstory", kind: "warning", note });
  }
  const assets = Array.isArray(data.assets) ? data.assets : [];
  for (const [index, asset] of assets.entries()) {
    const uri: unknown = isMembers(asset) ? asset.uri : undefined;
    if (typeof uri === "string" && /^\s*(?:https?|ftp|file):/i.test(uri)) {
      notes.push({ path: `assets.${index}.uri`, kind: "warning", note: "an asset that lies elsewhere; never fetched" });
    }
  }
  return notes;
}
