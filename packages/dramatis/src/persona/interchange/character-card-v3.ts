import { bookForV2, bookForV3 } from "./card/book-versions.ts";
import type { Card } from "./card/card-facet.ts";
import { cardNotes, cardOfPersona, commonFields, personaOfCard, secondFields } from "./card/card-persona.ts";
import { settleFlatCopies } from "./card/flat-copies.ts";
import { privateChat } from "./card/private-chat.ts";
import { isObject, known } from "./checked-record.ts";
import type { Interchange, Loss } from "./interchange.ts";

const SPEC = "chara_card_v3";
const NEWEST = 3;
/** Fields of the third version alone. */
const ADDED = [
  "assets",
  "nickname",
  "creator_notes_multilingual",
  "source",
  "group_only_greetings",
  "creation_date",
  "modification_date",
];
const WARNING = "This is the copy of a V3 card for older programs; some of it is missing here.";

/** The card of the third version, whatever its number says. */
export const characterCardV3: Interchange = {
  name: "character-card-v3",
  title: "Character Card V3",
  suffix: ".card.json",
  containers: ["json", "png", "charx"],
  image: { keyword: "ccv3", older: secondVersion },
  detects: (record) =>
    isObject(record) && isObject(record.data) && /^chara_card_v(?:[3-9]|\d\d)/.test(String(record.spec)),
  read: (record, where) => personaOfCard(dataOf(record), where, "data."),
  write: (persona) => {
    const { book, ...card } = cardOfPersona(persona);
    const lore = book === undefined ? {} : { character_book: bookForV3(book) };
    const data = { ...commonFields(card), ...secondFields(card), ...thirdFields(card), ...lore };
    return { spec: SPEC, spec_version: "3.0", data };
  },
  withhold: privateChat,
  settle: settleFlatCopies,
  notes: (record, persona) => [...versionNotes(record), ...cardNotes(dataOf(record), persona)],
};

function dataOf(record: unknown): Record<string, unknown> {
  return isObject(record) && isObject(record.data) ? record.data : {};
}

function thirdFields(card: Card): Record<string, unknown> {
  return known({
    assets: card.assets,
    nickname: card.nickname,
    creator_notes_multilingual: card.creatorNotesMultilingual,
    source: card.source,
    group_only_greetings: card.groupGreetings ?? [],
    creation_date: card.creationDate,
    modification_date: card.modificationDate,
  });
}

function versionNotes(record: unknown): Loss[] {
  const version = isObject(record) ? Number.parseFloat(String(record.spec_version)) : Number.NaN;
  if (!(version > NEWEST)) return [];
  const note = `version ${version} is newer than ${NEWEST}, the newest that is known here`;
  return [{ path: "spec_version", kind: "warning", note }];
}

/** The copy of a V3 record that programs which know V2 alone can read. */
function secondVersion(record: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(dataOf(record)).filter(([key]) => !ADDED.includes(key));
  const { creator_notes: notes, character_book: book, ...data } = Object.fromEntries(fields);
  return {
    spec: "chara_card_v2",
    spec_version: "2.0",
    data: {
      ...data,
      creator_notes: typeof notes === "string" && notes !== "" ? `${WARNING}\n\n${notes}` : WARNING,
      ...(isObject(book) ? { character_book: bookForV2(book) } : {}),
    },
  };
}
