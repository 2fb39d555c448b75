import { join } from "node:path";
import { z } from "zod";
import type { Persona } from "../../../core/index.ts";
import { shippedPopulations } from "../../../create/index.ts";
import { personaText } from "../../../persona/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { type DrawnPopulation, type PopulationStore, populationStore } from "../desk/population-store.ts";
import { populationId, sampleArguments } from "../desk/run-request.ts";
import { SAMPLE_SEED } from "../desk/sample-run.ts";
import type { House } from "../house.ts";

const tag = "Populations";
const idParams = z.object({ id: populationId });

/** Most people that are drawn while the caller waits; more are a run. */
const MOST_AT_ONCE = 5_000;
const FIRST_PAGE = 50;
const MOST_A_PAGE = 200;

const personJson = z.record(z.string(), z.unknown());
const drawn = z.object({
  id: z.string(),
  population: z.string(),
  size: z.number(),
  seed: z.number(),
  report: z
    .record(z.string(), z.unknown())
    .meta({ description: "Distances from what was asked for, and whom the constraints turned away." }),
  margins: z.array(
    z.object({
      variable: z.string(),
      values: z.array(z.object({ value: z.string(), drawn: z.number(), target: z.number().nullable() })),
    }),
  ),
  traits: z.array(z.object({ trait: z.string(), mean: z.number(), sd: z.number(), bins: z.array(z.number()) })),
  people: z.array(personJson).meta({ description: "The first page." }),
});

/** Populations that were drawn here. */
export function populationsOf({ folder }: Pick<House, "folder">): PopulationStore {
  return populationStore(join(folder, ".dramatis", "populations"));
}

const sample = apiRoute(
  {
    method: "post",
    path: "/api/populations/sample",
    summary: "Draws people of a population that comes with Dramatis; equal draws are one.",
    scope: "write",
    tag,
    body: sampleArguments(MOST_AT_ONCE),
    reply: drawn,
  },
  async ({ body: { population, size, seed = SAMPLE_SEED }, signal }, house) => {
    const store = populationsOf(house);
    return { json: await withPeople(store, await store.draw({ population, size, seed, signal })) };
  },
);

const list = apiRoute(
  {
    method: "get",
    path: "/api/populations",
    summary: "What people can be drawn from, and what was drawn.",
    scope: "read",
    tag,
    reply: z.object({
      shipped: z.array(z.string()),
      drawn: z.array(z.object({ id: z.string(), population: z.string(), size: z.number(), seed: z.number() })),
    }),
  },
  async (_, house) => ({ json: { shipped: shippedPopulations(), drawn: populationsOf(house).list() } }),
);

const read = apiRoute(
  {
    method: "get",
    path: "/api/populations/{id}",
    summary: "One that was drawn: margins beside their targets, traits, and the first people.",
    scope: "read",
    tag,
    params: idParams,
    reply: drawn,
  },
  async ({ params: { id } }, house) => {
    const store = populationsOf(house);
    return { json: await withPeople(store, store.get(id)) };
  },
);

const people = apiRoute(
  {
    method: "get",
    path: "/api/populations/{id}/people",
    summary: "Its people, a page at a time.",
    scope: "read",
    tag,
    params: idParams,
    query: z.object({
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(MOST_A_PAGE).default(FIRST_PAGE),
    }),
    reply: z.object({ total: z.number(), offset: z.number(), people: z.array(personJson) }),
  },
  async ({ params: { id }, query: { offset, limit } }, house) => {
    const store = populationsOf(house);
    const { report } = store.get(id);
    return { json: { total: report.people, offset, people: await store.people(id, { offset, limit }) } };
  },
);

const person = apiRoute(
  {
    method: "get",
    path: "/api/populations/{id}/people/{n}",
    summary: "One of them, by number from 1: as data, and as the text of a persona's file.",
    scope: "read",
    tag,
    params: z.object({ id: populationId, n: z.coerce.number().int().min(1) }),
    reply: z.object({ n: z.number(), persona: personJson, text: z.string() }),
  },
  async ({ params: { id, n } }, house) => {
    const [found] = await populationsOf(house).people(id, { offset: n - 1, limit: 1 });
    if (found === undefined) throw new HttpFault(404, `no person ${n} in ${id}`, { param: "n" });
    return { json: { n, persona: found, text: personaText(found) } };
  },
);

async function withPeople(
  store: PopulationStore,
  about: DrawnPopulation,
): Promise<DrawnPopulation & { people: Persona[] }> {
  return { ...about, people: await store.people(about.id, { offset: 0, limit: FIRST_PAGE }) };
}

/** Drawing people, and browsing them. */
export const populationRoutes: readonly ApiRoute[] = [sample, list, read, people, person];
