import type { z } from "zod";
import {
  type ContinuationScore,
  type GenerateRequest,
  type Generation,
  type Model,
  roughTokens,
  type Usage,
} from "../core/index.ts";
import { type CallCache, callKey } from "./call-cache.ts";
import { type Bill, type Caller, type CallerOptions, caller } from "./caller.ts";
import { estimateInput, type Price, type PricedModel, priced } from "./price.ts";
import { continuationScoreSchema, generationSchema, probabilitiesSchema } from "./reply-schemas.ts";
import { sharedFlights } from "./shared-flights.ts";

export interface CallPathOptions extends CallerOptions {
  cache?: CallCache | undefined;
}

/**
 * The one way that calls to a model take: concurrency, retry, cache, sharing of identical calls, and the budget.
 *
 * A reply is taken from the cache, or shared with an identical call under way, only where the request is repeatable:
 * temperature 0 or a seed. Other requests are samples, and each is its own. `choose` and `score` are repeatable.
 * Before a call its cost is taken to be the mean of the calls so far, and a call that would pass the cap is not made.
 * `choose` and `score` report no tokens; they are metered at four characters a token. A stream is retried until its
 * first piece; one that is left early is not metered, since only its last piece says what it used.
 *
 * @throws BudgetError before a call that would pass the meter's cap
 * @throws ModelError when retries are used up
 */
export function withCallPath(model: PricedModel, options: CallPathOptions = {}): PricedModel {
  const path = new CallPath(model, options);
  const { card, contextTokens, callsTools, price, stream, choose, score } = model;
  return {
    id: model.id,
    ...(card !== undefined && { card }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(callsTools !== undefined && { callsTools }),
    ...(price && { price }),
    generate: (request, signal) => path.answer(generating(model), request, signal),
    ...(stream && { stream: (request, signal) => path.stream(stream.bind(model), request, signal) }),
    ...(choose && { choose: (request, signal) => path.answer(choosing(choose.bind(model), price), request, signal) }),
    ...(score && { score: (request, signal) => path.answer(scoring(score.bind(model), price), request, signal) }),
  };
}

/** What the size of a call is guessed from. */
type Sized = Pick<GenerateRequest, "messages" | "tools" | "maxTokens">;

/** One kind of call: how it is made, how its reply is told from a damaged one, and what it cost. */
interface Kind<Request, Reply> {
  name: string;
  run(request: Request, signal?: AbortSignal): Promise<Reply>;
  schema: z.ZodType<Reply>;
  /** Whether the same request has the same reply, so that a known reply may stand for a call. */
  repeatable(request: Request): boolean;
  usage(reply: Reply, request: Request): Usage;
}

function generating(model: Model): Kind<GenerateRequest, Generation> {
  return {
    name: "generate",
    run: (request, signal) => model.generate(request, signal),
    schema: generationSchema,
    repeatable,
    usage: (reply) => reply.usage,
  };
}

function choosing(
  run: NonNullable<Model["choose"]>,
  price?: Price,
): Kind<Parameters<NonNullable<Model["choose"]>>[0], number[]> {
  return {
    name: "choose",
    run,
    schema: probabilitiesSchema,
    repeatable: () => true,
    usage: (_, request) => priced({ inputTokens: estimateInput(request), outputTokens: 1 }, price),
  };
}

function scoring(
  run: NonNullable<Model["score"]>,
  price?: Price,
): Kind<Parameters<NonNullable<Model["score"]>>[0], ContinuationScore> {
  return {
    name: "score",
    run,
    schema: continuationScoreSchema,
    repeatable: () => true,
    usage: (_, request) =>
      priced({ inputTokens: estimateInput(request), outputTokens: roughTokens(request.continuation) }, price),
  };
}

function repeatable({ temperature, seed }: GenerateRequest): boolean {
  return temperature === 0 || seed !== undefined;
}

/** Output tokens to expect of the first call, when the request names no limit. */
const TYPICAL_REPLY = 256;

class CallPath {
  readonly #model: PricedModel;
  readonly #calls: Caller;
  readonly #cache: CallCache | undefined;
  readonly #flights = sharedFlights<unknown>();
  readonly #spent = { cost: 0, calls: 0 };

  constructor(model: PricedModel, { cache, ...options }: CallPathOptions) {
    this.#model = model;
    this.#calls = caller(options);
    this.#cache = cache;
  }

  /** A known reply, a share in an identical call, or a call of its own. */
  async answer<Request extends Sized, Reply>(
    kind: Kind<Request, Reply>,
    request: Request,
    signal?: AbortSignal,
  ): Promise<Reply> {
    signal?.throwIfAborted();
    if (!kind.repeatable(request)) return this.#pay(kind, request, signal);
    const key = callKey(this.#model.id, kind.name, request);
    const found = this.#known(kind.schema, key);
    if (found !== undefined) return found;
    const shared = this.#flights.has(key);
    const start = async (limit: AbortSignal): Promise<Reply> => {
      const reply = await this.#pay(kind, request, limit);
      this.#cache?.put(key, reply);
      return reply;
    };
    const reply = (await this.#flights.join(key, start, signal)) as Reply;
    if (shared) this.#calls.meter.count("cached");
    return reply;
  }

  async *stream(
    open: NonNullable<Model["stream"]>,
    request: GenerateRequest,
    signal?: AbortSignal,
  ): AsyncGenerator<string, Generation, void> {
    signal?.throwIfAborted();
    const { enter, meter, retry, charge } = this.#calls;
    const key = repeatable(request) ? callKey(this.#model.id, "generate", request) : undefined;
    const found = key === undefined ? undefined : this.#known(generationSchema, key);
    if (found !== undefined) {
      if (found.text !== "") yield found.text;
      return found;
    }
    const leave = await enter(() => this.#expectedCost(request), signal);
    let pieces: AsyncIterator<string, Generation, void> | undefined;
    try {
      let step = await retry(() => {
        pieces = open(request, signal);
        return pieces.next();
      }, signal);
      while (!step.done) {
        yield step.value;
        step = await (pieces as AsyncIterator<string, Generation, void>).next();
      }
      charge(this.#noted(step.value.usage));
      if (key !== undefined) this.#cache?.put(key, step.value);
      return step.value;
    } catch (error) {
      if (!signal?.aborted) meter.count("failed");
      throw error;
    } finally {
      await pieces?.return?.();
      leave();
    }
  }

  #pay<Request extends Sized, Reply>(
    kind: Kind<Request, Reply>,
    request: Request,
    signal?: AbortSignal,
  ): Promise<Reply> {
    const bill: Bill<Reply> = {
      expected: () => this.#expectedCost(request),
      usage: (reply) => this.#noted(kind.usage(reply, request)),
    };
    return this.#calls.call(() => kind.run(request, signal), bill, signal);
  }

  #expectedCost(request: Sized): number {
    if (this.#spent.calls > 0) return this.#spent.cost / this.#spent.calls;
    const tokens = { inputTokens: estimateInput(request), outputTokens: request.maxTokens ?? TYPICAL_REPLY };
    return priced(tokens, this.#model.price).cost ?? 0;
  }

  /** The same usage, from which the cost of later calls is now expected. */
  #noted(usage: Usage): Usage {
    this.#spent.cost += usage.cost ?? 0;
    this.#spent.calls++;
    return usage;
  }

  #known<Reply>(schema: z.ZodType<Reply>, key: string): Reply | undefined {
    const found = schema.safeParse(this.#cache?.get(key));
    if (!found.success) return undefined;
    this.#calls.meter.count("cached");
    return found.data;
  }
}
