import type { Persona, Statement } from "../../core/index.ts";
import { inFirstPerson } from "./first-person.ts";

/** Sentences of one topic of a record; without a topic they are plain facts. */
export interface TopicTexts {
  topic?: string | undefined;
  texts: readonly string[] | undefined;
}

/**
 * Statements with the ids s1, s2, … What was said to the persona ("You are kind.") is said by it ("I am kind."); the
 * text as it was then stays as its quote.
 */
export function topicStatements(groups: readonly TopicTexts[], method: string): Statement[] {
  return groups
    .flatMap(({ topic, texts = [] }) => texts.map((written) => ({ topic, written })))
    .filter(({ written }) => written.trim() !== "")
    .map(({ topic, written }, index) => {
      const text = inFirstPerson(written);
      return {
        id: `s${index + 1}`,
        text,
        ...(topic === undefined ? {} : { topic }),
        ...(text === written ? {} : { provenance: [{ source: "imported_card" as const, method, quote: written }] }),
      };
    });
}

/** The statements of a topic, or without one, as they were written. */
export function textsOfTopic({ statements = [] }: Persona, topic: string | undefined): string[] {
  return statements.filter((statement) => statement.topic === topic).map(asWritten);
}

/** The text of a statement as it stood in the record, as long as the statement still says the same. */
export function asWritten({ text, provenance }: Statement): string {
  const quote = provenance?.find((each) => each.source === "imported_card" && each.quote !== undefined)?.quote;
  return quote !== undefined && inFirstPerson(quote) === text ? quote : text;
}
