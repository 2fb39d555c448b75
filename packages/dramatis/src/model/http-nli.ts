import { z } from "zod";
import { type Nli, type NliPair, roughTokens } from "../core/index.ts";
import { type CallerOptions, caller } from "./caller.ts";
import { checkedNli } from "./checked-nli.ts";
import { checkedReply } from "./checked-reply.ts";
import { jsonClient } from "./json-client.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { type Price, priced } from "./price.ts";
import { verdictSchema } from "./reply-schemas.ts";

export interface HttpNliOptions extends CallerOptions {
  url: string;
  apiKey?: string | undefined;
  /** Only `input` is used; absent, the calls have no known price. */
  price?: Price | undefined;
  timeoutMs?: number;
  /** Pairs a request. */
  batch?: number;
}

const reply = z.object({ verdicts: z.array(verdictSchema.nullable()) });

/** The server does not count. */
function tokensOf(pairs: readonly NliPair[]): number {
  return pairs.reduce((sum, { premise, hypothesis }) => sum + roughTokens(premise) + roughTokens(hypothesis), 0);
}

/**
 * A judge behind HTTP: POST `{pairs: [{premise, hypothesis}]}` → `{verdicts: [{entail, neutral, contradict} | null]}`,
 * one verdict per pair in order, each summing to about 1. Calls are metered at four characters a token.
 *
 * @throws ModelError; `bad_reply` names what was wrong
 */
export function httpNli({ url, apiKey, price, timeoutMs = 60_000, batch = 64, ...options }: HttpNliOptions): Nli {
  const { origin, pathname } = new URL(url);
  const id = `nli:${origin}${pathname}`;
  const client = jsonClient({ name: id, baseUrl: url, apiKey, timeoutMs });
  const calls = caller(options);
  const { badReply } = client;

  async function ask(pairs: NliPair[], signal: AbortSignal): Promise<z.infer<typeof reply>["verdicts"]> {
    const body = { pairs: pairs.map(({ premise, hypothesis }) => ({ premise, hypothesis })) };
    const call = async (): Promise<z.infer<typeof reply>["verdicts"]> => {
      const { verdicts } = checkedReply(reply, await client.post("", body, signal), badReply);
      if (verdicts.length === pairs.length) return verdicts;
      throw badReply(`${pairs.length} pairs were asked, ${verdicts.length} verdicts came`);
    };
    const usage = priced({ inputTokens: tokensOf(pairs), outputTokens: 0 }, price);
    return calls.call(call, { expected: () => usage.cost ?? 0, usage: () => usage }, signal);
  }

  return checkedNli({
    id,
    judge: async (pairs, signal) => {
      const batches: NliPair[][] = [];
      for (let start = 0; start < pairs.length; start += batch) batches.push(pairs.slice(start, start + batch));
      return (await mapConcurrent(batches, ask, { concurrency: options.concurrency ?? 8, signal })).flat();
    },
  });
}
