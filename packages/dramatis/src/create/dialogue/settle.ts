// From candidates to the sentences of a persona: what is entailed, said once, and not taken back later.
import type { Nli, NliVerdict } from "../../core/index.ts";
import { isAboutNow, words } from "../../transcript/index.ts";
import type { Candidate } from "./candidates.ts";
import { asSentence } from "./plain-text.ts";

/** Why a candidate is no sentence of the persona. */
export type DropReason =
  | "said in jest"
  | "passing"
  | "not entailed by the quote"
  | "said elsewhere"
  | "contradicted later";

export interface Settled {
  kept: Candidate[];
  dropped: { candidate: Candidate; reason: DropReason }[];
}

export interface SettleOptions {
  nli: Nli;
  /** Least P(entail) of a quote for its sentence, and of one sentence for another that says no more. */
  entailAt?: number;
  /** Least P(entail) of a sentence that says no more than another, which shares a word with it. */
  sameAt?: number;
  /** Least P(contradict), both ways, of two sentences about the same thing of which the later wins. */
  contradictAt?: number;
  /** Each is held against so many earlier ones, those that share most words. */
  neighbours?: number;
  signal?: AbortSignal | undefined;
}

/**
 * The candidates of one speaker, in the order in which they were said: each entailed by its quote, each said once (of two
 * of which one entails the other the one that says more), and of two that contradict each other the later.
 */
export async function settled(
  candidates: readonly Candidate[],
  { nli, entailAt = 0.5, sameAt = 0.8, contradictAt = 0.8, neighbours = 12, signal }: SettleOptions,
): Promise<Settled> {
  const dropped: Settled["dropped"] = [];
  const drop = (candidate: Candidate, reason: DropReason): void => {
    dropped.push({ candidate, reason });
  };
  const sound: Candidate[] = [];
  for (const candidate of candidates) {
    if (candidate.flaw === undefined) sound.push(candidate);
    else drop(candidate, candidate.flaw);
  }
  const entailed = await entailments(sound, nli, signal);
  const true_ = new Map<string, Candidate>();
  for (const [i, candidate] of sound.entries()) {
    const key = JSON.stringify([candidate.relation?.to ?? null, ...words(candidate.text)]);
    const entail = candidate.premises.length === 0 ? 1 : (entailed[i] ?? 0);
    if (entail < entailAt) drop(candidate, "not entailed by the quote");
    else if (true_.has(key)) drop(candidate, "said elsewhere");
    else true_.set(key, { ...candidate, confidence: Math.min(candidate.confidence, entail) });
  }
  const among = await compared([...true_.values()], { nli, neighbours, signal });
  const out = new Map<Candidate, DropReason>();
  const why = new Map<Candidate, string>();
  for (const { later, earlier, shared, forth, back } of among) {
    if (out.has(later) || out.has(earlier)) continue;
    why.set(later, why.get(later) ?? "");
    const O = out.size;
    const note = () => {
      if (out.size > O) {
        const last = [...out.keys()].at(-1)!;
        why.set(
          last,
          (last === later ? earlier : later).text +
            " f" +
            forth?.entail.toFixed(2) +
            " b" +
            back?.entail.toFixed(2) +
            " c" +
            forth?.contradict.toFixed(2) +
            back?.contradict.toFixed(2),
        );
      }
    };
    const [saysAll, isSaid] = [
      shared > 0 && (forth?.entail ?? 0) >= sameAt,
      shared > 0 && (back?.entail ?? 0) >= sameAt,
    ];
    const isOpposite = Math.min(forth?.contradict ?? 0, back?.contradict ?? 0) >= contradictAt;
    if (isOpposite && (shared > 0 || isOfOneSlot(later.text, earlier.text)) && canContradict(later, earlier))
      out.set(earlier, "contradicted later");
    else if (saysAll && isSaid) out.set(fuller(later, earlier) === later ? earlier : later, "said elsewhere");
    else if (saysAll) out.set(earlier, "said elsewhere");
    else if (isSaid) out.set(later, "said elsewhere");
    note();
  }
  for (const [candidate, reason] of out) dropped.push({ candidate, reason, by: why.get(candidate) } as any);
  return { kept: [...true_.values()].filter((candidate) => !out.has(candidate)), dropped };
}

