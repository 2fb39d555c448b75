import { type GenerateRequest, type Model, roughTokens, type ToolCall, type Usage } from "../core/index.ts";

/** US dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
}

/** A model that knows its price, so that a call can be refused before it passes the cap. */
export type PricedModel = Model & { readonly price?: Price };

/** Usage with its cost, where the price is known. */
export function priced(tokens: { inputTokens: number; outputTokens: number }, price?: Price): Usage {
  const { inputTokens, outputTokens } = tokens;
  if (price === undefined) return { inputTokens, outputTokens };
  return { inputTokens, outputTokens, cost: (inputTokens * price.input + outputTokens * price.output) / 1e6 };
}

/** About how many tokens go in with a request. For servers that do not count. */
export function estimateInput({ messages, tools }: Pick<GenerateRequest, "messages" | "tools">): number {
  const offered = tools?.length ? roughTokens(JSON.stringify(tools)) : 0;
  return messages.reduce((sum, { content, toolCalls }) => sum + estimateOutput(content, toolCalls), offered);
}

/** About how many tokens a reply has. */
export function estimateOutput(text: string, toolCalls: readonly ToolCall[] = []): number {
  return toolCalls.reduce((sum, call) => sum + roughTokens(call.name + call.arguments), roughTokens(text));
}
