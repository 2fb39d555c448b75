import { z } from "zod";
import { deleteMemory, editMemory, forgetPerson, listMemories, type MemoryBook } from "../../../act/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import type { Caller } from "../caller.ts";
import type { House } from "../house.ts";
import { reachPersona } from "../reach-persona.ts";
import { memoryBookOf } from "../talk/memory-books.ts";

const TAG = "Memories";

const ofPersona = z.object({ persona: z.string().min(1) });
const ofMemory = ofPersona.extend({ id: z.string().min(1) });

const memoryRead = z.looseObject({
  id: z.string(),
  kind: z.enum(["fact", "event", "thought", "profile"]),
  text: z.string(),
  about: z.string(),
  saidAt: z.string(),
  validUntil: z.string().optional(),
});

const list = apiRoute(
  {
    method: "get",
    path: "/api/memories/{persona}",
    summary: "What a persona remembers of its sessions with this key, the oldest first; also what no longer holds.",
    scope: "read",
    tag: TAG,
    params: ofPersona,
    reply: z.object({ memories: z.array(memoryRead) }),
  },
  async ({ params: { persona }, caller }, house) => {
    const book = await bookOf(house, caller, persona);
    return { json: { memories: await listMemories(book, { ended: true }) } };
  },
);

const edit = apiRoute(
  {
    method: "patch",
    path: "/api/memories/{persona}/{id}",
    summary: "Other words for a memory; where it comes from stays.",
    scope: "read",
    tag: TAG,
    params: ofMemory,
    body: z.strictObject({ text: z.string().max(2000).regex(/\S/, "a text that is not blank") }),
    reply: memoryRead,
  },
  async ({ params: { persona, id }, body: { text }, caller }, house) => {
    const book = await bookWith(id, await bookOf(house, caller, persona));
    return { json: await editMemory(book, id, { text }) };
  },
);

const remove = apiRoute(
  {
    method: "delete",
    path: "/api/memories/{persona}/{id}",
    summary: "Takes a memory away, and gives it back once. The same words do not make it again.",
    scope: "read",
    tag: TAG,
    params: ofMemory,
    reply: memoryRead,
  },
  async ({ params: { persona, id }, caller }, house) => {
    const book = await bookWith(id, await bookOf(house, caller, persona));
    return { json: await deleteMemory(book, id) };
  },
);

const forget = apiRoute(
  {
    method: "post",
    path: "/api/memories/{persona}/forget",
    summary: "Has everything forgotten that is about a person, or was said by them; `mentions` still have the name.",
    scope: "read",
    tag: TAG,
    params: ofPersona,
    body: z.strictObject({ person: z.string().min(1).max(200) }),
    reply: z.object({ forgotten: z.array(memoryRead), mentions: z.array(memoryRead) }),
  },
  async ({ params: { persona }, body: { person }, caller }, house) => {
    return { json: await forgetPerson(await bookOf(house, caller, persona), person) };
  },
);

async function bookOf(house: House, caller: Caller, name: string): Promise<MemoryBook> {
  const { persona } = await reachPersona(house, { caller, name });
  return memoryBookOf(house, caller, persona.name);
}

/** @throws HttpFault 404 where the book has no such memory */
async function bookWith(id: string, book: MemoryBook): Promise<MemoryBook> {
  if ((await book.all()).some((memory) => memory.id === id)) return book;
  throw new HttpFault(404, `no memory ${JSON.stringify(id.slice(0, 80))} here`, {
    code: "memory_not_found",
    param: "id",
  });
}

export const memoryRoutes: readonly ApiRoute[] = [list, edit, remove, forget];
