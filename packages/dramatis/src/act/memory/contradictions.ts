import type { Nli, NliVerdict, Persona } from "../../core/index.ts";
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

export interface ObjectionOptions extends Pick<ContradictionBounds, "contradictAt" | "neighbours"> {
  persona: Persona;
  nli: Nli;
}

/**
 * Why the persona's claims, its name among them, speak against a text that is about the persona: "contradicts "I am a
 * nurse.""; undefined where none does. The claims that share most topics with it are judged.
 */
export function objections({
  persona,
  nli,
  neighbours,
  contradictAt,
}: ObjectionOptions): (text: string, signal?: AbortSignal) => Promise<string | undefined> {
  const texts = [`My name is ${persona.name}.`, ...claims(persona).map(({ text }) => text)];
  return async (text, signal) => {
    const among = texts
      .map((claim) => ({ claim, shared: sharedTopics(claim, text) }))
      .filter(({ shared }) => shared > 0)
      .sort((a, b) => b.shared - a.shared)
      .slice(0, neighbours)
      .map(({ claim }) => claim);
    const [claim] = await contradicted(nli, { text, among, textOf: String, contradictAt }, signal);
    return claim === undefined ? undefined : `contradicts ${JSON.stringify(claim)}`;
  };
}
