import { z } from "zod";
import { InputError } from "../../core/index.ts";
import { schemaFault } from "../schema-fault.ts";

/**
 * A record as a format's schema says it is.
 *
 * @param title the format, for the message: "TinyTroupe agent".
 * @throws InputError naming the field.
 */
export function checkedRecord<T>(
  record: unknown,
  schema: z.ZodType<T>,
  { where, title }: { where: string; title: string },
): T {
  const parsed = schema.safeParse(record);
  if (parsed.success) return parsed.data;
  const { found, expected, fix } = schemaFault(parsed.error, record);
  throw new InputError({ where, found: `${title}: ${found}`, expected, ...(fix === undefined ? {} : { fix }) });
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The name of a persona whose record names nobody. */
export const UNNAMED = "Someone";

/** A text that may be absent. Other tools write null or "" for what they do not know: both are unknown here. */
export const maybeText: z.ZodType<string | undefined> = z
  .string()
  .nullish()
  .transform((text) => (text?.trim() ? text : undefined));

/** A text or a number, such as an age, that may be absent. */
export const maybeFact: z.ZodType<string | number | undefined> = z
  .union([z.string(), z.number()], "a text or a number")
  .nullish()
  .transform((fact) => (fact === null || (typeof fact === "string" && !fact.trim()) ? undefined : fact));

/** A list of texts, or one text for a list of one, that may be absent. Blank ones are left out. */
export const maybeTexts: z.ZodType<string[] | undefined> = z
  .union([z.string(), z.array(z.string())], "a text or a list of texts")
  .nullish()
  .transform((texts) => {
    if (texts === null || texts === undefined) return undefined;
    const said = [texts].flat().filter((text) => text.trim());
    return said.length > 0 || (Array.isArray(texts) && texts.length === 0) ? said : undefined;
  });

/** An object without its members that are undefined, which stand for unknown. */
export function known<T extends object>(members: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

/** The same, and undefined when nothing is left. */
export function knownOrNone<T extends object>(
  members: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } | undefined {
  const left = known(members);
  return Object.keys(left).length > 0 ? left : undefined;
}

/** Members by names that are not known beforehand; undefined when none says anything. */
export function knownByName<T>(entries: readonly (readonly [string, T | undefined])[]): Record<string, T> | undefined {
  const left = entries.filter((entry): entry is [string, T] => entry[1] !== undefined);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** A social fact as one text. */
export function factText(fact: string | number | string[] | undefined): string | undefined {
  return fact === undefined ? undefined : [fact].flat().join(", ");
}

/** undefined for a list that says nothing. */
export function someOf<T>(list: readonly T[]): T[] | undefined {
  return list.length > 0 ? [...list] : undefined;
}
