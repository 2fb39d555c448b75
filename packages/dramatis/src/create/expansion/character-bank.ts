/**
 * Builds a bank of characters, as many for each of the sixteen types of personality, with a preset of how they speak.
 *
 * CharacterChat, Tu et al. 2023 (MBTI-1024): sixteen types by 64 characters. One call fills sixteen fields, a second one only
 * those left empty or too long (20 words, 100 for `additional`); a third has five lines, each for a situation, from the tone.
 * A character of the same name, job and region as one before is rejected and another is asked for, up to three times the
 * quota. Age is drawn by the seed, so that a model does not tell of the same age always. Which sixteen the fields are is ours.
 * The types are traits of the system "mbti"; `typeCounts` says how many of each came.
 *
 * @paper 47
 * @needs actor
 */
import { z } from "zod";
import {
  type Model,
  oneLine,
  type Persona,
  type Provenance,
  random,
  type Source,
  type Style,
} from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { mbtiTraits, mbtiType } from "../../persona/interchange/mbti.ts";
import { countedModel } from "../counted-model.ts";
import type { Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { fillFields } from "./fill-fields.ts";

export const TYPES: readonly string[] = ["E", "I"].flatMap((a) =>
  ["S", "N"].flatMap((b) => ["T", "F"].flatMap((c) => ["J", "P"].map((d) => a + b + c + d))),
);

const SOCIAL = { gender: "gender", region: "residence", job: "occupation" } as const;
const ASPECTS = [
  "personality",
  "tone",
  "recentWorry",
  "advantages",
  "disadvantages",
  "hobby",
  "growthExperience",
  "familyRelationship",
  "socialRelationship",
  "workingConditions",
  "livingConditions",
  "additional",
] as const;
/** With the age, which is drawn, sixteen fields beside the name. */
const FIELDS: Record<string, number> = {
  ...Object.fromEntries(["name", ...Object.keys(SOCIAL), ...ASPECTS].map((field) => [field, 19])),
  additional: 99,
};
const TRIES = 3;

const TASK = `You invent a character. Given are the type of personality by Myers and Briggs and the age: they stay, and everything fits them. Fill the fields that are listed: each in fewer than 20 words, "additional" in fewer than 100; specific, believable, nobody famous. Reply with one object whose keys are the fields.`;
const PRESET = `The material gives the tone in which a character speaks, and who they are. Write five samples of how they speak: for each a situation ("when") and the line that they say in it ("say"), in that tone.
Reply as {"items": [{"when": "…", "say": "…"}]}.`;

const preset = z.object({ items: z.array(z.object({ when: z.string(), say: z.string() })) });

export interface CharacterBankOptions {
  types?: readonly string[];
  /** Characters of each type. */
  quota?: number;
}

/** @throws UnsupportedError without a model. */
export function characterBank({
  types = TYPES,
  quota = 64,
  ...material
}: Material & CharacterBankOptions = {}): Source {
  const model = countedModel("character-bank", material);
  const { tally } = material;

  async function* personas(seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    const draw = random(seed);
    const seen = new Set<string>();
    for (const type of types) {
      let kept = 0;
      for (let attempt = 0; kept < quota && attempt < TRIES * quota; attempt++) {
        signal?.throwIfAborted();
        tally?.ask();
        const age = 18 + draw.int(58);
        const fields = await fillFields(model, { task: TASK, known: { type, age }, fields: FIELDS }, signal);
        const fault = faultOf(fields, seen);
        if (fields === null || fault !== undefined) {
          tally?.drop(fault ?? "unparsed");
          continue;
        }
        kept += 1;
        tally?.keep();
        yield await characterOf(model, { type, age, fields, seed }, signal);
      }
    }
  }

  return { name: "character-bank", personas };
}

/** How many characters of each type. */
export function typeCounts(personas: Iterable<Persona>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { traits } of personas) {
    const type = mbtiType(traits);
    if (type !== undefined) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

/** Why the fields make no new character; notes those that do. */
function faultOf(fields: Record<string, string> | null, seen: Set<string>): string | undefined {
  if (fields === null) return "unparsed";
  const triple = [fields.name, fields.job, fields.region];
  if (triple.includes(undefined)) return "without name, job or region";
  const key = JSON.stringify(triple.map((text) => text?.toLowerCase()));
  if (seen.has(key)) return "duplicate";
  seen.add(key);
  return undefined;
}

async function characterOf(
  model: Model,
  { type, age, fields, seed }: { type: string; age: number; fields: Record<string, string>; seed: number },
  signal?: AbortSignal,
): Promise<Persona> {
  const provenance: Provenance[] = [{ source: "llm_generated", method: "character-bank", model: model.id, seed }];
  const drawn: Provenance[] = [{ source: "derived_code", method: "character-bank", seed }];
  const told = (keys: readonly string[]): [string, string][] =>
    keys.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]] as [string, string]]));
  const social = told(Object.keys(SOCIAL)).map(([key, text]) => [SOCIAL[key as keyof typeof SOCIAL], text] as const);
  const aspects = told(ASPECTS);
  const presets = await presetsOf(model, fields, signal);
  const persona: Persona = {
    schema: "dramatis.persona/1",
    name: fields.name as string,
    kind: "synthetic",
    identity: { social: { age, ...Object.fromEntries(social) } },
    traits: mbtiTraits(type).map((trait) => ({ ...trait, provenance: drawn })),
    ...(presets.length > 0 && { style: { presets } }),
    provenance,
    facets: { aspects: Object.fromEntries(aspects) },
  };
  const paths = [
    ...social.map(([key]) => `identity.social.${key}`),
    ...aspects.map(([key]) => `facets.aspects.${key}`),
    ...(presets.length > 0 ? ["style.presets"] : []),
  ];
  return withProvenance(persona, {
    "identity.social.age": drawn,
    ...Object.fromEntries(paths.map((path) => [path, provenance])),
  });
}

/** At most five; none where the model gave nothing that can be read. */
async function presetsOf(
  model: Model,
  { tone, personality, job }: Record<string, string>,
  signal?: AbortSignal,
): Promise<NonNullable<Style["presets"]>> {
  if (tone === undefined) return [];
  const asked = { task: PRESET, material: { tone, personality, job }, shape: preset, temperature: 0.7 };
  const reply = await askJson(model, asked, signal);
  return (reply?.items ?? [])
    .map(({ when, say }) => ({ when: oneLine(when), say: oneLine(say) }))
    .filter(({ when, say }) => when !== "" && say !== "")
    .slice(0, 5);
}
