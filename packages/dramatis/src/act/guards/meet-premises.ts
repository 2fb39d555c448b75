import type { AgentView, Nli, NliVerdict } from "../../core/index.ts";
import { claims } from "../../persona/index.ts";
import { sameName, sentences } from "../../transcript/index.ts";

/** A candidate met with one sentence that it should agree with. */
export interface Met {
  premise: string;
  verdict: NliVerdict;
}

/** The strongest of a label among the sentences that a candidate met. */
export interface Strongest {
  /** 0 where it met none. */
  probability: number;
  premise: string | undefined;
}

/**
 * What a reply should agree with: the persona's claims, then the sentences of its own last turns, but for questions and what
 * is too short to claim anything ("Hello Ben!"); each once, whatever its case and spacing.
 *
 * @param turns how many of its own turns
 */
export function premisesOf({ persona, history }: AgentView, turns: number): string[] {
  const own = history.filter(({ speaker }) => sameName(speaker, persona.name)).map(({ text }) => text);
  const said = turns > 0 ? own.slice(-turns).flatMap(sentences).filter(isClaim) : [];
  const distinct = new Map<string, string>();
  for (const text of [...claims(persona).map((claim) => claim.text), ...said]) {
    const key = wordsKey(text);
    if (key !== "" && !distinct.has(key)) distinct.set(key, text.trim());
  }
  return [...distinct.values()];
}

const WORDS = new Intl.Segmenter("en", { granularity: "word" });

/** Three words, or a first person, and no question. */
function isClaim(sentence: string): boolean {
  if (isQuestion(sentence)) return false;
  if (/^\s*(?:i|i'm|i’m|my|we|our)\b/iu.test(sentence)) return true;
  return [...WORDS.segment(sentence)].filter(({ isWordLike }) => isWordLike).length > 2;
}

export function isQuestion(sentence: string): boolean {
  return /[?？؟]\s*$/u.test(sentence);
}

/** Two texts with the same key say the same words. */
export function wordsKey(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** Every text as hypothesis against every premise, in one call; one row a text. Pairs that cannot be judged are left out. */
export async function meetPremises(
  nli: Nli,
  { texts, premises }: { texts: readonly string[]; premises: readonly string[] },
  signal?: AbortSignal,
): Promise<Met[][]> {
  if (texts.length === 0 || premises.length === 0) return texts.map(() => []);
  const pairs = texts.flatMap((hypothesis) => premises.map((premise) => ({ premise, hypothesis })));
  const verdicts = await nli.judge(pairs, signal);
  return texts.map((_, row) =>
    premises.flatMap((premise, column) => {
      const verdict = verdicts[row * premises.length + column];
      return verdict ? [{ premise, verdict }] : [];
    }),
  );
}

/** The highest probability of a label; the first of equals. */
export function strongest(met: readonly Met[], label: keyof NliVerdict): Strongest {
  let best: Strongest = { probability: 0, premise: undefined };
  for (const { premise, verdict } of met) {
    if (verdict[label] > best.probability) best = { probability: verdict[label], premise };
  }
  return best;
}

/** Those whose most probable label, before any equal one, is this. */
export function labelled(met: readonly Met[], label: keyof NliVerdict): Met[] {
  return met.filter(({ verdict }) =>
    (["entail", "neutral", "contradict"] as const).every((other) => other === label || verdict[other] < verdict[label]),
  );
}
