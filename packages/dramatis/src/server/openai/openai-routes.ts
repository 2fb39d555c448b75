import { z } from "zod";
import type { LoadedPersona } from "../../persona/index.ts";
import type { ApiReply, ApiRoute, RawRequest } from "../api/api-route.ts";
import { mayReach } from "../api/caller.ts";
import type { House } from "../api/house.ts";
import { OUTSIDE_SPECS } from "../api/outside-specs.ts";
import { reachPersona } from "../api/reach-persona.ts";
import { note } from "../auth/request-scope.ts";
import { readChatRequest } from "../chat-request.ts";
import type { Frames, ServedRoute } from "../door/mount-routes.ts";
import { errorBody, faultOf, HttpFault } from "../http-fault.ts";
import { checkedBody } from "../read-body.ts";
import { checkName } from "../route.ts";
import { chatAnswer } from "../routes/chat-completions.ts";
import { embeddingAnswer, embeddingBody } from "../routes/embeddings.ts";
import { modelCard, modelList } from "../routes/models.ts";
import { Conversations } from "./conversations.ts";
import { personaModel } from "./persona-model.ts";

const MOST_CHOICES = 8;

/** By this name the embedder is asked for, besides its own. */
const EMBEDDER = "embedder";

/** A name that ends in a version of at least eight digits: `ada@1a2b3c4d`. */
const PINNED = /^(.+)@([0-9a-f]{8,64})$/is;

/**
 * OpenAI's API with personas for models.
 *
 * @param redact takes out of an error in a stream what nobody may read who asks
 */
export function openaiRoutes(house: House, redact: (text: string) => string): readonly ServedRoute[] {
  const kept: Kept = { conversations: new Conversations(house), redact };
  return [
    { spec: specOf("/v1/models"), answer: listed },
    {
      spec: { ...specOf("/v1/models"), path: "/v1/models/{model}", summary: "One persona, as a model." },
      answer: one,
    },
    { spec: specOf("/v1/chat/completions"), answer: (request, house) => chat(request, house, kept) },
    { spec: specOf("/v1/embeddings"), answer: embed },
  ];
}

function specOf(path: string): ApiRoute["spec"] {
  return OUTSIDE_SPECS.find((spec) => spec.path === path) as ApiRoute["spec"];
}

async function listed({ caller }: RawRequest, { personas }: House): Promise<ApiReply> {
  const reached = (await personas.list()).filter(({ name }) => mayReach(caller, name));
  const models = reached.map(({ name, changedAt }) => ({ id: name, created: secondsOf(changedAt) }));
  return { json: modelList([...models, { id: EMBEDDER }]) };
}

async function one({ params, caller }: RawRequest, house: House): Promise<ApiReply> {
  const id = params.model ?? "";
  if (id !== EMBEDDER) await personaNamed(id, { house, caller });
  return { json: modelCard({ id }) };
}

function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

/** @throws HttpFault 404 in the words that OpenAI's clients know, with the nearest names */
async function personaNamed(
  asked: string,
  { house, caller }: { house: House; caller: RawRequest["caller"] },
): Promise<LoadedPersona> {
  const [, name = asked, version] = PINNED.exec(asked) ?? [];
  try {
    return await reachPersona(house, { caller, name, version: version?.toLowerCase() });
  } catch (error) {
    if (!(error instanceof HttpFault) || error.status !== 404) throw error;
    throw new HttpFault(404, error.message, { code: "model_not_found", param: "model" });
  }
}

/** What requests share. */
interface Kept {
  conversations: Conversations;
  redact: (text: string) => string;
}

const addressed = z.object({ model: z.string(), user: z.string().max(512).nullish() });

async function chat(
  { body, caller, headers, signal }: RawRequest,
  house: House,
  { conversations, redact }: Kept,
): Promise<ApiReply | Frames> {
  const { model: name, user } = checkedBody(addressed, body);
  const { persona, version } = await personaNamed(name, { house, caller });
  const playedBy = await house.actor(persona);
  const limits = { callsTools: playedBy.actor.model.callsTools, mostChoices: MOST_CHOICES };
  const asked = readChatRequest(body, limits);
  const session = sessionOf(headers, user);
  if (session !== undefined && asked.choices !== undefined) {
    const message = `n: ${asked.choices} in a session, which goes on with one reply; expected 1`;
    throw new HttpFault(400, message, { param: "n" });
  }
  note({ persona: persona.name, version: version.slice(0, 12), ...(asked.stream && { stream: true }) });
  const conversation =
    session === undefined
      ? undefined
      : await conversations.enter({ caller, persona: persona.name, session, user: user || undefined, playedBy });
  const model = personaModel({ persona, playedBy, now: () => house.now(), conversation });
  const leave = (): void => conversation?.leave();
  try {
    const answer = await chatAnswer(asked, { model, name, fingerprint: version }, signal);
    if ("events" in answer) return { frames: frames(answer.events, { leave, signal, redact }) };
    leave();
    return answer;
  } catch (error) {
    leave();
    throw error;
  }
}

/** The header names a conversation; without it, the end user's is one. */
function sessionOf(headers: Headers, user: string | null | undefined): string | undefined {
  const named = headers.get("x-session")?.trim() || user || undefined;
  if (named !== undefined && named.length > 512) {
    throw new HttpFault(400, "x-session: a name of more than 512 letters; expected fewer", { param: "x-session" });
  }
  return named;
}

/** A stream that has begun says its error as an event, and no `[DONE]` follows. */
async function* frames(
  events: AsyncIterable<object>,
  { leave, signal, redact }: { leave: () => void; signal: AbortSignal; redact: Kept["redact"] },
): AsyncGenerator<string, void, void> {
  try {
    for await (const event of events) yield `data: ${JSON.stringify(event)}\n\n`;
    yield "data: [DONE]\n\n";
  } catch (error) {
    const fault = faultOf(signal.aborted ? signal.reason : error);
    note({ code: fault.code ?? fault.status });
    yield `data: ${redact(JSON.stringify(errorBody(fault)))}\n\n`;
  } finally {
    leave();
  }
}

async function embed({ body, signal }: RawRequest, house: House): Promise<ApiReply> {
  const asked = checkedBody(embeddingBody, body);
  const embedder = await house.embedder();
  if (asked.model !== EMBEDDER) checkName(asked.model, embedder.id);
  return embeddingAnswer(asked, embedder, signal);
}
