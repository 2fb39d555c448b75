// From candidates to the sentences of a persona: what is entailed, said once, and not taken back later.
import type { Nli, NliVerdict } from "../../core/index.ts";
import { isAboutNow, words } from "../../transcript/index.ts";
import type { Candidate, Flaw } from "./candidate.ts";
import { asSentence } from "./plain-text.ts";
import { isOfOneSlot } from "./slots.ts";

/** Why a candidate is no sentence of the persona. */
export type DropReason = Flaw | "not entailed by the quote" | "said elsewhere" | "contradicted later";

export interface Settled {
  kept: Candidate[];
  dropped: { candidate: Candidate; reason: DropReason }[];
}

export interface Bounds {
  /** Least P(entail) of what was said for the sentence made of it. */
  entailAt?: number;
  /** Least P(entail) of a sentence for another, most of whose words it has, that then says no more. */
  sameAt?: number;
  /** Least P(contradict), both ways, of two sentences about the same thing of which the later wins. */
  contradictAt?: number;
  /** Each is held against so many earlier ones, those that share most words with it. */
  neighbours?: number;
}

interface Tools extends Bounds {
  nli: Nli;
}

/** Words that a sentence loses or keeps without another meaning. */
const FILLERS: ReadonlySet<string> = new Set(
  "just also really actually definitely currently still basically honestly simply totally literally certainly".split(
    " ",
  ),
);
const COMMON: ReadonlySet<string> = new Set(
  "i we my me am is are was have has had do not a an the to of in at and it for on with like love".split(" "),
);

/**
 * The candidates of one speaker, in the order in which they were said: each entailed by its quote, each said once (of two
 * of which one entails the other the one that says more), and of two that contradict each other the later.
 */
export async function settled(
  candidates: readonly Candidate[],
  { nli, entailAt = 0.5, sameAt = 0.8, contradictAt = 0.8, neighbours = 12 }: Tools,
  signal?: AbortSignal,
): Promise<Settled> {
  const dropped: Settled["dropped"] = [];
  const sound = candidates.filter((candidate) => {
    if (candidate.flaw !== undefined) dropped.push({ candidate, reason: candidate.flaw });
    return candidate.flaw === undefined;
  });
  const entailed = await entailments(sound, nli, signal);
  const known = new Map<string, Candidate>();
  for (const [i, candidate] of sound.entries()) {
    const key = JSON.stringify([candidate.relation?.to ?? null, words(candidate.text)]);
    const entail = entailed[i] ?? 0;
    if (entail < entailAt) dropped.push({ candidate, reason: "not entailed by the quote" });
    else if (known.has(key)) dropped.push({ candidate, reason: "said elsewhere" });
    else known.set(key, { ...candidate, confidence: Math.min(candidate.confidence, entail) });
  }
  const distinct = [...known.values()];
  const out = new Map<Candidate, DropReason>();
  for (const couple of await compared(distinct, { nli, neighbours }, signal)) {
    const { later, earlier } = couple;
    if (out.has(later) || out.has(earlier)) continue;
    const verdict = verdictOf(couple, { sameAt, contradictAt });
    if (verdict !== null) out.set(verdict.candidate, verdict.reason);
  }
  dropped.push(...[...out].map(([candidate, reason]) => ({ candidate, reason })));
  return { kept: distinct.filter((candidate) => !out.has(candidate)), dropped };
}

/**
 * How surely each is entailed: 1 where it follows by form, or where a clause begins with its very words (the bundled judge
 * denies one sentence in three that it follows from itself); else the highest P(entail) of its premises.
 */
