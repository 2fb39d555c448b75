/**
 * Answers what a persona says nothing of, with a claim of somebody else that contradicts none of its own, and keeps it.
 *
 * Liu et al. 2022 (persona extending): a question that no claim is near to (cosine below .35) is out of the predefined
 * persona. Of a collection's sentences, BM25 takes the best 100 for the question; one that contradicts a claim (P above .5)
 * is left out; the best by .5 · cos(question, candidate) + .5 · mean P(not contradicted) over the claims becomes a statement, so
 * that the next answer agrees. Where none scores .3 nothing is decided and nothing kept. We depart: the paper's retrieval
 * model and the transformer that speaks from it are trained; a candidate must be as near the question as a claim (.35),
 * without which nearly everything scores .3 and is kept; a question that was met before, in these or much the same words,
 * has the same answer. The questions are `questions`, or those that others ask in the given transcripts; the collection is
 * `collection`, or the given personas; a persona's own claims are no candidates.
 *
 * @paper 26
 * @needs nli, embed
 */
import type { Persona, Source, Transcript } from "../../core/index.ts";
import { neededEmbedder, neededNli } from "../../model/index.ts";
import { sameName, sentences } from "../../transcript/index.ts";
import { given, type Material } from "../material.ts";
import { heads } from "./expansions.ts";
import { personaRetrieval } from "./persona-retrieval.ts";

export interface OutOfPersonaOptions {
  questions?: readonly string[];
  collection?: readonly Persona[];
}

/** @throws InputError without personas or questions. @throws UnsupportedError without an NLI or an embedder. */
export function outOfPersona({ questions, collection, ...material }: Material & OutOfPersonaOptions = {}): Source {
  const name = "out-of-persona";
  const nli = neededNli(name, material.nli);
  const embedder = neededEmbedder(name, material.embedder);
  const people = given(name, material, "personas");
  const transcripts = questions === undefined ? given(name, material, "transcripts") : [];
  const { tally } = material;

  const said = (collection ?? people).flatMap((other) => heads(other).map(({ text }) => ({ text, from: other.name })));
  const retrieval = personaRetrieval({ collection: said, nli, embedder });

  async function* personas(_seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    for (const persona of people) {
      let extended = persona;
      for (const question of questions ?? askedOf(persona, transcripts)) {
        const met = await retrieval.meet(extended, question, signal);
        extended = met.persona;
        if (met.how === "retrieved" || met.how === "undecided") tally?.ask();
        if (met.how === "retrieved") tally?.keep();
        if (met.how === "undecided") tally?.drop("not decided");
      }
      signal?.throwIfAborted();
      yield extended;
    }
  }

  return { name, personas };
}

/** What others than the persona ask. */
function askedOf(persona: Persona, transcripts: readonly Transcript[]): string[] {
  return transcripts
    .flatMap(({ messages }) => messages)
    .filter(({ speaker }) => !sameName(speaker, persona.name))
    .flatMap(({ text }) => sentences(text))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[?？؟]["'”’)]*$/u.test(sentence));
}
