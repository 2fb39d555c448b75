import type { GenerateRequest, Model, Usage } from "../core/index.ts";

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

/** About how many tokens a text has: a token of English is near four characters. For servers that do not count. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** As estimateTokens, over all messages. */
export function estimateInput({ messages }: Pick<GenerateRequest, "messages">): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
}
