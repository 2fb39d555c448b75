import { z } from "zod";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { compareSides } from "../talk/compare-sides.ts";
import { talksOf } from "../talk/talks.ts";
import { sessionId } from "./sessions.ts";

const TAG = "Messages";
const STREAM = "text/event-stream";

/** What somebody says. Half a character (a lone surrogate) no model can be given. */
const said: z.ZodType<string> = z
  .string()
  .max(20_000)
  .refine((text) => text.trim() !== "" && text.isWellFormed(), "a text of whole characters that is not blank");

const say = apiRoute(
  {
    method: "post",
    path: "/api/sessions/{id}/messages",
    summary: "Says something. Events: `piece` {text} …, then `message` with its evidence, or `error` {message, code}.",
    scope: "read",
    tag: TAG,
    params: sessionId,
    body: z.strictObject({ text: said }),
    media: STREAM,
  },
  async ({ params: { id }, body: { text }, caller, signal }, house) => {
    return { events: await talksOf(house).reply({ caller, id, text, signal }) };
  },
);

const regenerate = apiRoute(
  {
    method: "post",
    path: "/api/sessions/{id}/regenerate",
    summary: "Another reply in the place of the last, which is kept among its alternatives. Events as of a message.",
    scope: "read",
    tag: TAG,
    params: sessionId,
    media: STREAM,
  },
  async ({ params: { id }, caller, signal }, house) => {
    return { events: await talksOf(house).reply({ caller, id, signal }) };
  },
);

const side = z.strictObject({
  persona: z.string().min(1),
  version: z.string().min(8).max(64).optional(),
  model: z.string().min(1).max(300).optional(),
});

const compare = apiRoute(
  {
    method: "post",
    path: "/api/compare",
    summary:
      "The same message to two versions or models. Events: `piece` {side, text}, `message` {side, message}, `error` {side, message, code}.",
    scope: "read",
    tag: TAG,
    body: z.strictObject({
      text: said,
      history: z
        .array(z.looseObject({ speaker: z.string(), text: said }))
        .max(200)
        .optional()
        .meta({ description: "Whoever is not `user` is the persona." }),
      sides: z.array(side).length(2),
    }),
    media: STREAM,
  },
  async ({ body: { text, history = [], sides }, caller, signal }, house) => {
    return { events: await compareSides(house, { text, history, sides, caller, signal }) };
  },
);

export const messageRoutes: readonly ApiRoute[] = [say, regenerate, compare];
