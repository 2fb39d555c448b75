import { z } from "zod";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { plainName } from "../caller.ts";
import { refuseModel } from "../refuse-model.ts";
import { shownTo } from "../talk/reply-evidence.ts";
import type { SessionHead } from "../talk/session-records.ts";
import { talksOf } from "../talk/talks.ts";

const TAG = "Sessions";

export const sessionId: z.ZodObject<{ id: z.ZodString }> = z.object({ id: z.string().min(1).max(100) });

const begun = {
  persona: z.string().min(1),
  version: z.string().min(8).max(64).optional().meta({ description: "Or its first 8 digits; the newest by default." }),
  model: z.string().min(1).max(300).optional().meta({ description: "Such as understudy or openai:MODEL." }),
  guards: z.array(z.string().min(1)).max(10).optional(),
  candidates: z.int().min(1).max(16).optional(),
  memory: z.boolean().optional(),
};

const sessionRead = z.object({
  ...begun,
  id: z.string(),
  version: z.string(),
  memory: z.boolean(),
  createdAt: z.string(),
});

export const messageRead: z.ZodObject = z.looseObject({
  session: z.string(),
  turn: z.number(),
  speaker: z.string(),
  text: z.string(),
  evidence: z.record(z.string(), z.unknown()).optional(),
  alternatives: z.array(z.string()).optional(),
});

const begin = apiRoute(
  {
    method: "post",
    path: "/api/sessions",
    summary: "Begins a conversation with a version of a persona. Only the key that begins it can see it.",
    scope: "read",
    tag: TAG,
    body: z.strictObject(begun),
    reply: sessionRead,
    status: 201,
  },
  async ({ body, caller }, house) => {
    if (body.model !== undefined) await refuseModel(house, { caller, specs: [body.model] });
    return { json: shown(await talksOf(house).begin(body, caller)), status: 201 };
  },
);

const list = apiRoute(
  {
    method: "get",
    path: "/api/sessions",
    summary: "The key's conversations, the newest first.",
    scope: "read",
    tag: TAG,
    query: z.object({ persona: z.string().optional() }),
    reply: z.object({ sessions: z.array(sessionRead) }),
  },
  async ({ query: { persona }, caller }, house) => {
    const heads = await talksOf(house).records.list(caller);
    const asked = heads.filter((head) => persona === undefined || plainName(head.persona) === plainName(persona));
    return { json: { sessions: asked.map(shown) } };
  },
);

const read = apiRoute(
  {
    method: "get",
    path: "/api/sessions/{id}",
    summary: "A conversation with its messages; their evidence for keys that may write.",
    scope: "read",
    tag: TAG,
    params: sessionId,
    reply: sessionRead.extend({ messages: z.array(messageRead) }),
  },
  async ({ params: { id }, caller }, house) => {
    const { head, messages } = await talksOf(house).records.read(caller, id);
    return { json: { ...shown(head), messages: messages.map((message) => shownTo(caller, message)) } };
  },
);

const remove = apiRoute(
  {
    method: "delete",
    path: "/api/sessions/{id}",
    summary: "Deletes a conversation. What was remembered of it is deleted under /api/memories.",
    scope: "read",
    tag: TAG,
    params: sessionId,
    reply: z.object({ deleted: z.string() }),
  },
  async ({ params: { id }, caller }, house) => {
    await talksOf(house).delete(caller, id);
    return { json: { deleted: id } };
  },
);

function shown({ by: _, ...head }: SessionHead): Omit<SessionHead, "by"> {
  return head;
}

export const sessionsRoutes: readonly ApiRoute[] = [begin, list, read, remove];
