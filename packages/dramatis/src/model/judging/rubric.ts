import { z } from "zod";
import { contentId } from "../../core/index.ts";

/** What a judge decides, in words, and the shape of its verdict. */
export interface Rubric<Verdict> {
  /** kebab-case: "persona-gym-expected-action". */
  readonly name: string;
  /** What is judged, by which anchors; what every field of the verdict means. */
  readonly policy: string;
  /** Members in the order in which they are to be written: the reason before the score. */
  readonly shape: z.ZodType<Verdict>;
  /** What makes two verdicts one. By default all but the words of their reasons; a probability may want some room. */
  readonly isSame?: (a: Verdict, b: Verdict) => boolean;
}

/** A hash of the policy and the shape: another wording is another measure. */
export function rubricVersion({ name, policy, shape }: Pick<Rubric<unknown>, "name" | "policy" | "shape">): string {
  return contentId({ name, policy, shape: jsonShape(shape) });
}

/** The shape as JSON Schema, as it is sent with a request. */
export function jsonShape(shape: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(shape, { target: "draft-7" });
}
