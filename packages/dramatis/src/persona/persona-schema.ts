/**
 * The shape of a persona file: demographic, character and individual personas in one schema, of a small core and facets.
 *
 * The taxonomies of Two Tales of Persona [4], From Persona to Personalization [14] and the Oscars of AI Theater [35]
 * meet in `kind` and the core's parts; the three identities of SPeCtrum [17] are `identity.social`, `.personal`, `.life`.
 *
 * @paper 4
 * @paper 14
 * @paper 17
 * @paper 35
 */
import { z } from "zod";
import { nearest, type Persona } from "../core/index.ts";

const FACET_HINT = "anything else goes under facets";

/** An object with only these keys; another key is answered with the nearest one. */
function block<Shape extends z.core.$ZodLooseShape>(shape: Shape, hint?: string): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  const error = (issue: z.core.$ZodRawIssue): string | undefined => {
    if (issue.code !== "unrecognized_keys") return undefined;
    const near = nearest(issue.keys[0] ?? "", known, 1)[0];
    const list = near === undefined ? `one of ${known.join(", ")}` : `${near}, the nearest known key`;
    return hint === undefined ? list : `${list}; ${hint}`;
  };
  return z.strictObject(shape, { error });
}

const share = z.number().min(0).max(1);
const texts = z.array(z.string());

const provenance = block({
  source: z.enum([
    "human_entered",
    "self_report",
    "questionnaire",
    "census_sample",
    "llm_generated",
    "llm_inferred",
    "extracted_text",
    "extracted_dialogue",
    "canon_document",
    "commonsense_expansion",
    "derived_code",
    "imported_card",
  ]),
  method: z.string().exactOptional(),
  model: z.string().exactOptional(),
  seed: z.number().exactOptional(),
  quote: z.string().exactOptional(),
  from: z
    .string()
    .exactOptional()
    .meta({ description: "The document, session, card or persona that it was made from." }),
  span: z
    .tuple([z.int().min(0), z.int().min(0)])
    .exactOptional()
    .meta({ description: "Where in it the quote stands: characters, or turns of a session." }),
  confidence: share.exactOptional(),
  at: z.string().exactOptional(),
  licence: z.string().exactOptional(),
}).meta({ title: "Provenance", description: "Where a value came from." });

const sources = z.array(provenance).exactOptional();

const statement = block({
  id: z.string().min(1),
  text: z.string().regex(/\S/, "text that is not blank"),
  topic: z.string().exactOptional(),
  protected: z.boolean().exactOptional().meta({ description: "Chat may not overwrite it." }),
  provenance: sources,
}).meta({ title: "Statement", description: "One atomic, self-contained claim, in the first person." });

const trait = block({
  system: z.enum(["big5", "hexaco", "mbti", "dark_triad", "pvq21", "pvq40", "custom"]),
  dimension: z.string().min(1),
  level: share.meta({ description: "0 (lowest) to 1 (highest)." }),
  facet: z.string().exactOptional(),
  provenance: sources,
}).meta({ title: "Trait", description: "A level on one dimension of a trait system." });

const style = block({
  vector: z.array(z.number()).length(8).exactOptional(),
  examples: texts.exactOptional().meta({ description: "Lines as the persona would say them." }),
  phrases: texts.exactOptional().meta({ description: "Words the persona keeps using." }),
  language: z.string().exactOptional(),
  presets: z.array(block({ when: z.string(), say: z.string() })).exactOptional(),
}).meta({ title: "Style", description: "How the persona speaks." });

const knowledge = block({
  facts: texts.exactOptional(),
  documents: z
    .array(block({ id: z.string().min(1), title: z.string().exactOptional(), text: z.string() }))
    .exactOptional(),
  cutoff: z.string().exactOptional().meta({ description: "The persona knows nothing after this date or chapter." }),
  unknowns: texts.exactOptional().meta({ description: "What the persona cannot know." }),
}).meta({ title: "Knowledge" });

const relation = block({
  to: z.string(),
  kind: z.string(),
  closeness: share.exactOptional(),
  view: z.string().exactOptional(),
}).meta({ title: "Relation" });

const preference = block({
  attribute: z.string(),
  value: z.string(),
  weight: z.number().min(-1).max(1).exactOptional().meta({ description: "-1 (dislikes) to 1 (likes)." }),
}).meta({ title: "Preference" });

const identity = block({
  social: z
    .record(z.string(), z.union([z.string(), z.number(), texts], "a text, a number or a list of texts"))
    .exactOptional()
    .meta({ description: "Social facts: age, occupation, residence, nationality, maritalStatus, …" }),
  personal: texts.exactOptional().meta({ description: "Self-descriptions in the first person." }),
  life: block({
    weekday: z.string().exactOptional(),
    weekend: z.string().exactOptional(),
    loves: texts.exactOptional(),
    hates: texts.exactOptional(),
    background: z.string().exactOptional(),
    backstory: z.string().exactOptional(),
    goals: texts.exactOptional(),
  }).exactOptional(),
}).meta({ title: "Identity", description: "Social facts, personal self-descriptions and life context." });

const schema = block(
  {
    schema: z.literal("dramatis.persona/1"),
    name: z.string().regex(/\S/, "a name"),
    summary: z.string().exactOptional().meta({ description: "One sentence." }),
    kind: z
      .enum(["fictional", "synthetic", "population", "individual", "assistant", "patient", "client"])
      .exactOptional(),
    statements: z
      .array(statement)
      .superRefine(distinct("id", (each) => each.id))
      .exactOptional(),
    identity: identity.exactOptional(),
    traits: z.array(trait).superRefine(distinct("trait", traitKey)).exactOptional(),
    style: style.exactOptional(),
    knowledge: knowledge.exactOptional(),
    relations: z.array(relation).exactOptional(),
    preferences: z.array(preference).exactOptional(),
    rules: texts.exactOptional().meta({ description: "What the persona always or never does." }),
    provenance: sources,
    facets: z
      .record(z.string(), z.unknown())
      .exactOptional()
      .meta({ description: "Blocks that only some methods use; kept as they are." }),
  },
  FACET_HINT,
).meta({
  title: "Persona",
  description: "A Dramatis persona. An absent key is unknown; an empty list or text is known to be none.",
});

/** Name of a trait within a persona; there is at most one level for it (methods A0). */
export function traitKey(each: { system: string; dimension: string; facet?: string }): string {
  return [each.system, each.dimension, ...(each.facet === undefined ? [] : [each.facet])].join(".");
}

function distinct<T>(what: string, key: (item: T) => string): (items: T[], context: z.RefinementCtx<T[]>) => void {
  return (items, context) => {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      if (seen.has(key(item))) {
        context.addIssue({
          code: "custom",
          path: [index],
          message: `another ${what} than ${key(item)}, which is there already`,
        });
      }
      seen.add(key(item));
    }
  };
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// Neither side may have a member, or an optional mark, that the other lacks: this line then fails to compile.
true satisfies Same<z.output<typeof schema>, Persona>;

/**
 * What a persona file may hold (methods A0). Unknown keys are errors that name the nearest known one;
 * anything extra lives under `facets` and is kept intact.
 */
export const personaSchema: z.ZodType<Persona> = schema;
