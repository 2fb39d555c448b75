import type { Nli } from "../../core/index.ts";
import { isQuestion, meetPremises, strongest } from "./meet-premises.ts";
import { sentences } from "./sentences.ts";

export interface Edit {
  text: string;
  /** Share of the words of the original that still stand, in order: 0..1. */
  unchanged: number;
}

/** Probability above which a sentence is taken to contradict. */
const LOCATED = 0.5;

/** What a persona can say of itself as it stands. */
const FIRST_PERSON = /^(?:i|i'm|i've|i'd|i'll|my|mine|we|our)\b/iu;

/**
 * The text with each sentence that contradicts a premise replaced by that premise, or, where the premise is not in the
 * first person or stands there already, taken out. All else, questions too, stays as it is. Null where no single
 * sentence contradicts or nothing would be left.
 */
export async function editToAgree(
  nli: Nli,
  { text, premises }: { text: string; premises: readonly string[] },
  signal?: AbortSignal,
): Promise<Edit | null> {
  const parts = sentences(text);
  const met = await meetPremises(nli, { texts: parts, premises }, signal);
  const said = new Set<string>();
  const edited = parts.map((part, i) => {
    const { probability, premise } = strongest(met[i] ?? [], "contradict");
    if (probability <= LOCATED || premise === undefined || isQuestion(part)) return part;
    if (said.has(premise) || !canSay(premise)) return "";
    said.add(premise);
    return premise + (/\s+$/u.exec(part)?.[0] ?? "");
  });
  const mended = edited.join("").trim();
  if (mended === "" || mended === text.trim()) return null;
  return { text: mended, unchanged: unchangedShare(text, mended) };
}

/** Whether a premise is in the first person, so that the persona can say it. */
export function canSay(premise: string): boolean {
  return FIRST_PERSON.test(premise.replaceAll("’", "'"));
}

/** Longest common subsequence of words over the words of `before`; 1 where it has none. */
export function unchangedShare(before: string, after: string): number {
  const from = words(before);
  const to = words(after);
  if (from.length === 0) return 1;
  let row = new Array<number>(to.length + 1).fill(0);
  for (const word of from) {
    const next = [0];
    for (const [j, other] of to.entries()) {
      next.push(word === other ? (row[j] as number) + 1 : Math.max(row[j + 1] as number, next[j] as number));
    }
    row = next;
  }
  return (row.at(-1) as number) / from.length;
}

function words(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}']+/gu) ?? []
  );
}
