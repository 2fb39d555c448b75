import type { Embedder, Nli, NliVerdict, Persona } from "../../core/index.ts";
import { claims } from "../../persona/index.ts";
import { sharedTopics } from "./topics.ts";

/** Where two statements are taken to contradict each other. */
export interface ContradictionBounds {
  /** From this mean probability of contradiction on, one as premise of the other and the other way round. */
  contradictAt: number;
  /** Two that share no topic (topics.ts) are judged from this cosine on only. */
  relatedAt: number;
  /** At most so many are judged. */
  neighbours: number;
}

/**
 * Which statements a text contradicts: the mean of both directions is at least `contradictAt`. One call, two pairs a
 * statement; a direction that cannot be judged is left out of the mean.
 */
export async function contradicted<T>(
  nli: Nli,
  {
    text,
    among,
    textOf,
    contradictAt,
  }: { text: string; among: readonly T[]; textOf: (one: T) => string; contradictAt: number },
  signal?: AbortSignal,
): Promise<T[]> {
  if (among.length === 0) return [];
  const pairs = among.flatMap((one) => [
    { premise: textOf(one), hypothesis: text },
    { premise: text, hypothesis: textOf(one) },
  ]);
  const verdicts = await nli.judge(pairs, signal);
  const strength = (index: number): number => {
    const both = [verdicts[2 * index], verdicts[2 * index + 1]].filter((one): one is NliVerdict => one != null);
    return both.length === 0 ? 0 : both.reduce((sum, { contradict }) => sum + contradict, 0) / both.length;
  };
  return among.filter((_, index) => strength(index) >= contradictAt);
}

export interface ObjectionOptions extends ContradictionBounds {
  persona: Persona;
  nli: Nli;
  embedder?: Embedder | undefined;
}

/**
 * Why the persona's claims, its name among them, speak against a text that is about the persona: "contradicts "I am a
 * nurse.""; undefined where none does. Judged are the claims that share most topics with it, and with an embedder the
 * nearest; the claims are embedded once.
 */
export function objections({
  persona,
  nli,
  embedder,
  neighbours,
  relatedAt,
  contradictAt,
}: ObjectionOptions): (text: string, signal?: AbortSignal) => Promise<string | undefined> {
  const texts = [`My name is ${persona.name}.`, ...claims(persona).map(({ text }) => text)];
  let vectors: Float32Array[] | undefined;

  async function cosines(text: string, signal?: AbortSignal): Promise<number[]> {
    if (embedder === undefined) return texts.map(() => 0);
    vectors ??= await embedder.embed(texts, signal);
    const [asked = new Float32Array()] = await embedder.embed([text], signal);
    return vectors.map((vector) => vector.reduce((sum, value, i) => sum + value * (asked[i] ?? 0), 0));
  }

  return async (text, signal) => {
    const cosine = await cosines(text, signal);
    const among = texts
      .map((claim, i) => ({ claim, shared: sharedTopics(claim, text), cosine: cosine[i] ?? 0 }))
      .filter(({ shared, cosine }) => shared > 0 || cosine >= relatedAt)
      .sort((a, b) => b.shared + b.cosine - (a.shared + a.cosine))
      .slice(0, neighbours)
      .map(({ claim }) => claim);
    const [claim] = await contradicted(nli, { text, among, textOf: String, contradictAt }, signal);
    return claim === undefined ? undefined : `contradicts ${JSON.stringify(claim)}`;
  };
}
