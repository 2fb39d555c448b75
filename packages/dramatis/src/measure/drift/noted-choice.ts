import { z } from "zod";
import type { Message } from "../../core/index.ts";
import { readChoice } from "../choice-answer.ts";
import { yesOrNo } from "../probed-replies.ts";

/** What a note must hold of a question with options: in the authors' order, and as shown. */
export interface OptionsNoted {
  options: string[];
  /** `order[shown]` is the index in `options`; as they stand where absent. */
  order?: number[] | undefined;
}

export const optionsNoted: z.ZodType<OptionsNoted> = z
  .looseObject({
    options: z.array(z.string().min(1)).min(2).max(26),
    order: z.array(z.int().min(0)).optional(),
  })
  .refine(({ options, order }) => {
    return order === undefined || (order.length === options.length && new Set(order).size === options.length);
  })
  .refine(({ options, order = [] }) => order.every((index) => index < options.length));

/**
 * Index of the chosen option in the authors' order; null where the reply is none of them, or more than one. Where the options
 * are yes and no, "of course" and its like are read too.
 */
export function chosenOption({ text }: Message, { options, order }: OptionsNoted): number | null {
  const said = options.every((option) => option === "yes" || option === "no") ? yesOrNo(text) : undefined;
  if (said !== undefined) return options.indexOf(said);
  const places = order ?? options.map((_, index) => index);
  const shown = readChoice(
    text,
    places.map((index) => options[index] as string),
  );
  return shown === null ? null : (places[shown] as number);
}
