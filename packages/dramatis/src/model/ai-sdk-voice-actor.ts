import { z } from "zod";
import { ModelError } from "../core/index.ts";
import { askProvider } from "./ai-sdk-provider.ts";
import { type CallerOptions, caller } from "./caller.ts";
import { checkedReply } from "./checked-reply.ts";
import { flatPrice } from "./flat-price.ts";
import { soundType } from "./media-type.ts";
import { type Medium, mediumOf, mediumSchema } from "./medium.ts";

/** A text to be said aloud, and how. A model heeds what it can and passes over the rest. */
export interface Utterance {
  text: string;
  /** One of the model's own; its usual one where absent. */
  voice?: string;
  /** In words: who speaks, and how. */
  instructions?: string;
  /** 1 is the model's usual speed. */
  speed?: number;
  /** ISO 639-1. */
  language?: string;
}

/** Says texts aloud. */
export interface VoiceActor {
  readonly id: string;
  /** @throws ModelError, BudgetError, or the signal's reason */
  say(utterance: Utterance, signal?: AbortSignal): Promise<Medium>;
}

/** What we ask of a speech model of the AI SDK: the part that its specifications V2, V3 and V4 share. */
export interface AiSdkSpeechCall extends Utterance {
  abortSignal: AbortSignal;
}

/** A speech model object of the AI SDK (`openai.speech("tts-1")`, a `MockSpeechModelV4`), by its shape alone. */
export interface AiSdkSpeechModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(call: AiSdkSpeechCall): PromiseLike<unknown>;
}

export interface VoiceActorOptions extends CallerOptions {
  /** US dollars for a million characters; unknown where absent, and then no budget holds it. */
  price?: number | undefined;
  timeoutMs?: number;
}

const said = z.object({ audio: mediumSchema });

/**
 * Any speech model of the AI SDK (package `ai` 5 to 7) as a VoiceActor. Its `doGenerate` is called directly, and retries,
 * places and the budget are those of every model here. The kind of sound is the model's choice.
 */
export function aiSdkVoiceActor(model: AiSdkSpeechModel, options: VoiceActorOptions = {}): VoiceActor {
  const { price, timeoutMs = 60_000, ...rest } = options;
  const id = `${model.provider}:${model.modelId}`;
  const calls = caller(rest);
  const badReply = (message: string): ModelError => new ModelError(id, "bad_reply", message);

  async function ask(utterance: Utterance, signal?: AbortSignal): Promise<Medium> {
    const reply = await askProvider((abortSignal) => model.doGenerate({ ...utterance, abortSignal }), {
      id,
      timeoutMs,
      signal,
    });
    return mediumOf(checkedReply(said, reply, badReply).audio, { typeOf: soundType, badReply });
  }

  return {
    id,
    say(utterance, signal) {
      const cost = price === undefined ? undefined : ([...utterance.text].length * price) / 1e6;
      return calls.call<Medium>(() => ask(utterance, signal), flatPrice(cost), signal);
    },
  };
}
