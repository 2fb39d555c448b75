import { z } from "zod";
import type { Embedder, Nli, Persona, Statement } from "../../core/index.ts";
import { cosine, keptVectors } from "../../model/index.ts";
import { readFacet } from "../../persona/index.ts";
import { words } from "../../transcript/index.ts";
import { bm25 } from "./bm25.ts";
import { heads } from "./expansions.ts";

/** How a question was met: by a claim of the persona, by what was added for it before, by what is added now, or not. */
export type MetBy = "claim" | "answered before" | "retrieved" | "undecided";

export interface MetQuestion {
  /** As it is now: with the new statement, where one was added. */
  persona: Persona;
  how: MetBy;
  /** What answers it; null where undecided. */
  statement: Statement | null;
}

export interface PersonaRetrieval {
  meet(persona: Persona, question: string, signal?: AbortSignal): Promise<MetQuestion>;
}

export interface PersonaRetrievalOptions {
  /** What others say of themselves. */
  collection: readonly { text: string; from: string }[];
  nli: Nli;
  embedder: Embedder;
  /** Least cosine at which a claim meets a question. */
  metAt?: number;
  /** Candidates that BM25 gives. */
  candidates?: number;
  /** A candidate that contradicts a claim more than this is left out; 1 leaves none out. */
  contradictsAbove?: number;
  /** Least cosine of a candidate to the question: as of a claim, by default. */
  nearAt?: number;
  scoreAt?: number;
}

/**
 * Cosine at which a question is one that was asked before in other words. With the bundled embedder, twelve questions were
 * .33 to .76 from their paraphrases, and at most .65 from each other.
 */
const SAME_QUESTION = 0.7;
/** Judged at once: the best is nearly always among the first. */
const BATCH = 8;

const answered = z.array(z.object({ question: z.string(), statement: z.string() }));

/**
 * The retrieval of out-of-persona over one collection, question by question. Candidates are judged from the nearest
 * on and no further than one can still win, which gives the same as judging all of them.
 */
export function personaRetrieval({
  collection,
  nli,
  embedder,
  metAt = 0.35,
  candidates = 100,
  contradictsAbove = 0.5,
  nearAt = metAt,
  scoreAt = 0.3,
}: PersonaRetrievalOptions): PersonaRetrieval {
  const index = bm25(collection.map(({ text }) => text));
  const vectors = keptVectors(embedder);

  async function best({ claims, question, asked }: Asked, signal?: AbortSignal): Promise<Scored | null> {
    const own = new Set(claims.map(({ text }) => plain(text)));
    const found = index.top(question, candidates).map((i) => collection[i] as Candidate);
    const others = found.filter(({ text }) => !own.has(plain(text)));
    const near = await vectors(
      others.map(({ text }) => text),
      signal,
    );
    const ranked = others
      .map((candidate, i) => ({ ...candidate, cosine: cosine(asked, near[i] as Float32Array) }))
      .filter((candidate) => candidate.cosine >= nearAt)
      .sort((a, b) => b.cosine - a.cosine);
    let top: Scored | null = null;
    for (let from = 0; from < ranked.length; from += BATCH) {
      const batch = ranked.slice(from, from + BATCH);
      // A candidate scores at most .5 · its cosine + .5.
      if (top !== null && top.score >= 0.5 * (batch[0]?.cosine ?? 0) + 0.5) break;
      for (const scored of await agreeing(batch, claims, signal)) {
        if (scored.score >= scoreAt && scored.score > (top?.score ?? Number.NEGATIVE_INFINITY)) top = scored;
      }
    }
    return top;
  }

  /** Those that contradict no claim, with .5 · cosine + .5 · mean P(not contradicted). */
  async function agreeing(
    batch: readonly (Candidate & { cosine: number })[],
    claims: readonly Statement[],
    signal?: AbortSignal,
  ): Promise<Scored[]> {
    const pairs = batch.flatMap(({ text }) => claims.map((claim) => ({ premise: claim.text, hypothesis: text })));
    const verdicts = await nli.judge(pairs, signal);
    return batch.flatMap((candidate, i) => {
      const own = verdicts.slice(i * claims.length, (i + 1) * claims.length);
      const against = own.map((verdict) => verdict?.contradict ?? 1);
      if (against.some((contradict) => contradict > contradictsAbove)) return [];
      const agreement = 1 - against.reduce((sum, contradict) => sum + contradict, 0) / Math.max(1, claims.length);
      return [{ ...candidate, score: 0.5 * candidate.cosine + 0.5 * agreement }];
    });
  }

  return {
    async meet(persona, question, signal) {
      signal?.throwIfAborted();
      const claims = heads(persona);
      const before = readFacet(persona, "outOfPersona", answered) ?? [];
      const [asked, ...known] = await vectors(
        [question, ...before.map((one) => one.question), ...claims.map(({ text }) => text)],
        signal,
      );
      const isNear = (i: number, least: number): boolean =>
        cosine(asked as Float32Array, known[i] as Float32Array) >= least;
      const again = before.find((one, i) => plain(one.question) === plain(question) || isNear(i, SAME_QUESTION));
      const remembered = claims.find(({ id }) => id === again?.statement);
      if (remembered !== undefined) return { persona, how: "answered before", statement: remembered };
      const near = claims
        .map((claim, i) => ({ claim, cosine: cosine(asked as Float32Array, known[before.length + i] as Float32Array) }))
        .sort((a, b) => b.cosine - a.cosine)[0];
      if (near !== undefined && near.cosine >= metAt) return { persona, how: "claim", statement: near.claim };
      const found = await best({ claims, question, asked: asked as Float32Array }, signal);
      if (found === null) return { persona, how: "undecided", statement: null };
      return added(persona, { question, before, found });
    },
  };
}

interface Candidate {
  text: string;
  from: string;
}

interface Asked {
  claims: readonly Statement[];
  question: string;
  asked: Float32Array;
}

type Scored = Candidate & { score: number };

/** The persona with the new statement, and with the question that it answers, so that the next answer agrees. */
function added(
  persona: Persona,
  { question, before, found }: { question: string; before: z.output<typeof answered>; found: Scored },
): MetQuestion {
  const statements = persona.statements ?? [];
  const taken = new Set(heads(persona).map(({ id }) => id));
  let number = before.length + 1;
  while (taken.has(`oop${number}`)) number += 1;
  const { text, from, score } = found;
  const statement: Statement = {
    id: `oop${number}`,
    text,
    provenance: [{ source: "commonsense_expansion", method: "out-of-persona", from, confidence: Math.min(1, score) }],
  };
  const outOfPersona = [...before, { question, statement: statement.id }];
  return {
    persona: { ...persona, statements: [...statements, statement], facets: { ...persona.facets, outOfPersona } },
    how: "retrieved",
    statement,
  };
}

function plain(text: string): string {
  return words(text).join(" ");
}
