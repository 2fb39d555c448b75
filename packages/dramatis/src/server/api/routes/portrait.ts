import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { contentId, type Persona } from "../../../core/index.ts";
import type { Medium, Painter } from "../../../model/index.ts";
import { looksOf, picturePrompt } from "../../../persona/picture-prompt.ts";
import { voiceOf } from "../../../persona/voice-of.ts";
import { note } from "../../auth/request-scope.ts";
import { HttpFault } from "../../http-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import type { House } from "../house.ts";
import { reachPersona } from "../reach-persona.ts";
import { type KeptPictures, keptPictures } from "../shelf/kept-pictures.ts";
import { portrait } from "../shelf/portrait.ts";
import { canSpeak, speak } from "../shelf/speak.ts";
import { utteranceOf } from "../shelf/utterance-of.ts";
import { personaName } from "./personas.ts";

const tag = "Portrait and voice";

/** No script of a picture runs, wherever it is opened. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const media = apiRoute(
  {
    method: "get",
    path: "/api/media",
    summary: "Who makes portraits and voices here.",
    scope: "read",
    tag,
    reply: z.object({
      painter: z.string().nullable().meta({ description: "The image model; null where portraits are drawn only." }),
      voice: z
        .string()
        .nullable()
        .meta({ description: "The speech model, or espeak-ng; null where there is neither." }),
    }),
  },
  async (_request, { painter, voiceActor, env }) => ({
    json: { painter: painter?.id ?? null, voice: voiceActor?.id ?? (canSpeak(env.PATH) ? "espeak-ng" : null) },
  }),
);

const picture = apiRoute(
  {
    method: "get",
    path: "/api/personas/{name}/portrait",
    summary: "The persona's face: as it was painted, or else drawn from its name. Nothing is painted by looking.",
    scope: "read",
    tag,
    params: personaName,
    query: z.object({ version: z.string().optional() }),
    media: "image/*",
  },
  async ({ params: { name }, query: { version }, caller, headers }, house) => {
    const { persona } = await reachPersona(house, { caller, name, version });
    const { bytes, mediaType } = kept(house, persona) ?? (await drawn(persona));
    const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
    const common = { etag, "cache-control": "private, no-cache" };
    if (headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: common });
    const kind = { "content-type": mediaType, "content-security-policy": PICTURE_POLICY };
    return new Response(bytes, { headers: { ...common, ...kind } });
  },
);

const paint = apiRoute(
  {
    method: "post",
    path: "/api/personas/{name}/portrait",
    summary: "Has the image model paint the persona, unless that was done already; 501 where none is configured.",
    scope: "write",
    tag,
    params: personaName,
    body: z
      .object({ again: z.boolean().optional().meta({ description: "Paints, and pays for, another one." }) })
      .default({}),
    reply: z.object({ painter: z.string(), painted: z.boolean().meta({ description: "False where it was there." }) }),
  },
  async ({ params: { name }, body: { again = false }, caller, signal }, house) => {
    const { persona } = await reachPersona(house, { caller, name });
    const { painter } = house;
    if (painter === undefined) throw new HttpFault(501, NO_PAINTER, { code: "unsupported" });
    if (!again && kept(house, persona) !== undefined) return { json: { painter: painter.id, painted: false } };
    const made = await painter.paint(picturePrompt(looksOf(persona)), signal);
    picturesOf(house).put(keyOf(painter, persona), made);
    note({ painter: painter.id });
    return { json: { painter: painter.id, painted: true } };
  },
);

const NO_PAINTER =
  "portraits are drawn here; to have them painted, name an image model as portrait in dramatis.config.ts";

const voice = apiRoute(
  {
    method: "post",
    path: "/api/personas/{name}/voice",
    summary: "A text as the persona would say it, by the speech model or espeak-ng; 501 where there is neither.",
    scope: "read",
    tag,
    params: personaName,
    body: z.object({ text: z.string().min(1).max(1000).optional() }).default({}),
    media: "audio/*",
  },
  async ({ params: { name }, body, caller, signal }, house) => {
    const { persona } = await reachPersona(house, { caller, name });
    const text = body.text ?? `Hello, I am ${persona.name}.`;
    const { bytes, mediaType } = await said(persona, { text, house, signal });
    return new Response(bytes, { headers: { "content-type": mediaType, "cache-control": "no-store" } });
  },
);

async function said(
  persona: Persona,
  { text, house, signal }: { text: string; house: House; signal: AbortSignal },
): Promise<Medium> {
  const { voiceActor, config, env } = house;
  if (voiceActor === undefined) {
    return { bytes: await speak(text, { voice: voiceOf(persona), path: env.PATH, signal }), mediaType: "audio/wav" };
  }
  note({ voiceActor: voiceActor.id });
  return voiceActor.say(utteranceOf(persona, { text, voices: config.voice ?? {} }), signal);
}

async function drawn(persona: Persona): Promise<Medium> {
  return { bytes: new TextEncoder().encode(await portrait(persona)), mediaType: "image/svg+xml" };
}

/** What the painter made of a persona that looks so. */
function kept(house: House, persona: Persona): Medium | undefined {
  return house.painter && picturesOf(house).get(keyOf(house.painter, persona));
}

/** Another picture is due where the looks have changed, and not with every version: each costs. */
function keyOf(painter: Painter, persona: Persona): string {
  return contentId([painter.id, persona.name, looksOf(persona)]);
}

/** Beside what else the server keeps. */
function picturesOf({ folder }: House): KeptPictures {
  return keptPictures(join(folder, ".dramatis", "portraits"));
}

export const portraitRoutes: readonly ApiRoute[] = [media, picture, paint, voice];
