import { z } from "zod";
import { type Model, oneLine } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";

export interface FieldsAsked {
  task: string;
  /** What is given and stays. */
  known: unknown;
  /** Fields to fill, each with the most words it may have. */
  fields: Readonly<Record<string, number>>;
  temperature?: number;
}

/**
 * Has a chat model fill fields of a character: one call for all of them, one more for those that it left empty or made too
 * long. What is still empty then is missing; null where neither reply could be read.
 */
export async function fillFields(
  model: Model,
  { task, known, fields, temperature = 0.7 }: FieldsAsked,
  signal?: AbortSignal,
): Promise<Record<string, string> | null> {
  const filled: Record<string, string> = {};
  let isRead = false;
  for (let call = 0; call < 2; call++) {
    const open = Object.keys(fields).filter((field) => filled[field] === undefined);
    if (open.length === 0) break;
    const shape = z.object(
      Object.fromEntries(open.map((field) => [field, z.union([z.string(), z.number()]).nullish()])),
    );
    const material = { given: known, ...(call > 0 && { filled }), fields: open };
    const reply = await askJson(model, { task, material, shape, temperature }, signal);
    isRead ||= reply !== null;
    for (const field of open) {
      const text = oneLine(String(reply?.[field] ?? ""), 1000);
      const words = text === "" ? 0 : text.split(" ").length;
      if (words > 0 && words <= (fields[field] ?? 0)) filled[field] = text;
    }
  }
  return isRead ? filled : null;
}
