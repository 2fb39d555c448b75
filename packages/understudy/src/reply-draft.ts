import type { GenerateRequest, Generation, TokenLogprob } from "dramatis/core";
import type { ChatPrompt } from "./chat-prompt.ts";
import { drawToken, logProbability, mostProbable, uniform } from "./sampler.ts";
import type { BundledTokenizer } from "./tokenizer.ts";

/** What holds where a request says nothing. */
const DEFAULTS = { temperature: 0.7, topP: 0.9, maxTokens: 60 } as const;

/** A reply in the making. */
export interface ReplyDraft {
  /** Tokens so far. */
  readonly ids: readonly number[];
  readonly finish: Generation["finish"] | undefined;
  /** Draws the next token from its logits; gives the text that is certain now, which may be none. */
  next(logits: Float32Array): string;
  generation(): Generation;
}

/** @param contextTokens most tokens of prompt and reply together */
export function replyDraft(
  request: GenerateRequest,
  prompt: ChatPrompt,
  { tokenizer, contextTokens }: { tokenizer: BundledTokenizer; contextTokens: number },
): ReplyDraft {
  const { stop = [], topLogprobs, seed } = request;
  const maxTokens = Math.min(request.maxTokens ?? DEFAULTS.maxTokens, contextTokens - prompt.ids.length);
  const random = uniform(seed ?? Math.floor(Math.random() * 2 ** 32));
  const before = new Set(prompt.own.flatMap(([from, to]) => prompt.ids.slice(from, to)));
  const ids: number[] = [];
  const logprobs: TokenLogprob[] = [];
  let finish: Generation["finish"] | undefined;
  /** All text that is certain: no half character, and nothing that a stop string may begin with. */
  let text = "";

  const grow = (isLast: boolean): string => {
    const whole = tokenizer
      .decode(ids)
      .replace(/^ /, "")
      .replace(/\uFFFD+$/, isLast ? "\uFFFD" : "");
    const cut = Math.min(...stop.map((word) => whole.indexOf(word)).filter((at) => at >= 0));
    if (Number.isFinite(cut)) finish = "stop";
    const certain = Number.isFinite(cut) ? whole.slice(0, cut) : isLast ? whole : withoutStartOf(stop, whole);
    const piece = certain.slice(text.length);
    text = certain;
    return piece;
  };

  return {
    ids,
    get finish() {
      return finish;
    },
    next(logits) {
      const allowed = onlyText(logits, tokenizer, ids.length > 0);
      const token = drawToken({
        logits: allowed,
        before,
        random,
        temperature: request.temperature ?? DEFAULTS.temperature,
        topP: request.topP ?? DEFAULTS.topP,
        topK: request.topK,
        minP: request.minP,
        repetitionPenalty: request.repetitionPenalty,
      });
      if (token === tokenizer.end) {
        finish = "stop";
        return grow(true);
      }
      ids.push(token);
      before.add(token);
      if (topLogprobs !== undefined) logprobs.push(logprobOf(allowed, token, topLogprobs, tokenizer));
      if (ids.length >= maxTokens) finish = "length";
      return grow(finish !== undefined);
    },
    generation: () => ({
      text,
      finish: finish ?? "other",
      usage: { inputTokens: prompt.ids.length, outputTokens: ids.length },
      ...(topLogprobs !== undefined && { logprobs }),
    }),
  };
}

/** Marks are never drawn; the end is, but not before there is a word. */
function onlyText(logits: Float32Array, { isText, end }: BundledTokenizer, mayEnd: boolean): Float32Array {
  return logits.map((logit, id) => (isText(id) || (id === end && mayEnd) ? logit : Number.NEGATIVE_INFINITY));
}

function logprobOf(logits: Float32Array, token: number, count: number, { decode }: BundledTokenizer): TokenLogprob {
  const top = mostProbable(logits, count).map((one) => ({ token: decode([one.token]), logprob: one.logprob }));
  return { token: decode([token]), logprob: logProbability(logits, token), ...(count > 0 && { top }) };
}

/** Without the longest end that is the beginning of a stop string. */
function withoutStartOf(stop: readonly string[], text: string): string {
  const held = stop.map((word) => {
    let length = Math.min(word.length - 1, text.length);
    while (length > 0 && !text.endsWith(word.slice(0, length))) length--;
    return length;
  });
  return text.slice(0, text.length - Math.max(0, ...held));
}