async function entailments(candidates: readonly Candidate[], nli: Nli, signal?: AbortSignal): Promise<number[]> {
  const isPlain = candidates.map(
    ({ premises, text }) =>
      premises.length === 0 ||
      premises.some((premise) => `${bareWords(asSentence(premise))} `.startsWith(`${bareWords(text)} `)),
  );
  const pairs = candidates.flatMap(({ premises, text }, i) =>
    isPlain[i] ? [] : [...new Set(premises)].map((premise) => ({ i, premise, hypothesis: text })),
  );
  const verdicts = pairs.length > 0 ? await nli.judge(pairs, signal) : [];
  const best = isPlain.map(Number);
  for (const [p, { i }] of pairs.entries()) best[i] = Math.max(best[i] as number, verdicts[p]?.entail ?? 0);
  return best;
}

function bareWords(text: string): string {
  return words(text)
    .filter((word) => !FILLERS.has(word))
    .join(" ");
}

interface Couple {
  later: Candidate;
  earlier: Candidate;
  /** Words of weight in both. */
  shared: number;
  /** Words of weight of each. */
  ofLater: number;
  ofEarlier: number;
}

interface Compared extends Couple {
  /** Of the earlier by the later, and of the later by the earlier. */
  forth: NliVerdict | null;
  back: NliVerdict | null;
}

async function compared(
  candidates: readonly Candidate[],
  { nli, neighbours }: { nli: Nli; neighbours: number },
  signal?: AbortSignal,
): Promise<Compared[]> {
  const bags = candidates.map(({ text }) => new Set(words(text).filter((word) => !COMMON.has(word))));
  const couples = candidates.flatMap((later, i) => {
    const bag = [...(bags[i] as Set<string>)];
    const near = candidates.slice(0, i).flatMap((earlier, j): Couple[] => {
      const other = bags[j] as Set<string>;
      const shared = bag.filter((word) => other.has(word)).length;
      // Small judges hold what is of one topic for the same or the opposite: half of the words of one must stand in both.
      const isAlike = shared > 0 && 2 * shared >= Math.min(bag.length, other.size);
      const isNear = isAlike || isOfOneSlot(later.text, earlier.text);
      if (!isNear || earlier.relation?.to !== later.relation?.to) return [];
      return [{ later, earlier, shared, ofLater: bag.length, ofEarlier: other.size }];
    });
    return near.sort((a, b) => b.shared - a.shared).slice(0, neighbours);
  });
  const pairs = couples.flatMap(({ later, earlier }) => [
    { premise: later.text, hypothesis: earlier.text },
    { premise: earlier.text, hypothesis: later.text },
  ]);
  const verdicts = pairs.length > 0 ? await nli.judge(pairs, signal) : [];
  return couples.map((couple, c) => ({
    ...couple,
    forth: verdicts[2 * c] ?? null,
    back: verdicts[2 * c + 1] ?? null,
  }));
}

/** Which of the two gives way, and why; null where both stay. */
function verdictOf(
  { later, earlier, shared, ofLater, ofEarlier, forth, back }: Compared,
  { sameAt, contradictAt }: { sameAt: number; contradictAt: number },
): { candidate: Candidate; reason: DropReason } | null {
  if (forth === null || back === null) return null;
  const isOpposite = Math.min(forth.contradict, back.contradict) >= contradictAt;
  if (isOpposite) return canContradict(later, earlier) ? { candidate: earlier, reason: "contradicted later" } : null;
  const isEarlierSaid = forth.entail >= sameAt && shared >= 0.75 * ofEarlier && shared > 0;
  const isLaterSaid = back.entail >= sameAt && shared >= 0.75 * ofLater && shared > 0;
  if (!isEarlierSaid && !isLaterSaid) return null;
  const isLaterFuller = words(later.text).length > words(earlier.text).length;
  const isEarlierOut = isEarlierSaid && isLaterSaid ? isLaterFuller : isEarlierSaid;
  return { candidate: isEarlierOut ? earlier : later, reason: "said elsewhere" };
}

/** Who says two things in one breath means both; what was or will be contradicts nothing. */
function canContradict(later: Candidate, earlier: Candidate): boolean {
  const isOneBreath = later.session === earlier.session && later.turns[1] === earlier.turns[1];
  return !isOneBreath && isAboutNow(later.text) && isAboutNow(earlier.text);
}
