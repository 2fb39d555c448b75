/**
 * Adds what a claim implies by common sense: what the person is like, needs, intends, wants, feels, and does to others.
 *
 * COMPAC [49] and CAFFEINE [8] expand persona sentences by the nine relations of COMET. Here a chat model stands for COMET:
 * at most five tails a relation, in the first person; a tail that the NLI calls contradictory to its claim above .33 is
 * dropped, as in [8], and so is one that repeats the claims or another tail (cosine above .9). [49] chooses one expansion a
 * turn by a latent variable; `chooseExpansion` does by cos(turn, tail) + .2 · P(entail). COMET itself, its beams and
 * paraphrases are not here. Tails stand in the facet `expansions` and are no statements.
 * A persona without claims comes back as it is.
 *
 * @paper 49, 8
 * @needs actor, nli, embed
 */
import { z } from "zod";
import { type Model, oneLine, type Persona, type Source } from "../../core/index.ts";
import { askJson, keptVectors, neededEmbedder, neededNli } from "../../model/index.ts";
import { countedModel } from "../counted-model.ts";
import { eachPersona } from "../each-persona.ts";
import { given, type Material } from "../material.ts";
import { heads, type MadeExpansion, onlyNew, withExpansions } from "./expansions.ts";

/** The nine relations and what each asks for. */
export const RELATIONS = {
  xAttr: "what I am like",
  xEffect: "what happens to me because of it",
  xIntent: "why I do it",
  xNeed: "what I needed before",
  xReact: "what I feel about it",
  xWant: "what I want next",
  oEffect: "what happens to others because of it",
  oReact: "what others feel about it",
  oWant: "what others want because of it",
} as const;

const MOST_TAILS = 5;
const CONTRADICTS_ABOVE = 0.33;

const TASK = `You draw common-sense inferences about a person. The material gives one claim that the person makes of themselves and nine relations with what each asks for. Give at most ${MOST_TAILS} short inferences a relation, each a whole sentence in the first person ("I …", "My friends …"), likely true of this person, none a repetition of the claim; an empty list where nothing follows.
Reply with one object whose keys are the relations and whose values are lists of sentences.`;

const tails = z.array(z.string()).default([]);
const names = Object.keys(RELATIONS) as (keyof typeof RELATIONS)[];
const shape = z.object(Object.fromEntries(names.map((name) => [name, tails])));

/** @throws InputError without personas. @throws UnsupportedError without a model, an NLI or an embedder. */
export function commonsense(material: Material = {}): Source {
  const name = "commonsense";
  const model = countedModel(name, material);
  const nli = neededNli(name, material.nli);
  const embedder = neededEmbedder(name, material.embedder);
  const people = given(name, material, "personas");
  const { tally } = material;

  async function expanded(persona: Persona, signal?: AbortSignal): Promise<MadeExpansion[]> {
    const claims = heads(persona);
    const isNew = await onlyNew(
      keptVectors(embedder),
      claims.map(({ text }) => text),
      signal,
    );
    const made: MadeExpansion[] = [];
    for (const { id: parent, text: claim } of claims) {
      const found = await infer(model, claim, signal);
      tally?.ask(found?.length ?? 1);
      if (found === null) tally?.drop("unparsed");
      const verdicts = await nli.judge(
        (found ?? []).map(({ text }) => ({ premise: claim, hypothesis: text })),
        signal,
      );
      for (const [i, { relation, text }] of (found ?? []).entries()) {
        const verdict = verdicts[i];
        if (!verdict) tally?.drop("not judged");
        else if (verdict.contradict > CONTRADICTS_ABOVE) tally?.drop("contradicts the claim");
        else if (!(await isNew(text))) tally?.drop("repeats what is known");
        else {
          tally?.keep();
          const provenance = [{ source: "commonsense_expansion", method: name, model: model.id } as const];
          made.push({ text, parent, relation, entail: verdict.entail, provenance });
        }
      }
    }
    return made;
  }

  return eachPersona(name, people, async (persona, signal) => withExpansions(persona, await expanded(persona, signal)));
}

async function infer(
  model: Model,
  claim: string,
  signal?: AbortSignal,
): Promise<{ relation: string; text: string }[] | null> {
  const reply = await askJson(
    model,
    { task: TASK, material: { claim, relations: RELATIONS }, shape, temperature: 0.7 },
    signal,
  );
  if (reply === null) return null;
  return names.flatMap((relation) => {
    const lines = (reply[relation] ?? []).map((text) => oneLine(text)).filter((text) => text !== "");
    return lines.slice(0, MOST_TAILS).map((text) => ({ relation, text }));
  });
}
