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
}

/** A hash of the policy and the shape: another wording is another measure. */
export function rubricVersion({ name, policy, shape }: Rubric<unknown>): string {
  return contentId({ name, policy, shape: z.toJSONSchema(shape, { target: "draft-7" }) });
}
