import { z } from "zod";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { appendPreference, preferencePair, preferencesOf } from "../talk/preferences.ts";
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
  session: z.string(),
  turn: z.number(),
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

export const ratingRoutes: readonly ApiRoute[] = [rate, exported];
