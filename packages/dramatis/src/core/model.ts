/** One chat message. */
export interface ChatMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** What an assistant asked for in place of, or beside, its words. */
  toolCalls?: ToolCall[];
  /** Of a tool's message: the call that it answers. */
  toolCallId?: string;
}

/** A tool that a model may ask for. */
export interface ToolSpec {
  /** Letters, digits, "_" and "-". */
  name: string;
  description: string;
  /** JSON Schema of the arguments: an object's. */
  parameters: Record<string, unknown>;
}

/** One call that a model asks for. The arguments are as the model wrote them: untrusted, and perhaps not JSON. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: string;
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
  /** Tools that it may ask for, of a model with `callsTools`. */
  tools?: ToolSpec[];
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
  /** The calls that the model waits for; `text` may then be empty. */
  toolCalls?: ToolCall[];
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
  /** Whether it takes `tools`; a model without it must not be given any. */
  readonly callsTools?: boolean;
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
