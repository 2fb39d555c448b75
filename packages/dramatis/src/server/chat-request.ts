import { z } from "zod";
import type { ChatMessage, GenerateRequest, ToolSpec } from "../core/index.ts";
import { HttpFault } from "./http-fault.ts";
import { checkedBody } from "./read-body.ts";

// The part of OpenAI's "Create chat completion" that our models can honour, with top_k, min_p and repetition_penalty as
// vLLM names them. Members that are not known are passed over, as every server does; what is known and cannot be done
// is refused.

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const toolCall = z.object({
  id: z.string().min(1),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
});
const message = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(textPart)], { error: "a text, or a list of parts of type text" }).nullish(),
  tool_calls: z.array(toolCall).nullish(),
  tool_call_id: z.string().nullish(),
});
const stop = z.string().min(1);
const tool = z.object({
  type: z.literal("function"),
  function: z.object({
    name: z.string().regex(/^[\w-]{1,64}$/, "a name of letters, digits, _ and -"),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** Of one conversation; a longer one is refused before it is looked at. */
const MOST_MESSAGES = 10_000;

const chatBody = z.object({
  model: z.string(),
  messages: z.array(message).min(1).max(MOST_MESSAGES),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  /** 0 and -1 are "all of them". */
  top_k: z.number().int().min(-1).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  repetition_penalty: z.number().positive().nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([stop, z.array(stop)], { error: "a text, or a list of texts, none of them empty" }).nullish(),
  n: z.number().int().min(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  response_format: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("text") }),
      z.object({ type: z.literal("json_object") }),
      z.object({
        type: z.literal("json_schema"),
        json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }),
      }),
    ])
    .nullish(),
  tools: z.array(z.unknown()).max(128).nullish(),
  tool_choice: z.unknown().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
});
type ChatBody = z.infer<typeof chatBody>;

export interface ChatRequest {
  model: string;
  stream: boolean;
  /** Whether a stream ends with a chunk of token counts. */
  includeUsage: boolean;
  request: GenerateRequest;
  /** Replies that are asked for, where that is more than one. */
  choices?: number;
}

/** What the model behind a request can do. */
export interface ChatLimits {
  callsTools?: boolean | undefined;
  mostChoices?: number;
}

/** @throws HttpFault 400 naming the member that cannot be used */
export function readChatRequest(body: unknown, { callsTools = false, mostChoices = 1 }: ChatLimits = {}): ChatRequest {
  const asked = checkedBody(chatBody, body);
  if (asked.top_logprobs != null && !asked.logprobs) {
    throw new HttpFault(400, "top_logprobs without logprobs; expected logprobs: true", { param: "top_logprobs" });
  }
  if (asked.tools?.length && !callsTools)
    throw new HttpFault(400, "tools: no model here calls any; expected none", { param: "tools" });
  const choices = asked.n ?? 1;
  if (choices > mostChoices) throw new HttpFault(400, `n: ${choices}; expected at most ${mostChoices}`, { param: "n" });
  const tools = toolsOf(asked);
  return {
    model: asked.model,
    stream: asked.stream ?? false,
    includeUsage: asked.stream_options?.include_usage ?? false,
    request: {
      messages: asked.messages.map(chatMessage),
      ...settings(asked),
      ...(tools.length > 0 && { tools }),
    },
    ...(choices > 1 && { choices }),
  };
}

function toolsOf({ tools, tool_choice: choice }: ChatBody): ToolSpec[] {
  if (!tools?.length || choice === "none") return [];
  if (choice != null && choice !== "auto") {
    throw new HttpFault(400, `tool_choice: ${JSON.stringify(choice)}; expected auto or none`, { param: "tool_choice" });
  }
  return checkedBody(z.object({ tools: z.array(tool) }), { tools }).tools.map(({ function: { name, ...rest } }) => ({
    name,
    description: rest.description ?? "",
    parameters: rest.parameters ?? { type: "object", properties: {} },
  }));
}

function settings(asked: ChatBody): Omit<GenerateRequest, "messages"> {
  const maxTokens = asked.max_completion_tokens ?? asked.max_tokens;
  const schema = schemaOf(asked.response_format);
  return {
    ...(asked.temperature != null && { temperature: asked.temperature }),
    ...(asked.top_p != null && { topP: asked.top_p }),
    ...(asked.top_k != null && asked.top_k > 0 && { topK: asked.top_k }),
    ...(asked.min_p != null && { minP: asked.min_p }),
    ...(asked.repetition_penalty != null && { repetitionPenalty: asked.repetition_penalty }),
    ...(maxTokens != null && { maxTokens }),
    ...(asked.seed != null && { seed: asked.seed }),
    ...(asked.stop != null && { stop: [asked.stop].flat() }),
    ...(schema && { schema }),
    ...(asked.logprobs && { topLogprobs: asked.top_logprobs ?? 0 }),
  };
}

function chatMessage({ role, content, tool_calls, tool_call_id }: ChatBody["messages"][number]): ChatMessage {
  const text = typeof content === "string" ? content : (content ?? []).map((part) => part.text).join("");
  const toolCalls = (tool_calls ?? []).map(({ id, function: called }) => ({ id, ...called }));
  return {
    role: role === "developer" ? "system" : role,
    content: text,
    ...(role === "assistant" && toolCalls.length > 0 && { toolCalls }),
    ...(role === "tool" && tool_call_id != null && { toolCallId: tool_call_id }),
  };
}

function schemaOf(format: ChatBody["response_format"]): Record<string, unknown> | undefined {
  if (format?.type === "json_schema") return format.json_schema.schema;
  return format?.type === "json_object" ? { type: "object" } : undefined;
}
