/**
 * Has several models read the Big Five of a person from public texts on them, and keeps the mean with how far they agree.
 *
 * PersonaX [124]: three language models infer behaviour traits independently from biographies; kept are the mean on three
 * levels, its standard deviation and the pairwise agreement (quadratic kappa). Never from pictures of a face. We depart:
 * any number of models from two; `facets.traitConsensus` says where they disagree; a model's independence tests with
 * attributes are for the statistics of many people, not for one. Models may know famous people by name rather than by
 * the text: the name is taken out of what they are shown, as far as words go.
 * A level of a model whose reply cannot be used is missing; a trait with fewer than two levels is dropped.
 *
 * @paper 124
 * @needs actor
 */
import { z } from "zod";
import {
  type Model,
  type Persona,
  type Provenance,
  type Source,
  type Trait,
  UnsupportedError,
} from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { quadraticKappa } from "../../stats/index.ts";
import { given, type Material } from "../material.ts";
import { tally as newTally } from "../tally.ts";

const METHOD = "trait-consensus";
const BIG5 = ["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"] as const;
type Big5 = (typeof BIG5)[number];

const TASK = `You are given a public text about a person, "X".
Say how high X stands in each of the Big Five as the text shows it: 1 low, 2 middle, 3 high; 2 where it shows nothing. Judge by the text alone.
Reply with {${BIG5.map((trait) => `"${trait}": 1-3`).join(", ")}}.`;
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const shape = z.object({
  openness: level,
  conscientiousness: level,
  extraversion: level,
  agreeableness: level,
  neuroticism: level,
});

export interface Consensus {
  /** Of 1..3. */
  mean: number;
  /** Of the raters (population). */
  sd: number;
  /** They do not all say the same. */
  isDisagreed: boolean;
}

/** @param levels one a rater, at least one, each 1..3. */
export function consensus(levels: readonly number[]): Consensus {
  const mean = levels.reduce((sum, each) => sum + each, 0) / levels.length;
  const variance = levels.reduce((sum, each) => sum + (each - mean) ** 2, 0) / levels.length;
  return { mean, sd: Math.sqrt(variance), isDisagreed: new Set(levels).size > 1 };
}

export interface TraitConsensusOptions extends Material {
  /** Two or more, that read independently of each other. */
  models?: readonly Model[];
}

/**
 * The texts are about one person, `speaker`; they are read together.
 *
 * @throws InputError without texts, UnsupportedError with fewer than two models.
 */
export function traitConsensus(options: TraitConsensusOptions = {}): Source {
  const { speaker = "X", tally = newTally(), models = [] } = options;
  const texts = given(METHOD, options, "texts");
  if (models.length < 2)
    throw new UnsupportedError(METHOD, "actor", "give it two chat models or more with { models: [one, other] }");
  const raters = models.map((model) => tally.counted(model));
  const text = texts.map((each) => withoutName(each.text, speaker)).join("\n\n");

  return {
    name: METHOD,
    async *personas(_seed, signal) {
      const rated: { model: string; levels: Record<Big5, number> }[] = [];
      for (const model of raters) {
        signal?.throwIfAborted();
        const levels = await askJson(model, { task: TASK, material: { text }, shape }, signal);
        tally.ask();
        if (levels === null) tally.drop("unparsed");
        else tally.keep();
        if (levels !== null) rated.push({ model: model.id, levels });
      }
      signal?.throwIfAborted();
      yield personaOf(speaker, rated);
    },
  };
}

function withoutName(text: string, name: string): string {
  const parts = [name, ...name.split(/\s+/u)].filter((part) => part.length > 1);
  return parts.reduce((left, part) => left.replaceAll(part, "X"), text);
}

function personaOf(name: string, rated: readonly { model: string; levels: Record<Big5, number> }[]): Persona {
  const persona: Persona = { schema: "dramatis.persona/1", name, kind: "individual" };
  if (rated.length < 2) return persona;
  const found = BIG5.map((trait) => ({ trait, ...consensus(rated.map(({ levels }) => levels[trait])) }));
  const traits = found.map(({ trait, mean, sd }): Trait => {
    // Levels 1..3 differ by at most 2, so their standard deviation is at most 1.
    const made = ({ model }: { model: string }): Provenance => ({
      source: "llm_inferred",
      method: METHOD,
      model,
      confidence: 1 - sd,
    });
    return { system: "big5", dimension: trait, level: (mean - 1) / 2, provenance: rated.map(made) };
  });
  const kappas = rated.flatMap((one, i) =>
    rated.slice(i + 1).map((other) => ({
      models: [one.model, other.model],
      kappa: quadraticKappa(
        BIG5.map((trait) => one.levels[trait]),
        BIG5.map((trait) => other.levels[trait]),
      ),
    })),
  );
  return { ...persona, traits, facets: { traitConsensus: { levels: found, kappas } } };
}
