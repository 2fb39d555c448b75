import type { Random } from "../../packages/dramatis/src/core/index.ts";

/** One thing to fuzz. */
export interface FuzzTarget {
  readonly name: string;
  /** Executions of the short run that goes with the tests. */
  readonly short: number;
  /** Draws an input, reads it, and throws where what must hold does not. */
  once(draws: Random): void | Promise<void>;
  /** The same of an input that was found and kept in `seeds/NAME`. */
  replay(bytes: Uint8Array): void | Promise<void>;
}

/** A way of drawing an input. */
export interface Kind {
  /** Of the executions, the share that is drawn so: some are slower than others. */
  readonly share: number;
  once(draws: Random): void | Promise<void>;
}

/** One of several kinds at each execution, so that an execution is known by its seed alone. */
export function oneOfKinds(kinds: readonly Kind[]): FuzzTarget["once"] {
  const total = kinds.reduce((sum, { share }) => sum + share, 0);
  return (draws) => {
    let left = draws.next() * total;
    const kind = kinds.find(({ share }) => {
      left -= share;
      return left < 0;
    });
    return (kind ?? (kinds[0] as Kind)).once(draws);
  };
}
