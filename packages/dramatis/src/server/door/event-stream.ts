import { AsyncLocalStorage } from "node:async_hooks";

export interface StreamEnds {
  /** Who reads has gone: what makes the frames must stop. */
  gone: () => void;
  /** Called once, however it ends. */
  ended: () => void;
}

/**
 * Frames as a body that is made as it is read. The first is made at once, so that whoever makes them has begun, and cleans
 * up, also where nobody ever reads.
 */
export function eventStream(
  frames: AsyncIterable<string | Uint8Array>,
  { gone, ended }: StreamEnds,
): ReadableStream<Uint8Array> {
  const iterator = frames[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  // The reader's calls come from elsewhere; the work belongs to the request that began it.
  const here = AsyncLocalStorage.snapshot();
  return new ReadableStream<Uint8Array>({
    pull: (controller) =>
      here(async () => {
        try {
          const step = await iterator.next();
          if (!step.done) {
            controller.enqueue(typeof step.value === "string" ? encoder.encode(step.value) : step.value);
            return;
          }
          controller.close();
          ended();
        } catch (error) {
          ended();
          throw error;
        }
      }),
    cancel: () =>
      here(async () => {
        gone();
        try {
          await iterator.return?.();
        } finally {
          ended();
        }
      }),
  });
}
