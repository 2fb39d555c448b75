// What is known of a person as pairs of attribute and value, how new pairs change them, and how well they are found.
import { z } from "zod";

/** One pair of a profile [119]: "city: Lyon". */
export interface ProfilePair {
  attribute: string;
  value: string;
  /** 0..1. */
  confidence: number;
  /** When it was said, ISO 8601. */
  at?: string | undefined;
  /** The text or session that says it, its words, and where they stand in it: characters, or turns of a session. */
  from?: string | undefined;
  quote?: string | undefined;
  span?: [number, number] | undefined;
  /** Set where it holds no longer: the time, or else the name, of the text that says so. */
  validTo?: string | undefined;
}

export interface ProfileChange {
  /** "kept out": it changes nothing, for the reason given. */
  kind: "added" | "confirmed" | "replaced" | "ended" | "kept out";
  attribute: string;
  value: string;
  /** The value that it took the place of. */
  was?: string;
  reason?: string;
}

/** `facets.profile`: every pair, those that hold no longer too. */
export const profileFacet: z.ZodType<ProfilePair[]> = z.array(
  z.object({
    attribute: z.string().min(1),
    value: z.string().min(1),
    confidence: z.number().min(0).max(1),
    at: z.string().optional(),
    from: z.string().optional(),
    quote: z.string().optional(),
    span: z.tuple([z.int().min(0), z.int().min(0)]).optional(),
    validTo: z.string().optional(),
  }),
);

/** Attributes of which a person has one value at a time; of others, such as likes, they may have several. */
export const SINGLE_VALUED: readonly string[] = [
  ...["name", "age", "sex", "city", "birthplace", "job", "education", "relationship", "religion", "diet", "children"],
];

/** Two values are the same one where these are equal. */
export function normalValue(value: string): string {
  return value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim()
    .replace(/^(?:an?|the|my)\s+/u, "");
}

export interface UpdateOptions {
  /** Pairs that are less sure are kept out. */
  least?: number;
  single?: readonly string[];
}

/**
 * The profile after the pairs that a new text gives. The same again: confidence 1 − (1 − old)(1 − new). Another value of
 * an attribute that has one: it takes the place of the old, which stays with `validTo`, unless it is older. Else it is
 * added. A found pair with `validTo` ends the one that it names. Nothing is changed in place.
 */
export function updateProfile(
  profile: readonly ProfilePair[],
  found: readonly ProfilePair[],
  { least = 0.6, single = SINGLE_VALUED }: UpdateOptions = {},
): { profile: ProfilePair[]; changes: ProfileChange[] } {
  const pairs = profile.map((pair) => ({ ...pair }));
  const changes = found.map((pair): ProfileChange => {
    const { attribute, value } = pair;
    const active = pairs.filter((known) => known.attribute === attribute && known.validTo === undefined);
    const same = active.find((known) => normalValue(known.value) === normalValue(value));
    if (normalValue(value) === "") return { kind: "kept out", attribute, value, reason: "no value" };
    if (pair.validTo !== undefined) {
      if (same === undefined) pairs.push({ ...pair });
      else same.validTo = pair.validTo;
      return { kind: "ended", attribute, value };
    }
    if (same !== undefined) {
      same.confidence = 1 - (1 - same.confidence) * (1 - pair.confidence);
      return { kind: "confirmed", attribute, value };
    }
    if (pair.confidence < least) return { kind: "kept out", attribute, value, reason: "unsure" };
    const old = single.includes(attribute) ? active[0] : undefined;
    if (old !== undefined && isOlder(pair, old)) return { kind: "kept out", attribute, value, reason: "older" };
    pairs.push({ ...pair });
    if (old === undefined) return { kind: "added", attribute, value };
    old.validTo = pair.at ?? pair.from ?? "later";
    return { kind: "replaced", attribute, value, was: old.value };
  });
  return { profile: pairs, changes };
}

function isOlder({ at: one }: ProfilePair, { at: other }: ProfilePair): boolean {
  return one !== undefined && other !== undefined && Date.parse(one) < Date.parse(other);
}

/**
 * The pairs of several samples, each with the share of samples that have it: P(attribute) · P(value | attribute) is that
 * share. The first spelling of a value stands for it.
 */
export function agreedPairs(
  samples: readonly (readonly { attribute: string; value: string }[])[],
): { attribute: string; value: string; confidence: number }[] {
  const counts = new Map<string, { attribute: string; value: string; count: number }>();
  for (const sample of samples) {
    for (const [key, { attribute, value }] of new Map(sample.map((pair) => [pairKey(pair), pair]))) {
      const known = counts.get(key) ?? { attribute, value, count: 0 };
      counts.set(key, { ...known, count: known.count + 1 });
    }
  }
  return [...counts.values()].map(({ count, ...pair }) => ({ ...pair, confidence: count / samples.length }));
}

export interface PairScores {
  /** null where nothing was predicted. */
  precision: number | null;
  /** null where there was nothing to find. */
  recall: number | null;
  /** null where both sides are empty. */
  f1: number | null;
}

type Pair = Pick<ProfilePair, "attribute" | "value">;

/** Precision, recall and F1 of pairs as sets, values normalised. */
export function pairScores(predicted: readonly Pair[], gold: readonly Pair[]): PairScores {
  const [ours, theirs] = [new Set(predicted.map(pairKey)), new Set(gold.map(pairKey))];
  const hits = [...ours].filter((key) => theirs.has(key)).length;
  const both = ours.size + theirs.size;
  return {
    precision: ours.size === 0 ? null : hits / ours.size,
    recall: theirs.size === 0 ? null : hits / theirs.size,
    f1: both === 0 ? null : (2 * hits) / both,
  };
}

function pairKey({ attribute, value }: Pair): string {
  return `${attribute}\n${normalValue(value)}`;
}
