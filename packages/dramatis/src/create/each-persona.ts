import type { Persona, Source } from "../core/index.ts";

/** A source that yields each of the given personas with something done to it, in their order. */
export function eachPersona(
  name: string,
  people: readonly Persona[],
  change: (persona: Persona, signal?: AbortSignal) => Promise<Persona>,
): Source {
  async function* personas(_seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    for (const persona of people) {
      signal?.throwIfAborted();
      yield await change(persona, signal);
    }
  }
  return { name, personas };
}
