import { z } from "zod";
import type { Generation, ToolCall } from "../core/index.ts";
import { type Complain, checkedReply } from "./checked-reply.ts";

// Calls of tools as every model reads them in a reply and writes them into a request.

const filled = z.string().regex(/\S/, "text that is not blank");

export const toolCallsSchema: z.ZodType<ToolCall[]> = z
  .array(z.object({ id: filled, name: filled, arguments: z.string() }))
  .min(1)
  .refine((calls) => new Set(calls.map(({ id }) => id)).size === calls.length, "two calls of one id");
const called = z.object({ toolCalls: toolCallsSchema });

/**
 * How a reply with these calls ended, and the calls, where there are any. Some servers say "stop" of a reply that calls.
 * Arguments of no characters, as some models write them for a tool without any, are an empty object.
 *
 * @throws what `complain` makes, of a call without id or name and of two calls of one id
 */
export function withCalls(
  finish: Generation["finish"],
  calls: readonly ToolCall[],
  complain: Complain,
): Pick<Generation, "finish" | "toolCalls"> {
  if (calls.length === 0) return { finish };
  const filledIn = calls.map((call) => ({ ...call, arguments: call.arguments.trim() === "" ? "{}" : call.arguments }));
  const { toolCalls } = checkedReply(called, { toolCalls: filledIn }, complain);
  return { finish: finish === "length" || finish === "filter" ? finish : "tool", toolCalls };
}

/**
 * A call's arguments as a server may be shown them: the text of a JSON object, which is "{}" where the model wrote none,
 * since servers refuse a conversation in which anything else stands.
 */
export function sentArguments({ arguments: text }: ToolCall): string {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === "object" && !Array.isArray(parsed) ? text : "{}";
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return "{}";
  }
}
