import { z } from "zod";
import type { Estimate } from "../../../core/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { type ApiReply, type ApiRoute, apiRoute } from "../api-route.ts";
import { mayReach, plainName } from "../caller.ts";
import type { PersonaShelf } from "../persona-shelf.ts";
import { maySeeInside, reachPersona } from "../reach-persona.ts";
import type { RunState } from "../run-desk.ts";
import { checkedText } from "../shelf/persona-files.ts";
import { expectedVersion } from "./if-match.ts";

export const personaName: z.ZodObject<{ name: z.ZodString }> = z.object({ name: z.string().min(1) });

const textBody = z.object({ text: z.string().meta({ description: "The persona's file: YAML, or JSON." }) });

const shelved = z.object({
  name: z.string(),
  version: z.string(),
  summary: z.string(),
  changedAt: z.string(),
  statements: z.number(),
  lastScore: z
    .object({ measure: z.string(), estimate: z.custom<Estimate>(), run: z.string() })
    .optional()
    .meta({ description: "Of the newest check that is done." }),
});

export const personaRead: z.ZodObject = z.object({
  name: z.string(),
  version: z.string(),
  summary: z.string(),
  text: z.string().optional().meta({ description: "As it is in the file; only for keys that may write." }),
  persona: z.record(z.string(), z.unknown()).optional(),
});

/** A persona as a reply, its version as the ETag. */
export function personaReply(
  { persona, version, text }: Awaited<ReturnType<PersonaShelf["get"]>>,
  { whole, status = 200 }: { whole: boolean; status?: number },
): ApiReply {
  const { name, summary = "" } = persona;
  return {
    json: { name, version, summary, ...(whole && { text, persona }) },
    status,
    headers: { etag: `"${version}"` },
  };
}

const list = apiRoute(
  {
    method: "get",
    path: "/api/personas",
    summary: "The personas, with the score of their last check; and files that are none just now.",
    scope: "read",
    tag: "Personas",
    reply: z.object({ personas: z.array(shelved), faults: z.array(z.string()) }),
  },
  async ({ caller }, { personas, runs }) => {
    const reached = (await personas.list()).filter(({ name }) => mayReach(caller, name));
    const scored = (await runs.list()).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    const shown = reached.map((one) => ({ ...one, ...lastScore(one.name, scored) }));
    return { json: { personas: shown, faults: maySeeInside(caller) ? await personas.faults() : [] } };
  },
);

const create = apiRoute(
  {
    method: "post",
    path: "/api/personas",
    summary: "A new persona; 409 where one has its name.",
    scope: "write",
    tag: "Personas",
    body: textBody,
    reply: personaRead,
    status: 201,
  },
  async ({ body: { text }, caller }, { personas }) => {
    const name = nameIn(text);
    if (!mayReach(caller, name)) throw nameNotAllowed(name);
    return personaReply(await personas.save(text, { name, expected: null }), { whole: true, status: 201 });
  },
);

const read = apiRoute(
  {
    method: "get",
    path: "/api/personas/{name}",
    summary: "A persona, whole for keys that may write; its version is the ETag.",
    scope: "read",
    tag: "Personas",
    params: personaName,
    query: z.object({ version: z.string().optional().meta({ description: "Or its first 8 digits or more." }) }),
    reply: personaRead,
  },
  async ({ params: { name }, query: { version }, caller }, house) =>
    personaReply(await reachPersona(house, { caller, name, version }), { whole: maySeeInside(caller) }),
);

const update = apiRoute(
  {
    method: "put",
    path: "/api/personas/{name}",
    summary: "Saves a text as the newest version; 412 with the current one where If-Match names another.",
    scope: "write",
    tag: "Personas",
    params: personaName,
    body: textBody,
    reply: personaRead,
  },
  async ({ params: { name }, body: { text }, caller, headers }, house) => {
    const { version } = await reachPersona(house, { caller, name });
    const expected = expectedVersion(headers, version);
    const renamed = nameIn(text);
    if (!mayReach(caller, renamed)) throw nameNotAllowed(renamed);
    return personaReply(await house.personas.save(text, { name, expected }), { whole: true });
  },
);

const remove = apiRoute(
  {
    method: "delete",
    path: "/api/personas/{name}",
    summary: "Takes a persona away, if it is still of the version that If-Match names. Its versions stay on disk.",
    scope: "write",
    tag: "Personas",
    params: personaName,
    reply: z.object({ removed: z.string() }),
  },
  async ({ params: { name }, caller, headers }, house) => {
    const { persona, version } = await reachPersona(house, { caller, name });
    await house.personas.remove(name, expectedVersion(headers, version));
    return { json: { removed: persona.name } };
  },
);

/** Of the newest check of a persona. */
function lastScore(name: string, newestFirst: readonly RunState[]): { lastScore?: object } {
  for (const { id, scores = [] } of newestFirst) {
    const score = scores.find(({ persona }) => plainName(persona) === plainName(name));
    if (score) return { lastScore: { measure: score.measure, estimate: score.estimate, run: id } };
  }
  return {};
}

/** The name in a persona's text. @throws InputError for a text that is no persona */
function nameIn(text: string): string {
  return checkedText(text, "persona.yaml").persona.name;
}

/** A key that is for certain names makes no others. */
export function nameNotAllowed(name: string): HttpFault {
  const message = `this key may not make a persona ${JSON.stringify(name)}; expected one of the names it is for`;
  return new HttpFault(403, message, { code: "persona_not_allowed" });
}

/** List, create, read, update and delete. */
export const personasRoutes: readonly ApiRoute[] = [list, create, read, update, remove];
