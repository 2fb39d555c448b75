import type { ChatMessage, GenerateRequest, ToolCall } from "../core/index.ts";
import { sentArguments } from "./tool-calls.ts";

interface TextPart {
  type: "text";
  text: string;
}
interface CallPart {
  type: "tool-call";
  toolCallId: string;
  toolName: string;
  input: unknown;
}
interface ResultPart {
  type: "tool-result";
  toolCallId: string;
  toolName: string;
  output: { type: "text"; value: string };
}
type AiSdkMessage =
  | { role: "system"; content: string }
  | { role: "user"; content: TextPart[] }
  | { role: "assistant"; content: (TextPart | CallPart)[] }
  | { role: "tool"; content: ResultPart[] };

/** What we send to a language model of the AI SDK: the part that its specifications V2, V3 and V4 share. */
export interface AiSdkCall {
  prompt: AiSdkMessage[];
  tools?: { type: "function"; name: string; description: string; inputSchema: object }[];
  temperature?: number;
  topP?: number;
  topK?: number;
  maxOutputTokens?: number;
  seed?: number;
  stopSequences?: string[];
  responseFormat?: { type: "json"; schema: object };
  abortSignal: AbortSignal;
}

export function aiSdkCall(request: GenerateRequest, abortSignal: AbortSignal): AiSdkCall {
  const { messages, tools, schema, temperature, topP, topK, maxTokens, seed, stop } = request;
  return {
    prompt: promptOf(messages),
    ...(tools?.length && {
      tools: tools.map(({ name, description, parameters }) => {
        return { type: "function", name, description, inputSchema: parameters };
      }),
    }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(topK !== undefined && { topK }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(seed !== undefined && { seed }),
    ...(stop && { stopSequences: stop }),
    ...(schema && { responseFormat: { type: "json", schema } }),
    abortSignal,
  };
}

/**
 * Results name their tool, which the call that they answer says; one that answers no call goes as a user message. The
 * results of one turn are one message, as Google wants them.
 */
function promptOf(messages: readonly ChatMessage[]): AiSdkMessage[] {
  const prompt: AiSdkMessage[] = [];
  const toolNames = new Map<string, string>();
  for (const { role, content, toolCalls = [], toolCallId } of messages) {
    const toolName = toolNames.get(toolCallId ?? "");
    if (role === "system") prompt.push({ role, content });
    else if (role === "assistant") {
      for (const { id, name } of toolCalls) toolNames.set(id, name);
      const said: TextPart[] = content === "" && toolCalls.length > 0 ? [] : [{ type: "text", text: content }];
      prompt.push({ role, content: [...said, ...toolCalls.map(callPart)] });
    } else if (role === "tool" && toolCallId !== undefined && toolName !== undefined) {
      const result: ResultPart = {
        type: "tool-result",
        toolCallId,
        toolName,
        output: { type: "text", value: content },
      };
      const last = prompt.at(-1);
      if (last?.role === "tool") last.content.push(result);
      else prompt.push({ role, content: [result] });
    } else prompt.push({ role: "user", content: [{ type: "text", text: content }] });
  }
  return prompt;
}

function callPart(call: ToolCall): CallPart {
  return { type: "tool-call", toolCallId: call.id, toolName: call.name, input: JSON.parse(sentArguments(call)) };
}
