/**
 * Adds what people who share a claim with the persona say of themselves besides, from the given collection of personas.
 *
 * PeaCoK [40] links personas that share an attribute into a graph; this walks such links and needs no chat model. Who makes a
 * claim that is near in meaning (cosine .8 or more) is like the persona; of their other claims, those that the NLI finds to
 * contradict none of the persona's (P(contradict) .33 or less, as in [8]) and that repeat none (cosine above .9) are added, those
 * of most such people first, then the nearest to the persona. It says what occurs together, not what follows: its relation
 * is named by words (the dimensions of PeaCoK), the shared claim is its parent, its confidence the share of people like
 * the persona who say it. Not in the paper: the bounds, and that nothing is distilled. The collection is
 * `collection`, or the given personas themselves; without a neighbour a persona comes back as it is.
 *
 * @paper 40
 * @needs nli, embed
 */
import type { Nli, Persona, Source, Statement } from "../../core/index.ts";
import { cosine, keptVectors, neededEmbedder, neededNli, type Vectors } from "../../model/index.ts";
import { given, type Material } from "../material.ts";
import { heads, type MadeExpansion, onlyNew, withExpansions } from "./expansions.ts";

const CONTRADICTS_ABOVE = 0.33;

export interface PeopleLikeThisOptions {
  collection?: readonly Persona[];
  /** Least cosine of a shared claim. */
  sharedAt?: number;
  /** Added to one persona at most. */
  most?: number;
}

/** @throws InputError without personas. @throws UnsupportedError without an NLI or an embedder. */
export function peopleLikeThis({
  collection,
  sharedAt = 0.8,
  most = 5,
  ...material
}: Material & PeopleLikeThisOptions = {}): Source {
  const name = "people-like-this";
  const nli = neededNli(name, material.nli);
  const embedder = neededEmbedder(name, material.embedder);
  const people = given(name, material, "personas");
  const others = collection ?? people;
  const { tally } = material;

  async function* personas(_seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    signal?.throwIfAborted();
    const kept = keptVectors(embedder);
    const known = await neighboursOf(others, kept, signal);
    for (const persona of people) {
      signal?.throwIfAborted();
      const vectors = keptVectors(embedder);
      const claims = heads(persona);
      const candidates = candidatesOf({
        claims,
        vectors: await vectors(
          claims.map(({ text }) => text),
          signal,
        ),
        known: known.filter((other) => other.persona !== persona),
        sharedAt,
      });
      const isNew = await onlyNew(
        vectors,
        claims.map(({ text }) => text),
        signal,
      );
      const made: MadeExpansion[] = [];
      for (const candidate of candidates) {
        if (made.length === most) break;
        tally?.ask();
        const fault = (await isNew(candidate.text))
          ? await contradicts(nli, { claims, text: candidate.text }, signal)
          : "repeats what is known";
        if (fault === undefined) {
          tally?.keep();
          made.push(madeOf(candidate, name));
        } else tally?.drop(fault);
      }
      yield withExpansions(persona, made);
    }
  }

  return { name, personas };
}

interface Neighbour {
  persona: Persona;
  claims: Statement[];
  vectors: Float32Array[];
}

async function neighboursOf(all: readonly Persona[], vectors: Vectors, signal?: AbortSignal): Promise<Neighbour[]> {
  const known: Neighbour[] = [];
  for (const persona of all) {
    const claims = heads(persona);
    known.push({
      persona,
      claims,
      vectors: await vectors(
        claims.map(({ text }) => text),
        signal,
      ),
    });
  }
  return known;
}

interface Candidate {
  text: string;
  /** Id of the claim that is shared. */
  parent: string;
  from: string;
  /** People like the persona who say it, and of how many. */
  said: number;
  of: number;
  nearness: number;
}

/** What those say who share a claim, without the shared claims themselves. */
function candidatesOf({
  claims,
  vectors,
  known,
  sharedAt,
}: {
  claims: readonly Statement[];
  vectors: readonly Float32Array[];
  known: readonly Neighbour[];
  sharedAt: number;
}): Candidate[] {
  const byText = new Map<string, Candidate>();
  let alike = 0;
  for (const other of known) {
    const nearest = other.vectors.map((vector) => nearestOf(vector, vectors));
    const best = nearest.reduce((top, one) => (one.cosine > top.cosine ? one : top), { cosine: -1, index: -1 });
    const shared = claims[best.index];
    if (shared === undefined || best.cosine < sharedAt) continue;
    alike += 1;
    for (const [i, { text }] of other.claims.entries()) {
      const { cosine: nearness } = nearest[i] as { cosine: number };
      if (nearness >= sharedAt) continue;
      const key = text.trim().toLowerCase();
      const before = byText.get(key);
      if (before !== undefined) before.said += 1;
      else byText.set(key, { text, parent: shared.id, from: other.persona.name, said: 1, of: 0, nearness });
    }
  }
  return [...byText.values()]
    .map((candidate) => ({ ...candidate, of: alike }))
    .sort((a, b) => b.said - a.said || b.nearness - a.nearness);
}

function nearestOf(vector: Float32Array, vectors: readonly Float32Array[]): { cosine: number; index: number } {
  return vectors.reduce(
    (best, other, index) => {
      const near = cosine(vector, other);
      return near > best.cosine ? { cosine: near, index } : best;
    },
    { cosine: -1, index: -1 },
  );
}

async function contradicts(
  nli: Nli,
  { claims, text }: { claims: readonly Statement[]; text: string },
  signal?: AbortSignal,
): Promise<string | undefined> {
  const verdicts = await nli.judge(
    claims.map((claim) => ({ premise: claim.text, hypothesis: text })),
    signal,
  );
  if (verdicts.some((verdict) => verdict === null)) return "not judged";
  return verdicts.some((verdict) => (verdict?.contradict ?? 0) > CONTRADICTS_ABOVE)
    ? "contradicts the persona"
    : undefined;
}

function madeOf({ text, parent, from, said, of }: Candidate, method: string): MadeExpansion {
  const provenance = [{ source: "commonsense_expansion", method, from, confidence: said / of } as const];
  return { text, parent, relation: dimensionOf(text), provenance };
}

/** The dimension of PeaCoK that a first-person sentence is of, by its words (English). */
export function dimensionOf(text: string): string {
  const plain = text.replaceAll("’", "'");
  if (/\b(?:want|hope|plan|dream|wish|would like|going to|goal|aspire|someday|one day)\b/iu.test(plain)) return "goal";
  if (
    /\bmy (?:\w+ ){0,2}?(?:mother|mom|mum|father|dad|parents?|wife|husband|sons?|daughters?|kids?|children|brothers?|sisters?|siblings?|friends?|boss|colleagues?|boyfriend|girlfriend|partner|family|grand\w+)\b|\b(?:married|single|divorced|engaged)\b/iu.test(
      plain,
    )
  )
    return "relationship";
  if (
    /\b(?:every|always|usually|often|daily|weekly|weekends?|each (?:day|week|morning)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/iu.test(
      plain,
    )
  )
    return "routine";
  if (
    /\bi (?:was|were|had|used to|grew|went|won|lost|studied|graduated|moved|lived|worked|served|once)\b|\bi've\b|\bi have (?:been|\w+ed)\b/iu.test(
      plain,
    )
  )
    return "experience";
  return "characteristic";
}
