import type { Embedder, Model } from "../core/index.ts";
import { HttpFault } from "./http-fault.ts";

/** What an endpoint serves. */
export interface Served {
  model: Model;
  /** The name by which the model is asked for. */
  name: string;
  embedder?: Embedder | undefined;
}

export interface Question {
  /** Parsed JSON of a POST, unchecked. */
  body: unknown;
  served: Served;
  /** Aborts when the client has gone. */
  signal: AbortSignal;
}

/** One JSON object, or server-sent events that end with `[DONE]`. */
export type Answer = { json: object } | { events: AsyncIterable<object> };

/** One address. What it throws becomes the error of the reply; before the first event that has a status of its own. */
export interface Route {
  method: "GET" | "POST";
  path: string;
  answer(question: Question): Promise<Answer>;
}

/** @throws HttpFault 404 */
export function checkName(asked: string, known: string): void {
  if (asked === known) return;
  const message = `no model ${JSON.stringify(asked)} here; GET /v1/models lists what there is`;
  throw new HttpFault(404, message, { code: "model_not_found", param: "model" });
}
