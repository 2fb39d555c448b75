/**
 * Makes one-line personas of those who stand close to a persona, then of those close to these, up to six hops away.
 *
 * Persona Hub, Ge et al. 2024, persona-to-persona: for each persona a chat model gives `branch` others in different close
 * relationships, at temperature .8, hop after hop, six as in six degrees of separation. One that is nearly an ancestor
 * (cosine above .9 by the embedder) is dropped with all that would have come of it, and so is what is no persona of a hub
 * (one sentence of 5 to 60 words, no personal data, the language of where it came from). The wording is ours. Yields the
 * new personas, hop by hop, each with the relation to the one that it came from; `hopGrowth` says how many there may be.
 *
 * @paper 52
 * @needs actor, embed
 */
import { z } from "zod";
import { oneLine, type Persona, type Source } from "../../core/index.ts";
import { askJson, cosine, mapConcurrent, neededEmbedder } from "../../model/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, type Material } from "../material.ts";
import { inBatches } from "./in-batches.ts";
import { oneLinerFault, oneLinerPersona } from "./one-liner.ts";
import { personaLine } from "./persona-line.ts";

export interface PersonaToPersonaOptions {
  /** Personas that each is asked for. */
  branch?: number;
  hops?: number;
  /** A cosine to an ancestor above this is a repetition. */
  threshold?: number;
  /** Calls under way at once. */
  concurrency?: number;
}

const task = (branch: number): string =>
  `The material describes a person. Give ${branch} other people, each in a different close relationship to them: of the family, a patient or a carer, a colleague, a customer, a teacher or a pupil, a neighbour, a rival. Describe each in one sentence of 5 to 60 words in the language of the material that begins with what they are, such as "A night nurse who …", and can be understood without knowing the first. No names of private persons, nothing that identifies one human being.
Reply as {"items": [{"relation": "what the person of the material is to this one, such as: daughter", "persona": "…"}]}.`;

const reply = z.object({ items: z.array(z.object({ relation: z.string(), persona: z.string() })) });

interface Person {
  persona: Persona;
  /** Its own line, and those of the ones that it came of. */
  lineage: Float32Array[];
}

interface Relative {
  relation: string;
  text: string;
  vector: Float32Array;
}

/** @throws InputError without personas. @throws UnsupportedError without a model or an embedder. */
export function personaToPersona({
  branch = 3,
  hops = 6,
  threshold = 0.9,
  concurrency = 8,
  ...material
}: Material & PersonaToPersonaOptions = {}): Source {
  const model = countedModel("persona-to-persona", material);
  const embedder = neededEmbedder("persona-to-persona", material.embedder);
  const people = given("persona-to-persona", material, "personas");
  const { tally } = material;

  /** null where the reply could not be read. */
  async function relativesOf({ persona }: Person, signal: AbortSignal): Promise<Relative[] | null> {
    const question = { task: task(branch), material: { person: personaLine(persona) }, shape: reply, temperature: 0.8 };
    const items = (await askJson(model, question, signal))?.items.slice(0, branch);
    if (items === undefined) return null;
    const texts = items.map((item) => item.persona.trim());
    const vectors = await embedder.embed(texts, signal);
    return items.map(({ relation }, i) => ({
      relation: oneLine(relation, 80),
      text: texts[i] as string,
      vector: vectors[i] as Float32Array,
    }));
  }

  function* kept(parent: Person, relatives: Relative[] | null): Generator<Person> {
    tally?.ask(branch);
    if (relatives === null) tally?.drop("unparsed", branch);
    else if (relatives.length < branch) tally?.drop("not given", branch - relatives.length);
    const from = personaVersion(parent.persona);
    for (const [i, relative] of (relatives ?? []).entries()) {
      const fault = faultOf(relative, { parent, before: relatives?.slice(0, i) ?? [], threshold });
      if (fault !== null) {
        tally?.drop(fault);
        continue;
      }
      tally?.keep();
      const source = { source: "llm_generated", method: "persona-to-persona", model: model.id, from } as const;
      const relations = [{ to: parent.persona.name, kind: relative.relation }];
      const persona = { ...oneLinerPersona(relative.text, source), relations };
      yield { persona, lineage: [relative.vector, ...parent.lineage] };
    }
  }

  async function* around(start: Persona, signal?: AbortSignal): AsyncGenerator<Persona> {
    let reached: Person[] = [{ persona: start, lineage: await embedder.embed([personaLine(start)], signal) }];
    for (let hop = 0; hop < hops; hop++) {
      const next: Person[] = [];
      for await (const batch of inBatches(reached, concurrency)) {
        const relatives = await mapConcurrent(batch, relativesOf, { concurrency, signal });
        for (const [i, parent] of batch.entries()) {
          for (const person of kept(parent, relatives[i] ?? null)) {
            signal?.throwIfAborted();
            next.push(person);
            yield person.persona;
          }
        }
      }
      reached = next;
    }
  }

  return {
    name: "persona-to-persona",
    async *personas(_seed, signal) {
      for (const persona of people) yield* around(persona, signal);
    },
  };
}

function faultOf(
  { relation, text, vector }: Relative,
  { parent, before, threshold }: { parent: Person; before: readonly Relative[]; threshold: number },
): string | null {
  const isTaken = before.some((other) => other.relation.toLowerCase() === relation.toLowerCase());
  if (relation === "" || isTaken) return "no relation of its own";
  if (parent.lineage.some((ancestor) => cosine(ancestor, vector) > threshold)) return "repeats an ancestor";
  return oneLinerFault(text, personaLine(parent.persona));
}

/** How many personas there are at most after some hops from one, itself included, and the calls that they take. */
export function hopGrowth(branch: number, hops: number): { personas: number; calls: number } {
  const atHop = Array.from({ length: hops + 1 }, (_, hop) => branch ** hop);
  const personas = atHop.reduce((sum, count) => sum + count, 0);
  return { personas, calls: personas - (atHop.at(-1) as number) };
}
