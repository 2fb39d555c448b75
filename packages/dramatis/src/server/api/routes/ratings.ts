import { z } from "zod";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { reachPersona } from "../reach-persona.ts";
import { appendPreference, comparedPair, preferencePair, preferencesOf, type SaidBySide } from "../talk/preferences.ts";
import { talksOf } from "../talk/talks.ts";
import { sessionId } from "./sessions.ts";

const TAG = "Ratings";
const text = z.string().min(1).max(20_000);

const pairRead = z.object({
  persona: z.string(),
  version: z.string(),
  prompt: z.array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() })),
  chosen: z.string(),
  rejected: z.string(),
  why: z.string().optional(),
  model: z.string().optional(),
  over: z
    .object({ persona: z.string(), version: z.string(), model: z.string().optional() })
    .optional()
    .meta({ description: "Who said the other, where two sides were compared." }),
  session: z.string().optional(),
  turn: z.number().optional(),
  at: z.string(),
  by: z.string(),
});

const rate = apiRoute(
  {
    method: "post",
    path: "/api/sessions/{id}/ratings",
    summary: "One text for a turn over another: a preference pair, kept in preferences.jsonl beside the personas.",
    scope: "read",
    tag: TAG,
    params: sessionId,
    body: z.strictObject({ turn: z.int().min(0), preferred: text, over: text, why: z.string().max(2000).optional() }),
    reply: pairRead,
    status: 201,
  },
  async ({ params: { id }, body, caller }, house) => {
    const { head, messages } = await talksOf(house).records.read(caller, id);
    const pair = preferencePair(body, { head, messages, at: house.now().toISOString() });
    appendPreference(house.folder, pair);
    return { json: pair, status: 201 };
  },
);

const saidBySide = z.strictObject({
  persona: z.string().min(1),
  version: z.string().min(8).max(64).optional().meta({ description: "The newest by default." }),
  model: z.string().min(1).max(300).optional(),
  text,
});

const prefer = apiRoute(
  {
    method: "post",
    path: "/api/preferences",
    summary:
      "What one side of a comparison said over what the other did: a preference pair, kept with those of sessions.",
    scope: "read",
    tag: TAG,
    body: z.strictObject({
      text: text.meta({ description: "What both replied to." }),
      history: z
        .array(z.looseObject({ speaker: z.string(), text }))
        .max(200)
        .optional()
        .meta({ description: "Whoever is not `user` is the persona." }),
      preferred: saidBySide,
      over: saidBySide,
      why: z.string().max(2000).optional(),
    }),
    reply: pairRead,
    status: 201,
  },
  async ({ body, caller }, house) => {
    const { history = [], why } = body;
    const reached = async ({ persona: name, version: asked, ...said }: typeof body.over): Promise<SaidBySide> => {
      const { persona, version } = await reachPersona(house, { caller, name, version: asked });
      return { ...said, persona: persona.name, version };
    };
    const [preferred, over] = [await reached(body.preferred), await reached(body.over)];
    const said = [...history, { speaker: "user", text: body.text }];
    const pair = comparedPair({ said, preferred, over, why }, { at: house.now().toISOString(), by: caller.key });
    appendPreference(house.folder, pair);
    return { json: pair, status: 201 };
  },
);

const exported = apiRoute(
  {
    method: "get",
    path: "/api/preferences",
    summary: "The preference pairs that the key made, one JSON object a line (prompt, chosen, rejected).",
    scope: "read",
    tag: TAG,
    media: "application/x-ndjson",
  },
  async ({ caller }, house) =>
    new Response(preferencesOf(house.folder, caller), { headers: { "content-type": "application/x-ndjson" } }),
);

export const ratingRoutes: readonly ApiRoute[] = [rate, prefer, exported];
