import type { z } from "zod";
import { InputError } from "../../core/index.ts";
import { parseJson, readText, schemaFault } from "../../persona/index.ts";

const LIMIT = 256 * 2 ** 20;

/** A JSON file of a data set. @throws InputError naming file and line when it cannot be read or is not of the shape. */
export async function readData<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  return shaped(parseJson(await readText(path, LIMIT), path), shape, { where: path });
}

/** What was parsed, as what it should be. @throws InputError naming the place. */
export function shaped<T>(value: unknown, shape: z.ZodType<T>, { where, line }: { where: string; line?: number }): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const { found, expected, fix } = schemaFault(parsed.error, value);
  throw new InputError({ where, ...(line !== undefined && { line }), found, expected, ...(fix && { fix }) });
}
