import { faultOf } from "../../http-fault.ts";
import type { ApiEvent } from "../api-route.ts";

/** Pieces of a reply as events; gives what they end with. Who leaves in the middle frees what the model holds. */
export async function* pieceEvents<End>(
  pieces: AsyncGenerator<string, End, void>,
  more: object = {},
): AsyncGenerator<ApiEvent, End, void> {
  const ends: End[] = [];
  async function* told(): AsyncGenerator<string, void, void> {
    ends.push(yield* pieces);
  }
  for await (const text of told()) yield { event: "piece", data: { ...more, text } };
  return ends[0] as End;
}

/** An error as the last event of a stream, whose status is long sent. */
export function failed(error: unknown, more: object = {}): ApiEvent {
  const { message, code } = faultOf(error);
  return { event: "error", data: { message, code, ...more } };
}
