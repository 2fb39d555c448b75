import { bookForV2 } from "./card/book-versions.ts";
import { cardNotes, cardOfPersona, commonFields, personaOfCard, secondFields } from "./card/card-persona.ts";
import { settleFlatCopies } from "./card/flat-copies.ts";
import { privateChat } from "./card/private-chat.ts";
import { isObject } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";

const SPEC = "chara_card_v2";

/** The card that most programs write. A file without its spec counts as one when it holds a card's data. */
export const characterCardV2: Interchange = {
  name: "character-card-v2",
  title: "Character Card V2",
  suffix: ".card.json",
  containers: ["json", "png"],
  image: { keyword: "chara" },
  detects: (record) =>
    isObject(record) &&
    isObject(record.data) &&
    (record.spec === SPEC || (record.spec === undefined && "first_mes" in record.data)),
  read: (record, where) => personaOfCard(dataOf(record), where, "data."),
  write: (persona) => {
    const { book, ...card } = cardOfPersona(persona);
    const data = { ...commonFields(card), ...secondFields(card) };
    const lore = book === undefined ? {} : { character_book: bookForV2(book) };
    return { spec: SPEC, spec_version: "2.0", data: { ...data, ...lore } };
  },
  withhold: privateChat,
  settle: settleFlatCopies,
  notes: (record, persona) => cardNotes(dataOf(record), persona),
};

function dataOf(record: unknown): Record<string, unknown> {
  return isObject(record) && isObject(record.data) ? record.data : {};
}
