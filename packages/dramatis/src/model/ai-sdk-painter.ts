import { z } from "zod";
import { ModelError } from "../core/index.ts";
import { askProvider } from "./ai-sdk-provider.ts";
import { type CallerOptions, caller } from "./caller.ts";
import { checkedReply } from "./checked-reply.ts";
import { flatPrice } from "./flat-price.ts";
import { pictureType } from "./media-type.ts";
import { type Medium, mediumOf, mediumSchema } from "./medium.ts";

/** Makes pictures from words. */
export interface Painter {
  readonly id: string;
  /** @throws ModelError, BudgetError, or the signal's reason */
  paint(prompt: string, signal?: AbortSignal): Promise<Medium>;
}

/** What we ask of an image model of the AI SDK: the part that its specifications V2, V3 and V4 share. */
export interface AiSdkImageCall {
  prompt: string;
  n: number;
  size: `${number}x${number}` | undefined;
  aspectRatio: `${number}:${number}` | undefined;
  seed: undefined;
  files: undefined;
  mask: undefined;
  providerOptions: Record<string, never>;
  abortSignal: AbortSignal;
}

/** An image model object of the AI SDK (`openai.image("gpt-image-1")`, a `MockImageModelV4`), by its shape alone. */
export interface AiSdkImageModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(call: AiSdkImageCall): PromiseLike<unknown>;
}

export interface PainterOptions extends CallerOptions {
  /** US dollars a picture; unknown where absent, and then no budget holds it. */
  price?: number | undefined;
  /** Such as "1024x1024"; square, and as large as the model likes, where absent. */
  size?: `${number}x${number}` | undefined;
  timeoutMs?: number;
}

const painted = z.object({ images: z.array(mediumSchema).min(1, "no picture") });

/**
 * Any image model of the AI SDK (package `ai` 5 to 7) as a Painter: one picture a call, PNG, JPEG, WebP or AVIF.
 * Its `doGenerate` is called directly, and retries, places and the budget are those of every model here.
 */
export function aiSdkPainter(model: AiSdkImageModel, options: PainterOptions = {}): Painter {
  const { price, size, timeoutMs = 180_000, ...rest } = options;
  const id = `${model.provider}:${model.modelId}`;
  const calls = caller(rest);
  const badReply = (message: string): ModelError => new ModelError(id, "bad_reply", message);

  async function ask(prompt: string, signal?: AbortSignal): Promise<Medium> {
    const call = { prompt, n: 1, size, aspectRatio: size === undefined ? ("1:1" as const) : undefined };
    const unused = { seed: undefined, files: undefined, mask: undefined, providerOptions: {} };
    const reply = await askProvider((abortSignal) => model.doGenerate({ ...call, ...unused, abortSignal }), {
      id,
      timeoutMs,
      signal,
    });
    return mediumOf(checkedReply(painted, reply, badReply).images[0], { typeOf: pictureType, badReply });
  }

  return { id, paint: (prompt, signal) => calls.call<Medium>(() => ask(prompt, signal), flatPrice(price), signal) };
}
