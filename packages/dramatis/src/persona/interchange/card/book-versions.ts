import { parseDecorators } from "../../lorebook/parse-decorators.ts";
import { isObject } from "../checked-record.ts";

type Book = Record<string, unknown>;

/** A character book without what V2 does not know: decorators and regex marks. */
export function bookForV2(book: Book): Book {
  return withEntries(book, (entry) => {
    const { use_regex: _, ...rest } = entry;
    if (typeof rest.content !== "string" || !rest.content.trimStart().startsWith("@@")) return rest;
    return { ...rest, content: parseDecorators(rest.content).text };
  });
}

/** A character book with what V3 asks for: each entry says whether its keys are regexes. */
export function bookForV3(book: Book): Book {
  return withEntries(book, (entry) => ("use_regex" in entry ? entry : { ...entry, use_regex: false }));
}

function withEntries(book: Book, change: (entry: Book) => Book): Book {
  const extensions = "extensions" in book ? {} : { extensions: {} };
  const entries = Array.isArray(book.entries)
    ? { entries: book.entries.map((entry: unknown) => (isObject(entry) ? change(entry) : entry)) }
    : {};
  return { ...extensions, ...book, ...entries };
}
