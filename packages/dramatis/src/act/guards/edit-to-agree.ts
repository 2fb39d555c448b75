import type { Nli } from "../../core/index.ts";
import { sentences, words } from "../../transcript/index.ts";
import { isQuestion, meetPremises, strongest } from "./meet-premises.ts";

export interface Edit {
  text: string;
  /** Share of the words of the original that still stand, in order: 0..1. */
  unchanged: number;
}

/** A sentence of a text that contradicts a premise. */
export interface Conflict {
  /** Place among the text's sentences. */
  index: number;
  sentence: string;
  premise: string;
}

/** What is put in the place of each conflict, in order, "" to take it out; null where nothing can be. */
export type Rewrite = (conflicts: readonly Conflict[], signal?: AbortSignal) => Promise<readonly string[] | null>;

export interface EditOptions {
  text: string;
  premises: readonly string[];
  /** Where they are known already. */
  conflicts?: readonly Conflict[];
  /** By default the premise itself, where the persona can say it and has not yet. */
  rewrite?: Rewrite;
}

export interface GoodEditOptions extends EditOptions {
  /** Contradiction below which the edited text is good. */
  sure: number;
  /** Share of the words that must stand. */
  unchanged: number;
}

/** Probability above which a sentence is taken to contradict. */
const LOCATED = 0.5;

/** What a persona can say of itself as it stands. */
const FIRST_PERSON = /^(?:i|i'm|i've|i'd|i'll|my|mine|we|our)\b/iu;

/** The sentences that contradict a premise (above .5), each with the one it contradicts most; questions do not count. */
export async function findConflicts(
  nli: Nli,
  { text, premises }: { text: string; premises: readonly string[] },
  signal?: AbortSignal,
): Promise<Conflict[]> {
  const parts = sentences(text);
  const met = await meetPremises(nli, { texts: parts, premises }, signal);
  return parts.flatMap((sentence, index) => {
    const { probability, premise } = strongest(met[index] ?? [], "contradict");
    if (probability <= LOCATED || premise === undefined || isQuestion(sentence)) return [];
    return [{ index, sentence, premise }];
  });
}

/**
 * The text with each sentence that contradicts a premise rewritten. All else, questions too, stays as it is. Null where no
 * single sentence contradicts, they cannot be rewritten, or nothing would be left.
 */
export async function editToAgree(
  nli: Nli,
  { text, premises, conflicts: known, rewrite = sayPremises }: EditOptions,
  signal?: AbortSignal,
): Promise<Edit | null> {
  const conflicts = known ?? (await findConflicts(nli, { text, premises }, signal));
  const rewritten = conflicts.length === 0 ? null : await rewrite(conflicts, signal);
  if (rewritten === null) return null;
  const parts = sentences(text);
  for (const [i, { index, sentence }] of conflicts.entries()) {
    const put = (rewritten[i] ?? "").trim();
    parts[index] = put === "" ? "" : put + (/\s+$/u.exec(sentence)?.[0] ?? "");
  }
  const mended = parts.join("").trim();
  if (mended === "" || mended === text.trim()) return null;
  return { text: mended, unchanged: unchangedShare(text, mended) };
}

/** An edit after which enough words stand and nothing contradicts any more; null where there is none. */
export async function goodEdit(
  nli: Nli,
  { sure, unchanged, ...options }: GoodEditOptions,
  signal?: AbortSignal,
): Promise<Edit | null> {
  const edit = await editToAgree(nli, options, signal);
  if (edit === null || edit.unchanged < unchanged) return null;
  const [met = []] = await meetPremises(nli, { texts: [edit.text], premises: options.premises }, signal);
  return strongest(met, "contradict").probability < sure ? edit : null;
}

/** Each premise once, and only where it is in the first person; other conflicts are taken out. */
async function sayPremises(conflicts: readonly Conflict[]): Promise<string[]> {
  const said = new Set<string>();
  return conflicts.map(({ premise }) => {
    if (said.has(premise) || !canSay(premise)) return "";
    said.add(premise);
    return premise;
  });
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
