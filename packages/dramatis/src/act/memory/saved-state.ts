import type { z } from "zod";
import { InputError } from "../../core/index.ts";
import { schemaFault } from "../../persona/index.ts";

/**
 * What a component saved, as it loads it.
 *
 * @param name of the component
 * @throws InputError when it is not of the shape.
 */
export function savedState<T>(name: string, shape: z.ZodType<T>, saved: unknown): T {
  const read = shape.safeParse(saved);
  if (read.success) return read.data;
  const { found, expected } = schemaFault(read.error, saved);
  throw new InputError({ where: `saved state of ${name}`, found, expected });
}
