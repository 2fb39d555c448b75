/**
 * Finds for each person of a population the life story that fits them, so that survey answers can stand for theirs.
 *
 * Anthology [156], step 3: W[h, v] = Π_t dist_v[t][answer_h(t)] over the traits of demographic-survey; greedy takes the
 * best story for each person, with replacement; one-to-one takes the assignment of the greatest sum of weights. Of the
 * given personas, those with the facet `demographics` are stories, the others the population, known by
 * `identity.social`. Each person yields the story's persona with that person's traits and the facet `match`. Whom no story
 * fits is dropped; without stories or people it throws. All weights are held: 8 bytes a pair.
 *
 * @paper 156
 * @method
 */
import { InputError, type Persona, type Provenance, type Source } from "../../core/index.ts";
import { given, type Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { type Demographics, demographicsOf } from "./demographics.ts";
import { type Human, matchGreedily, matchOneToOne, populationWeights } from "./population-weights.ts";

export interface MatchPopulationOptions {
  how?: "greedy" | "one-to-one";
}

/** @throws InputError without stories that were surveyed, or without people to match; for a trait that no option holds. */
export function matchPopulation({ how = "greedy", ...material }: Material & MatchPopulationOptions = {}): Source {
  const name = "match-population";
  const all = given(name, material, "personas").map((persona) => ({ persona, demographics: demographicsOf(persona) }));
  const stories = all.flatMap(({ persona, demographics }) => (demographics ? [{ persona, demographics }] : []));
  const people = all.flatMap(({ persona, demographics }, index) => (demographics ? [] : [humanOf(persona, index)]));
  if (stories.length === 0) throw lacking("no persona with demographics", "life stories that demographic-survey asked");
  if (people.length === 0) throw lacking("only personas with demographics", "people to match them to, without");

  async function* personas(_seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    signal?.throwIfAborted();
    const asked = stories.map(({ demographics }) => demographics);
    const traits = new Set(asked.flatMap((one) => Object.keys(one)));
    const humans = people.map((human) => onlyTraits(human, traits));
    const weights = populationWeights(humans, asked);
    const matched = how === "greedy" ? matchGreedily(weights) : matchOneToOne(weights);
    for (const [row, human] of humans.entries()) {
      signal?.throwIfAborted();
      material.tally?.ask();
      const story = stories[matched[row] ?? -1];
      if (story === undefined) {
        material.tally?.drop("no story fits");
        continue;
      }
      material.tally?.keep();
      yield matchedPersona(story, { human, how, weight: weights[row]?.[matched[row] as number] as number });
    }
  }

  return { name, personas };
}

function humanOf({ name, identity }: Persona, index: number): Human {
  const social = Object.entries(identity?.social ?? {}).filter(([, value]) => !Array.isArray(value));
  return { id: `${name} (${index + 1})`, answers: Object.fromEntries(social) as Human["answers"] };
}

function onlyTraits({ id, answers }: Human, traits: ReadonlySet<string>): Human {
  return { id, answers: Object.fromEntries(Object.entries(answers).filter(([trait]) => traits.has(trait))) };
}

function matchedPersona(
  { persona }: { persona: Persona; demographics: Demographics },
  { human, how, weight }: { human: Human; how: string; weight: number },
): Persona {
  const provenance: Provenance = { source: "census_sample", method: "match-population", from: human.id };
  const social = { ...persona.identity?.social, ...human.answers };
  const sources = Object.keys(human.answers).map((trait) => [`identity.social.${trait}`, [provenance]]);
  return withProvenance(
    {
      ...persona,
      kind: "population",
      identity: { ...persona.identity, social },
      facets: { ...persona.facets, match: { to: human.id, how, weight } },
    },
    Object.fromEntries(sources),
  );
}

function lacking(found: string, expected: string): InputError {
  return new InputError({ where: "match-population", found, expected });
}
