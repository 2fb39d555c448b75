/**
 * Finds, by the turn, the persona's claims and the pieces of its knowledge that bear on what was said.
 *
 * FoCus [51] has both as tasks: persona grounding, each claim by itself, and knowledge grounding, one of some passages.
 * q is the last message with the one before. A claim s is used where σ((cos(q, s) − .35) / .08) ≥ .5; none may be. A
 * passage k scores cos(q, k) + .3 · max cos(s, k) over the claims used + .2 · mean cos(m, k) over the five memories nearest
 * to q, which is Thousand Hamlets' [178] personal memory in one direction. As in INFO [7], q with the claims used and the
 * place of the best passage is a second query, by which the passages are scored again. We depart: one sentence encoder and
 * fixed weights in place of trained poly-encoders and a variational loop, the bounds are ours, and a passage below
 * `atLeast` is not taken where the papers always take one. Passages are facts and documents in chunks; what the cutoff and
 * the unknowns rule out is not offered. No model calls.
 * Nothing said, or nothing that bears on it: nothing is contributed.
 *
 * @paper 7, 51, 178
 * @needs embed
 */
import type { AgentView, Component, Embedder, Persona, Statement } from "../../core/index.ts";
import { cosine, keptVectors, neededEmbedder, type Vectors } from "../../model/index.ts";
import { chunkDocuments, claims, type Passage, passageText } from "../../persona/index.ts";
import type { MemoryBook } from "../memory/memory-book.ts";
import { knowable } from "./knowable.ts";
import { turnQuery } from "./turn-query.ts";

export interface PersonaKnowledgeOptions {
  embedder?: Embedder;
  /** Memories that make some knowledge nearer than other. */
  book?: MemoryBook;
  /** Passages of a turn. */
  most?: number;
  /** Score below which a passage does not bear on what was said. */
  atLeast?: number;
}

/** What a turn is grounded in. */
export interface Grounding {
  /** The claims used, the nearest first, each with its weight (.5..1). */
  claims: { claim: Statement; weight: number }[];
  /** The passages used, the best first. */
  passages: { passage: Passage; score: number }[];
  /** The second query; empty where nothing was said. */
  query: string;
}

export interface PersonaKnowledge extends Component {
  ground(view: AgentView, signal?: AbortSignal): Promise<Grounding>;
}

const MEMORIES = 5;

export function personaKnowledge({
  embedder,
  book,
  most = 3,
  atLeast = 0.25,
}: PersonaKnowledgeOptions = {}): PersonaKnowledge {
  const name = "persona-knowledge";
  let vectors: Vectors | undefined;

  async function ground({ persona, history }: AgentView, signal?: AbortSignal): Promise<Grounding> {
    signal?.throwIfAborted();
    const embed = neededEmbedder(name, embedder);
    vectors ??= keptVectors(embed);
    const said = turnQuery(history);
    if (said === "") return { claims: [], passages: [], query: "" };
    const [all, passages] = [claims(persona), offeredPassages(persona)];
    const claimVectors = await vectors(
      all.map(({ text }) => text),
      signal,
    );
    const passageVectors = await vectors(passages.map(passageText), signal);
    const near = (await book?.nearest(said, { most: MEMORIES, signal }))?.map(({ memory }) => memory.text) ?? [];
    const [first = new Float32Array(), ...memories] = await embed.embed([said, ...near], signal);

    const used = all
      .map((claim, i) => ({ claim, vector: claimVectors[i] as Float32Array }))
      .map((one) => ({ ...one, weight: claimWeight(cosine(first, one.vector)) }))
      .filter(({ weight }) => weight >= 0.5)
      .sort((a, b) => b.weight - a.weight);
    const scored = (query: Float32Array): Grounding["passages"] =>
      passages
        .map((passage, i) => {
          const cosines = (others: readonly Float32Array[]): number[] =>
            others.map((other) => cosine(other, passageVectors[i] as Float32Array));
          const [about = 0] = cosines([query]);
          const score = knowledgeScore({
            query: about,
            claims: cosines(used.map(({ vector }) => vector)),
            memories: cosines(memories),
          });
          return { passage, score };
        })
        .sort((a, b) => b.score - a.score);

    const best = scored(first)[0]?.passage.path ?? [];
    const query = [said, ...used.map(({ claim }) => claim.text), ...best].join(" ");
    const [second = first] = query === said ? [first] : await embed.embed([query], signal);
    return {
      claims: used.map(({ claim, weight }) => ({ claim, weight })),
      passages: scored(second)
        .filter(({ score }) => score >= atLeast)
        .slice(0, most),
      query,
    };
  }

  return {
    name,
    ground,
    async contribute(view, signal) {
      const { claims: used, passages } = await ground(view, signal);
      const lines = [...used.map(({ claim }) => claim.text), ...passages.map(({ passage }) => passageText(passage))];
      if (lines.length === 0) return [];
      const fields = [
        ...used.map(({ claim }) => fieldOf(claim, view.persona)),
        ...passages.map((one) => one.passage.field),
      ];
      const text = `What you know that bears on what was just said:\n${lines.map((line) => `- ${line}`).join("\n")}`;
      return [{ block: "GROUNDING", text, fields: [...new Set(fields)] }];
    },
  };
}

/** How far a claim of this cosine to what was said is meant: .5 at .35. */
export function claimWeight(cosineToQuery: number): number {
  return 1 / (1 + Math.exp(-(cosineToQuery - 0.35) / 0.08));
}

/** The score of a passage by its cosines to the query, to the claims used and to the memories nearest to the query. */
export function knowledgeScore({
  query,
  claims,
  memories = [],
}: {
  query: number;
  claims: readonly number[];
  memories?: readonly number[];
}): number {
  const mean = memories.reduce((sum, one) => sum + one, 0) / Math.max(1, memories.length);
  return query + 0.3 * (claims.length > 0 ? Math.max(...claims) : 0) + 0.2 * mean;
}

/** The facts and the passages of the documents that the persona can know. */
export function offeredPassages({ knowledge = {} }: Persona): Passage[] {
  const facts = (knowledge.facts ?? []).map((text, i): Passage => {
    return { id: `knowledge.facts.${i}`, path: [], text: text.trim(), field: `knowledge.facts.${i}` };
  });
  const isKnowable = knowable(knowledge);
  return [...facts, ...chunkDocuments(knowledge)].filter(
    (passage) => passage.text !== "" && isKnowable(passageText(passage)),
  );
}

/** Path of the field that a claim was made from. */
export function fieldOf({ id }: Statement, { statements = [] }: Persona): string {
  return statements.some((statement) => statement.id === id) ? `statements.${id}` : id;
}
