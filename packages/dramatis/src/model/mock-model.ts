import { z } from "zod";
import {
  contentId,
  type GenerateRequest,
  type Generation,
  InputError,
  type Model,
  ModelError,
  oneLine,
  type ToolCall,
} from "../core/index.ts";
import { firstIssue } from "./checked-reply.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { pause } from "./pause.ts";
import { estimateInput, estimateOutput, type Price, type PricedModel, priced } from "./price.ts";

const ERRORS = ["auth", "rate_limit", "server", "timeout", "refused_request", "bad_reply", "network"] as const;

/** One reply of a script, or a failure. */
export interface MockReply {
  reply?: string;
  /** Output tokens to report; a quarter of the characters otherwise. */
  tokens?: number;
  /** Tools that it asks for, where the request offers any; `reply` is then what it says beside. */
  toolCalls?: {
    name: string;
    /** An object, or the text that a model wrote, which need not be JSON; an empty object otherwise. */
    arguments?: Record<string, unknown> | string;
  }[];
  delayMs?: number;
  /** Fails in place of replying: a kind of fault, or an HTTP status. */
  error?: { fault: (typeof ERRORS)[number]; message?: string } | { status: number; message?: string };
}

/**
 * A script: what is said to what. The first rule that matches the last message of a user or a tool answers; where none
 * does, the next of `replies`; when those are used up, `default`; without one the call fails as a bad reply.
 */
export interface MockScript {
  rules?: (MockReply & {
    /** Text that the last message of a user or a tool must hold, or `/pattern/flags`. */
    match: string;
  })[];
  replies?: (string | MockReply)[];
  default?: string | MockReply;
  price?: Price;
}

const message = z.string().exactOptional();
const replySchema = z.strictObject({
  reply: z.string().exactOptional(),
  tokens: z.number().int().nonnegative().exactOptional(),
  toolCalls: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).exactOptional(),
      }),
    )
    .min(1)
    .exactOptional(),
  delayMs: z.number().nonnegative().exactOptional(),
  error: z
    .union([
      z.strictObject({ fault: z.enum(ERRORS), message }),
      z.strictObject({ status: z.number().int().min(300).max(599), message }),
    ])
    .exactOptional(),
});
const scriptSchema: z.ZodType<MockScript> = z.strictObject({
  rules: z.array(replySchema.extend({ match: z.string().min(1) })).exactOptional(),
  replies: z.array(z.union([z.string(), replySchema])).exactOptional(),
  default: z.union([z.string(), replySchema]).exactOptional(),
  price: z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() }).exactOptional(),
});

/**
 * A model that says what a script tells it, for tests and rehearsals. The same calls in the same order get the same
 * replies. It streams word by word. The calls of tools that it makes are numbered: "call-1", "call-2" …
 *
 * @param where the file that the script came from, for errors
 * @throws InputError when the script is not of the documented shape
 */
export function mockModel(script: unknown, where = "mock script"): PricedModel {
  const checked = scriptSchema.safeParse(script);
  if (!checked.success) throw badScript(where, firstIssue(checked.error));
  const { rules = [], replies = [], default: fallback, price } = checked.data;
  const matchers = rules.map((rule) => ({ rule, matches: matcher(rule.match, where) }));
  const id = `mock:${contentId(script)}`;
  let next = 0;
  let called = 0;

  function pick(request: GenerateRequest): MockReply {
    const said = request.messages.findLast(({ role }) => role === "user" || role === "tool")?.content ?? "";
    const reply = matchers.find(({ matches }) => matches(said))?.rule ?? replies[next++] ?? fallback;
    if (reply !== undefined) return typeof reply === "string" ? { reply } : reply;
    throw new ModelError(id, "bad_reply", oneLine(`the script has no reply to ${JSON.stringify(said.slice(0, 80))}`));
  }

  async function generate(request: GenerateRequest, signal?: AbortSignal): Promise<Generation> {
    signal?.throwIfAborted();
    const { reply: text = "", tokens, toolCalls: scripted = [], delayMs, error } = pick(request);
    if (delayMs) await pause(delayMs, signal);
    if (error) throw failure(id, error);
    const calls = request.tools?.length ? scripted : [];
    const toolCalls = calls.map(({ name, arguments: given = {} }): ToolCall => {
      return { id: `call-${++called}`, name, arguments: typeof given === "string" ? given : JSON.stringify(given) };
    });
    const outputTokens = tokens ?? estimateOutput(text, toolCalls);
    const usage = priced({ inputTokens: estimateInput(request), outputTokens }, price);
    return toolCalls.length > 0 ? { text, finish: "tool", usage, toolCalls } : { text, finish: "stop", usage };
  }

  return {
    id,
    ...(price && { price }),
    callsTools: true,
    generate,
    async *stream(request, signal) {
      const generation = await generate(request, signal);
      for (const piece of generation.text.match(/\s*\S+\s*$|\s*\S+|\s+$/g) ?? []) yield piece;
      return generation;
    },
  } satisfies Model & { price?: Price };
}

function failure(id: string, error: NonNullable<MockReply["error"]>): ModelError {
  if ("status" in error) {
    const { status, message = `status ${status} by the script` } = error;
    return new HttpStatusError(id, message, { status });
  }
  return new ModelError(id, error.fault, error.message ?? `${error.fault} by the script`);
}

function matcher(match: string, where: string): (said: string) => boolean {
  const pattern = /^\/(.+)\/([imsu]*)$/s.exec(match);
  if (pattern === null) return (said) => said.includes(match);
  try {
    const regex = new RegExp(pattern[1] as string, pattern[2]);
    return (said) => regex.test(said);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badScript(where, error.message);
  }
}

function badScript(where: string, found: string): InputError {
  return new InputError({
    where,
    found,
    expected: "a mock script: {rules: [{match, reply}], replies: [...], default: ...}",
  });
}
