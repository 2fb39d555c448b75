import { type MemoryBook, memoryBook } from "../../../act/index.ts";
import { type Caller, LOCAL } from "../caller.ts";
import type { House } from "../house.ts";

/** Books of each house, by whose they are: a book that is read once must be the same for all who use it. */
const opened = new WeakMap<House, Map<string, Promise<MemoryBook>>>();

/**
 * What a persona remembers of those who come with a key: what it was told by one, it does not tell another. Without keys
 * it is the memory of the persona's name, as `dramatis chat --memory` has it.
 */
export async function memoryBookOf(house: House, caller: Caller, persona: string): Promise<MemoryBook> {
  const owner = caller.key === LOCAL.key ? persona : `${persona}\u0000${caller.key}`;
  const books = opened.get(house) ?? new Map<string, Promise<MemoryBook>>();
  opened.set(house, books);
  const known = books.get(owner);
  if (known) return known;
  const book = house.embedder().then((embedder) => memoryBook({ store: house.store.memories, owner, embedder }));
  books.set(owner, book);
  // What failed to open is tried again the next time.
  book.catch(() => books.delete(owner));
  return book;
}
