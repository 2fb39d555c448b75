import { z } from "zod";
import { nearest, type Suite } from "../core/index.ts";

function known<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape);
  const error = (issue: z.core.$ZodRawIssue): string | undefined => {
    if (issue.code !== "unrecognized_keys") return undefined;
    const near = nearest(issue.keys[0] ?? "", keys, 1)[0];
    return near === undefined ? `one of ${keys.join(", ")}` : `${near}, the nearest known key`;
  };
  return z.strictObject(shape, { error });
}

const word = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,79}$/u, "letters, digits, dots and dashes, at most 80");
const said = z.string().regex(/\S/, "what the user says");

const item = known({
  id: word,
  kind: word,
  turns: z.array(said).min(1),
  asks: z.record(z.string(), z.unknown()).exactOptional(),
  scene: z.string().exactOptional(),
});

/** The shape of a suite file. Each id occurs once, for it names the conversation. */
export const suiteSchema: z.ZodType<Suite> = known({
  schema: z.literal("dramatis.suite/1"),
  name: z.string().min(1),
  personaVersion: z.string().exactOptional(),
  seed: z.number().exactOptional(),
  items: z
    .array(item)
    .min(1)
    .superRefine((items, context) => {
      const seen = new Set<string>();
      for (const [index, { id }] of items.entries()) {
        if (seen.has(id))
          context.addIssue({ code: "custom", message: "an id that no other item has", path: [index, "id"] });
        seen.add(id);
      }
    }),
});