const FILLER: ReadonlySet<string> = new Set(
  "just also really actually definitely currently still basically honestly simply totally literally certainly".split(
    " ",
  ),
);

function bareWords(text: string): string {
  return words(text)
    .filter((word) => !FILLER.has(word))
    .join(" ");
}

/** The highest P(entail) that a premise of a candidate gives it. */
async function entailments(candidates: readonly Candidate[], nli: Nli, signal?: AbortSignal): Promise<number[]> {
  const pairs = candidates.flatMap(({ premises, text }, i) =>
    [...new Set(premises)].map((premise) => ({ i, premise, hypothesis: text })),
  );
  const verdicts = pairs.length > 0 ? await nli.judge(pairs, signal) : [];
  const best = candidates.map(() => 0);
  for (const [p, { i, premise, hypothesis }] of pairs.entries()) {
    const isSame = ` ${bareWords(asSentence(premise))} `.includes(` ${bareWords(hypothesis)} `);
    best[i] = Math.max(best[i] ?? 0, isSame ? 1 : (verdicts[p]?.entail ?? 0));
  }
  return best;
}

interface Compared {
  /** Words of weight in both. */
  shared: number;
  later: Candidate;
  earlier: Candidate;
  /** Of the earlier by the later. */
  forth: NliVerdict | null;
  back: NliVerdict | null;
}

async function compared(
  candidates: readonly Candidate[],
  { nli, neighbours, signal }: { nli: Nli; neighbours: number; signal: AbortSignal | undefined },
): Promise<Compared[]> {
  const bags = candidates.map(({ text }) => new Set(words(text).filter((word) => !COMMON.has(word))));
  const couples = candidates.flatMap((later, i) => {
    const shared = (j: number): number => [...(bags[i] ?? [])].filter((word) => bags[j]?.has(word)).length;
    return candidates
      .slice(0, i)
      .map((earlier, j) => ({ later, earlier, shared: shared(j) }))
      .filter(({ earlier }) => earlier.relation?.to === later.relation?.to)
      .sort((a, b) => b.shared - a.shared)
      .slice(0, neighbours);
  });
  const pairs = couples.flatMap(({ later, earlier }) => [
    { premise: later.text, hypothesis: earlier.text },
    { premise: earlier.text, hypothesis: later.text },
  ]);
  const verdicts = pairs.length > 0 ? await nli.judge(pairs, signal) : [];
  return couples.map(({ later, earlier, shared }, c) => ({
    shared,
    later,
    earlier,
    forth: verdicts[2 * c] ?? null,
    back: verdicts[2 * c + 1] ?? null,
  }));
}

const COMMON: ReadonlySet<string> = new Set(
  "i a an the my me am is are was have has do not to of in at and it for on with".split(" "),
);

/** Of what one has one: two values of it cannot both hold. */
const SLOTS = [
  /^I am (?:only |just )?\S+ years old|^I am (?:only )?\d+\.|^I turned \d+/u,
  /^My name is/u,
  /^(?:I|We) live (?:in|on|near|at)\b/u,
  /^I am (?:from|originally from)\b/u,
  /^I am (?:not )?(?:single|married|divorced|engaged|widowed)|^I have (?:a|no) (?:wife|husband)|^I have never been married/u,
  /^I (?:have (?:no|two|three|four|five|six|\d+) (?:kids|children|sons|daughters)|do not have any (?:kids|children))/u,
  /^I (?:am (?:an?|retired|unemployed)|work (?:as|at|in|for)|do not work)\b/u,
  /\b(?:vegan|vegetarian|meat|steak|burgers?|chicken|beef|pork|sausages?|bacon)\b/u,
];

function isOfOneSlot(a: string, b: string): boolean {
  return SLOTS.some((slot) => slot.test(a) && slot.test(b));
}

/** Who says two things in one breath means both; what was or will be contradicts nothing. */
function canContradict(later: Candidate, earlier: Candidate): boolean {
  const isOneBreath = later.session === earlier.session && later.turns[1] === earlier.turns[1];
  return !isOneBreath && isAboutNow(later.text) && isAboutNow(earlier.text);
}

/** The one of more words; of equal ones the earlier. */
function fuller(later: Candidate, earlier: Candidate): Candidate {
  return words(later.text).length > words(earlier.text).length ? later : earlier;
}
