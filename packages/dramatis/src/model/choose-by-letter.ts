import {
  type ChatMessage,
  type GenerateRequest,
  type Generation,
  InputError,
  ModelError,
  UnsupportedError,
} from "../core/index.ts";

/** Servers return at most 20 alternatives a token, so more options could never all be seen. */
const MOST_OPTIONS = 20;

export interface LetterChoice {
  messages: ChatMessage[];
  options: string[];
  signal?: AbortSignal;
}

/**
 * Probabilities of 2 to 20 options: they are lettered A, B, C …, the model is asked for one letter, and the
 * probabilities of the letters as first token (with and without a space, in either case) are scaled to sum 1.
 * A letter that is not among the 20 likeliest tokens has probability 0. Options that are those letters already are not
 * listed again.
 *
 * @throws UnsupportedError when the server returns no log probabilities
 * @throws ModelError `bad_reply` when no letter is among the alternatives
 */
export async function chooseByLetter(
  model: string,
  generate: (request: GenerateRequest, signal?: AbortSignal) => Promise<Generation>,
  { messages, options, signal }: LetterChoice,
): Promise<number[]> {
  if (options.length < 2 || options.length > MOST_OPTIONS) {
    throw new InputError({ where: "choose", found: `${options.length} options`, expected: `2 to ${MOST_OPTIONS}` });
  }
  const letters = options.map((_, index) => String.fromCharCode(65 + index));
  // Options that are the letters themselves stand in the question already.
  const isListed = options.every((option, index) => option === letters[index]);
  const list = isListed ? "" : `${options.map((option, index) => `${letters[index]}) ${option}`).join("\n")}\n`;
  const request: GenerateRequest = {
    messages: [...messages, { role: "user", content: `${list}Answer with one letter and nothing else.` }],
    temperature: 0,
    maxTokens: 1,
    topLogprobs: MOST_OPTIONS,
  };
  const first = (await generate(request, signal)).logprobs?.[0];
  if (first === undefined) {
    throw new UnsupportedError(
      `choosing with ${model}`,
      "logprobs",
      "name a model whose server returns them (OpenAI, vLLM, llama.cpp)",
    );
  }
  const weights = letters.map((letter) =>
    (first.top ?? [first])
      .filter(({ token }) => token.trim().toUpperCase() === letter)
      .reduce((sum, { logprob }) => sum + Math.exp(logprob), 0),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total > 0) return weights.map((weight) => weight / total);
  throw new ModelError(model, "bad_reply", `no letter from A to ${letters.at(-1)} is among the likely first tokens`);
}
