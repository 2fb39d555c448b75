/** One chat message. */
export interface ChatMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
}

/** Tokens and money of one or many calls. `cost` is in US dollars and absent where the price is unknown. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  cost?: number;
}

export interface GenerateRequest {
  messages: ChatMessage[];
  /** JSON Schema the reply must satisfy; the caller still validates. */
  schema?: Record<string, unknown>;
  temperature?: number;
  topP?: number;
  /** Draw from this many most probable tokens; what a model does not know, it ignores, as it does the next two. */
  topK?: number;
  /** Draw only from tokens at least this share as probable as the most probable one (0..1). */
  minP?: number;
  /** Above 1, tokens that stood before are made less probable (CTRL, Keskar et al. 2019). */
  repetitionPenalty?: number;
  maxTokens?: number;
  seed?: number;
  stop?: string[];
  /** Ask for this many alternatives a token, where the model can (0..20). */
  topLogprobs?: number;
}

/** One produced token with its natural log probability and, where asked for, the alternatives. */
export interface TokenLogprob {
  token: string;
  logprob: number;
  top?: { token: string; logprob: number }[];
}

export interface Generation {
  text: string;
  finish: "stop" | "length" | "filter" | "tool" | "other";
  usage: Usage;
  logprobs?: TokenLogprob[];
}

/** Log probability of a continuation: `sum` in nats over `tokens` tokens. */
export interface ContinuationScore {
  sum: number;
  tokens: number;
}

/** A model that answers chat messages. The optional members are advertised by being there. */
export interface Model {
  /** Names the model and its settings; part of every cache key and result. */
  readonly id: string;
  /** What it reached on data it never saw, in one line, where that is known. */
  readonly card?: string;
  /** Most tokens of messages and reply together, where that is known. Longer ones are for the caller to trim. */
  readonly contextTokens?: number;
  generate(request: GenerateRequest, signal?: AbortSignal): Promise<Generation>;
  /** Pieces of text as they come; returns the whole generation. */
  stream?(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void>;
  /**
   * How probable a continuation is after these messages.
   *
   * @throws RangeError where the continuation has nothing to score, or is longer than the model reads at once: that one
   *   has no score, and others may have theirs.
   */
  score?(request: { messages: ChatMessage[]; continuation: string }, signal?: AbortSignal): Promise<ContinuationScore>;
  /** Probabilities of the options, in order, summing to 1. */
  choose?(request: { messages: ChatMessage[]; options: string[] }, signal?: AbortSignal): Promise<number[]>;
}
