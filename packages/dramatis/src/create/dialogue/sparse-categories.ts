/**
 * Sorts the statements of personas into a few categories that are found in them, and gives each its category as topic.
 *
 * CLV [16] clusters dense persona texts into sparse categories by contrastive latent variables, learnt with the replies.
 * We substitute, as that is trained: k-means over the statements' vectors, k of 2 to 12 by silhouette; a category is named
 * by its most central sentence, and every statement that has no topic is given the category nearest to it. The categories
 * are of all the personas together, so that two people's share names; they are found on at most 600 statements, drawn by
 * the seed, and `facets.sparseCategories` holds, for each persona, its categories with the ids of its statements.
 * A persona without statements comes back as it is. Fewer than three distinct statements are one category.
 *
 * @paper 16
 * @needs embed
 */
import { type Persona, random, type Source, type Statement } from "../../core/index.ts";
import { cosine, neededEmbedder } from "../../model/index.ts";
import { given, type Material } from "../material.ts";
import { bestClusters } from "./best-clusters.ts";
import { centroidOf } from "./centroid.ts";

const NAME = "sparse-categories";
const MOST_CATEGORIES = 12;
/** Silhouettes grow as n². */
const MOST_CLUSTERED = 600;
/** Statements embedded at once. */
const BATCH = 64;

/** The facet. */
export interface SparseCategory {
  /** Its most central sentence. */
  name: string;
  /** Ids of the persona's statements in it. */
  statements: string[];
}

interface Category {
  name: string;
  centroid: Float32Array;
}

/**
 * Each persona with the topics of its statements.
 *
 * @throws InputError without personas. @throws UnsupportedError without an embedder.
 */
export function sparseCategories(material: Material = {}): Source {
  const embedder = neededEmbedder(NAME, material.embedder);
  const personas = given(NAME, material, "personas");
  const { tally } = material;

  async function categories(seed: number, signal?: AbortSignal): Promise<Category[]> {
    const distinct = [...new Set(personas.flatMap((persona) => statementsOf(persona).map(({ text }) => text)))];
    const texts = random(seed).shuffle(distinct).slice(0, MOST_CLUSTERED);
    const vectors: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += BATCH) {
      vectors.push(...(await embedder.embed(texts.slice(at, at + BATCH), signal)));
    }
    const { clusters } = bestClusters(vectors, { most: MOST_CATEGORIES, seed });
    return [...new Set(clusters)].map((cluster) => {
      const members = clusters.flatMap((each, i) => (each === cluster ? [i] : []));
      const centroid = centroidOf(members.map((i) => vectors[i] as Float32Array));
      const near = members.map((i) => ({ i, cosine: cosine(vectors[i] as Float32Array, centroid) }));
      const [central] = near.sort((a, b) => b.cosine - a.cosine || a.i - b.i);
      return { name: texts[central?.i ?? 0] ?? "", centroid };
    });
  }

  return {
    name: NAME,
    async *personas(seed, signal) {
      signal?.throwIfAborted();
      const found = await categories(seed, signal);
      for (const persona of personas) {
        const statements = statementsOf(persona);
        const vectors =
          statements.length > 0
            ? await embedder.embed(
                statements.map(({ text }) => text),
                signal,
              )
            : [];
        signal?.throwIfAborted();
        tally?.ask();
        tally?.keep();
        yield statements.length === 0 ? persona : categorised(persona, vectors, found);
      }
    },
  };
}

function statementsOf({ statements = [] }: Persona): Statement[] {
  return statements;
}

function categorised(persona: Persona, vectors: readonly Float32Array[], categories: readonly Category[]): Persona {
  const of = new Map<string, string[]>();
  const statements = statementsOf(persona).map((statement, i) => {
    const { name } = nearest(vectors[i] as Float32Array, categories);
    of.set(name, [...(of.get(name) ?? []), statement.id]);
    return { ...statement, topic: statement.topic ?? name };
  });
  const sparse: SparseCategory[] = [...of].map(([name, ids]) => ({ name, statements: ids }));
  return { ...persona, statements, facets: { ...persona.facets, sparseCategories: sparse } };
}

function nearest(vector: Float32Array, categories: readonly Category[]): Category {
  return categories.reduce((best, category) =>
    cosine(vector, category.centroid) > cosine(vector, best.centroid) ? category : best,
  );
}
