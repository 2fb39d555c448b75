import { z } from "zod";
import { diffPersonas, formatChange } from "../../../persona/index.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { mayReach } from "../caller.ts";
import type { House } from "../house.ts";
import { reachPersona } from "../reach-persona.ts";
import { expectedVersion } from "./if-match.ts";
import { nameNotAllowed, personaName, personaRead, personaReply } from "./personas.ts";

const TAG = "Versions";

const list = apiRoute(
  {
    method: "get",
    path: "/api/personas/{name}/versions",
    summary: "Every version that was saved, the newest first.",
    scope: "read",
    tag: TAG,
    params: personaName,
    reply: z.object({
      versions: z.array(
        z.object({ version: z.string(), at: z.string(), changes: z.number().nullable(), isCurrent: z.boolean() }),
      ),
    }),
  },
  async ({ params: { name }, caller }, house) => {
    await reachPersona(house, { caller, name });
    return { json: { versions: await house.personas.versions(name) } };
  },
);

const rollback = apiRoute(
  {
    method: "post",
    path: "/api/personas/{name}/rollback",
    summary: "An older version as the newest; 412 with the current one where If-Match names another.",
    scope: "write",
    tag: TAG,
    params: personaName,
    body: z.object({ to: z.string().min(1) }),
    reply: personaRead,
  },
  async ({ params: { name }, body: { to }, caller, headers }, house) => {
    const { version } = await reachPersona(house, { caller, name });
    const expected = expectedVersion(headers, version);
    const { persona } = await reachPersona(house, { caller, name, version: to });
    if (!mayReach(caller, persona.name)) throw nameNotAllowed(persona.name);
    return personaReply(await house.personas.rollback(name, { to, expected }), { whole: true });
  },
);

const diff = apiRoute(
  {
    method: "get",
    path: "/api/personas/{name}/diff",
    summary: "What differs between two versions, a line a change; by default the last two.",
    scope: "write",
    tag: TAG,
    params: personaName,
    query: z.object({ before: z.string().optional(), after: z.string().optional() }),
    reply: z.object({ before: z.string(), after: z.string(), changes: z.array(z.string()) }),
  },
  async ({ params: { name }, query, caller }, house) => {
    const after = await reachPersona(house, { caller, name, version: query.after });
    const version = query.before ?? (await versionBefore(house, name, after.version));
    const before = await reachPersona(house, { caller, name, version });
    const changes = diffPersonas(before.persona, after.persona).map(formatChange);
    return { json: { before: before.version, after: after.version, changes } };
  },
);

/** The one saved before a version; itself where it is the first. */
async function versionBefore({ personas }: House, name: string, version: string): Promise<string> {
  const versions = await personas.versions(name);
  const place = versions.findIndex((one) => one.version === version);
  return versions[place + 1]?.version ?? version;
}

export const versionRoutes: readonly ApiRoute[] = [list, rollback, diff];
