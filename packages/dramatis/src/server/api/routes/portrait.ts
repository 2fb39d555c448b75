import { z } from "zod";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { reachPersona } from "../reach-persona.ts";
import { portrait } from "../shelf/portrait.ts";
import { speak, voiceOf } from "../shelf/speak.ts";
import { personaName } from "./personas.ts";

/** No script of a picture runs, wherever it is opened. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const picture = apiRoute(
  {
    method: "get",
    path: "/api/personas/{name}/portrait.svg",
    summary: "A face drawn from the persona's name; the facet `portrait` may name another style and seed.",
    scope: "read",
    tag: "Portrait and voice",
    params: personaName,
    media: "image/svg+xml",
  },
  async ({ params: { name }, caller, headers }, house) => {
    const { persona } = await reachPersona(house, { caller, name });
    const { svg, etag } = await portrait(persona);
    const common = { etag, "cache-control": "private, no-cache" };
    if (headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: common });
    const kind = { "content-type": "image/svg+xml", "content-security-policy": PICTURE_POLICY };
    return new Response(svg, { headers: { ...common, ...kind } });
  },
);

const voice = apiRoute(
  {
    method: "get",
    path: "/api/personas/{name}/voice.wav",
    summary: "A text as the persona would sound, by espeak-ng; 501 where that is not installed.",
    scope: "read",
    tag: "Portrait and voice",
    params: personaName,
    query: z.object({ text: z.string().min(1).max(1000).optional() }),
    media: "audio/wav",
  },
  async ({ params: { name }, query, caller, signal }, house) => {
    const { persona } = await reachPersona(house, { caller, name });
    const text = query.text ?? `Hello, I am ${persona.name}.`;
    const wav = await speak(text, { voice: voiceOf(persona), path: house.env.PATH, signal });
    return new Response(wav, { headers: { "content-type": "audio/wav", "cache-control": "private, no-cache" } });
  },
);

export const portraitRoutes: readonly ApiRoute[] = [picture, voice];
