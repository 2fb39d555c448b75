import type { Persona } from "../../core/index.ts";
import { activateLore, cardOf, type Lorebook, lorebookOf, withNames } from "../../persona/index.ts";
import type { LoreTopic } from "../../simulate/index.ts";

/** What a check asks a character card beside its statements. */
export interface CardSuite {
  greetings: string[];
  topics: LoreTopic[];
  /** Keys of enabled entries that do not come up when their key is said. */
  silent: string[];
}

/** More greetings than this are alike. */
const MOST_GREETINGS = 4;
/** Entries that are asked about; a world has thousands. */
const MOST_TOPICS = 12;
/** Entries that are tried. */
const MOST_TRIED = 200;

/** What a persona that comes from a character card, or has a lorebook, is asked besides; undefined for another. */
export function cardSuite(persona: Persona): CardSuite | undefined {
  const book = lorebookOf(persona);
  if (persona.facets?.card === undefined && book === undefined) return undefined;
  const { greetings = [] } = cardOf(persona);
  const said = greetings.map((text) => withNames(text, persona.name)).filter((text) => text.trim() !== "");
  return { greetings: said.slice(0, MOST_GREETINGS), ...triggers(persona, book) };
}

/** Says the first plain key of each entry and looks whether the entry comes up. */
function triggers({ name }: Persona, book: Lorebook | undefined): Pick<CardSuite, "topics" | "silent"> {
  const topics: LoreTopic[] = [];
  const silent: string[] = [];
  for (const [index, { enabled, keys = [], content, useRegex }] of (book?.entries ?? [])
    .slice(0, MOST_TRIED)
    .entries()) {
    const key = keys.find((one) => one.trim() !== "" && !one.startsWith("/"));
    if (enabled === false || useRegex === true || key === undefined || content.trim() === "") continue;
    const messages = [{ text: `Tell me about ${key}.`, own: false }];
    const { entries } = activateLore({ book, messages, char: name });
    const found = entries.find((one) => one.index === index);
    if (found === undefined) silent.push(key);
    else if (topics.length < MOST_TOPICS) topics.push({ key, content: found.text });
  }
  return { topics, silent };
}
