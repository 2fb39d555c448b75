import { z } from "zod";
import { bundledInstruments, languagesOf, readInstrument } from "../../../measure/psychometrics/index.ts";
import { discoverServers } from "../../../model/index.ts";
import { methods as all } from "../../../presets/catalogue.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { LOCAL } from "../caller.ts";
import { servedSpecs } from "../refuse-model.ts";

const tag = "Models and methods";

const models = apiRoute(
  {
    method: "get",
    path: "/api/models",
    summary: "Models that can be named; on this machine also those of local servers that answer.",
    scope: "read",
    tag,
    reply: z.object({
      default: z.string(),
      models: z.array(z.object({ spec: z.string(), from: z.string(), card: z.string().optional() })),
    }),
  },
  async ({ caller }, { config, env }) => {
    // Loading the runtime of the bundled models takes a while, which other routes need not pay.
    const { cardLine } = await import("@dramatis/understudy");
    const card = await cardLine("chat");
    const served = servedSpecs(config).map((spec) =>
      spec === "understudy" ? { spec, from: "bundled", card } : { spec, from: "configuration" },
    );
    const servers = caller === LOCAL ? await discoverServers() : [];
    const found = servers.flatMap(({ name, models: all }) => all.map(({ spec }) => ({ spec, from: name })));
    const known = new Set(served.map(({ spec }) => spec));
    return {
      json: {
        default: config.model ?? env.DRAMATIS_MODEL ?? "understudy",
        models: [...served, ...found.filter(({ spec }) => !known.has(spec))],
      },
    };
  },
);

const ROOMS = [...new Set(all.map(({ room }) => room))] as [string, ...string[]];

const methods = apiRoute(
  {
    method: "get",
    path: "/api/methods",
    summary: "Methods that can be named, with what they need; and the bundled instruments.",
    scope: "read",
    tag,
    query: z.object({ room: z.enum(ROOMS).optional() }),
    reply: z.object({
      methods: z.array(
        z.object({
          name: z.string(),
          room: z.string(),
          family: z.string(),
          summary: z.string(),
          papers: z.array(z.number()),
          needs: z.array(z.string()),
        }),
      ),
      instruments: z
        .array(z.object({ name: z.string(), title: z.string(), items: z.number(), languages: z.array(z.string()) }))
        .meta({ description: "Without a language only the key is bundled, and it cannot be asked here." }),
    }),
  },
  async ({ query: { room } }) => {
    const shown = all.filter((method) => room === undefined || method.room === room);
    return {
      json: {
        methods: shown.map(({ name, room, family, summary, papers, needs }) => {
          return { name, room, family, summary, papers, needs };
        }),
        instruments: await instruments(),
      },
    };
  },
);

async function instruments(): Promise<{ name: string; title: string; items: number; languages: string[] }[]> {
  const files = await Promise.all(bundledInstruments().map((name) => readInstrument(name)));
  return files.map((file) => ({
    name: file.name,
    title: file.title,
    items: file.items.length,
    languages: languagesOf(file),
  }));
}

/** What can be named in what is asked for. */
export const catalogueRoutes: readonly ApiRoute[] = [models, methods];
