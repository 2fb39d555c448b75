export interface MapConcurrentOptions {
  concurrency: number;
  signal?: AbortSignal | undefined;
}

/** Results in the order of the items, at most `concurrency` under way. The first failure aborts the others. */
export async function mapConcurrent<Item, Result>(
  items: readonly Item[],
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
  { concurrency, signal }: MapConcurrentOptions,
): Promise<Result[]> {
  signal?.throwIfAborted();
  const results: Result[] = new Array(items.length);
  const controller = new AbortController();
  const forward = (): void => controller.abort(signal?.reason);
  signal?.addEventListener("abort", forward, { once: true });
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      controller.signal.throwIfAborted();
      results[index] = await work(item, controller.signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    signal?.removeEventListener("abort", forward);
  }
  return results;
}
