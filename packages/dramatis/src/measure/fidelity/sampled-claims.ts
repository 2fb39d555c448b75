import type { MeasureContext, Statement } from "../../core/index.ts";
import { type BothWays, judgeBothWays } from "../judge-pairs.ts";

/**
 * How a reply's mean over very many claims is found from a few of them. `nearest`: always judged, being likeliest to say
 * something of the reply. `first`: judged at least. `error`: standard error that judging goes on for. `most`: judged at
 * most. `skew`: how much denser the nearer half of the order is judged.
 * Chosen on 50 replies and 800 claims of PersonaChat (people of the training split); what it does to scores of other
 * people is in benchmarks/apc.
 */
export const SAMPLED_CLAIMS = { nearest: 8, first: 48, error: 0.006, most: 400, skew: 4 } as const;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Ranks 0 to `count` − 1 in the order in which they are judged: the nearest, then all others so that any beginning of the
 * order is spread over all ranks, the nearer the denser (a golden-ratio sequence through an exponential).
 */
export function judgingOrder(count: number): number[] {
  const { nearest, skew } = SAMPLED_CLAIMS;
  const order = new Set(Array.from({ length: Math.min(nearest, count) }, (_, rank) => rank));
  for (let i = 0; order.size < Math.min(count, SAMPLED_CLAIMS.most); i++) {
    const at = (skew ** ((0.5 + i * GOLDEN) % 1) - 1) / (skew - 1);
    order.add(Math.min(count - 1, Math.floor(at * count)));
  }
  return [...order];
}

/** Of ranks in ascending order: from which rank on each of them stands for its neighbourhood; the last ends at `count`. */
export function neighbourhoods(ranks: readonly number[], count: number): number[] {
  const starts = ranks.map((rank, i) => (i === 0 ? 0 : (rank + (ranks[i - 1] as number) + 1) >> 1));
  return [...starts, count];
}

interface Reply {
  text: string;
  /** Claims, the most like the reply first. */
  order: readonly number[];
  /** What a verdict moves this reply's score by; its spread decides how many claims are judged. */
  moved(claim: number, verdicts: BothWays): number;
}

/** What was judged of one reply, by claim. `standIn`: for each claim the judged one whose verdicts it takes. */
export interface SampledReply {
  judged: ReadonlyMap<number, BothWays>;
  standIn: Int32Array;
}

/**
 * Judges every reply against as many claims as its mean needs; a claim that is not judged takes the verdicts of the nearest
 * in its order that is. Each reply is sampled by itself: what else is judged does not change it. Null where no pair could
 * be judged.
 */
export async function meetSampled(
  measure: string,
  { replies, claims }: { replies: readonly Reply[]; claims: readonly Statement[] },
  context: MeasureContext,
): Promise<(SampledReply | null)[]> {
  const order = judgingOrder(claims.length);
  const done = replies.map(() => 0);
  const found = replies.map(() => new Map<number, BothWays | null>());
  const wanted = replies.map(() => Math.min(SAMPLED_CLAIMS.first, order.length));
  for (;;) {
    const asked = replies.flatMap((reply, row) =>
      order.slice(done[row], wanted[row]).map((rank) => ({ row, rank, claim: reply.order[rank] as number })),
    );
    if (asked.length === 0) break;
    const pairs = asked.map(({ row, claim }) => ({
      line: (replies[row] as Reply).text,
      text: (claims[claim] as Statement).text,
    }));
    const verdicts = await judgeBothWays(measure, pairs, context);
    for (const [i, { row, rank }] of asked.entries()) found[row]?.set(rank, verdicts[i] ?? null);
    for (const [row, reply] of replies.entries()) {
      done[row] = wanted[row] as number;
      wanted[row] = Math.min(order.length, next(reply, found[row] as Ranks, done[row]));
    }
  }
  return replies.map((reply, row) => sampled(reply, found[row] as Ranks));
}

type Ranks = Map<number, BothWays | null>;

/** How many claims are to be judged, after `done` were: no more where the mean is known well enough. */
function next({ order, moved }: Reply, found: Ranks, done: number): number {
  const ranks = judgedRanks(found);
  const starts = neighbourhoods(ranks, order.length);
  const parts = ranks.map((rank, i) => ({
    share: ((starts[i + 1] as number) - (starts[i] as number)) / order.length,
    value: moved(order[rank] as number, found.get(rank) as BothWays),
  }));
  const mean = parts.reduce((sum, { share, value }) => sum + share * value, 0);
  const variance = parts.reduce((sum, { share, value }) => sum + share * (value - mean) ** 2, 0);
  const needed = Math.ceil(variance / SAMPLED_CLAIMS.error ** 2) + SAMPLED_CLAIMS.nearest;
  return needed <= done ? done : Math.max(done + 8, Math.min(needed, 2 * done));
}

function sampled({ order }: Reply, found: Ranks): SampledReply | null {
  const ranks = judgedRanks(found);
  if (ranks.length === 0) return null;
  const starts = neighbourhoods(ranks, order.length);
  const standIn = new Int32Array(order.length);
  for (const [i, rank] of ranks.entries()) {
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      standIn[order[at] as number] = order[rank] as number;
    }
  }
  return { judged: new Map(ranks.map((rank) => [order[rank] as number, found.get(rank) as BothWays])), standIn };
}

function judgedRanks(found: Ranks): number[] {
  return [...found].flatMap(([rank, verdicts]) => (verdicts ? [rank] : [])).sort((a, b) => a - b);
}
