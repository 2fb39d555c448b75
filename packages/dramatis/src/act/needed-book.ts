import { UnsupportedError } from "../core/index.ts";
import type { MemoryBook } from "./memory/memory-book.ts";

/** @throws UnsupportedError where there is none: a book is found in by meaning, so what lacks is an embedder. */
export function neededBook(method: string, book: MemoryBook | undefined): MemoryBook {
  if (book) return book;
  const fix =
    'give it a book, such as { book: memoryBook({ store, owner: "Ana", embedder: await understudyEmbedder() }) }';
  throw new UnsupportedError(method, "embed", fix);
}
