/**
 * Ranks the supporters of a bank for a seeker by how well a talk between them would probably go.
 *
 * CharacterChat, Tu et al. 2023: a talk is rated on mood, problem and activity (1 to 5 each), the mean is its label, and a
 * network trained on pairs of characters predicts it. Without training, as specified: a chat model grades the pair on the
 * three, shown the three rated pairs nearest to it; pairs are near where their seekers and their supporters are, by embedding.
 * A bank may be cut to those whose profiles are nearest to the seeker's, which bounds the cost and promises nothing: on the
 * authors' 100 released test pairs that likeness by the bundled embedder goes with the rating by a rank correlation of .05.
 * Personas are plain: create's `characterBank` makes a bank of them. An unreadable grade is null and ranks last; without supporters nobody
 * is ranked.
 *
 * @paper 47
 * @function
 * @needs actor, embed
 */
import { z } from "zod";
import type { Embedder, Model, Persona } from "../../core/index.ts";
import { askJson, cosine, keptVectors, mapConcurrent } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";

/** What came of a talk for the seeker, 1 to 5 each. */
export interface SupportRating {
  mood: number;
  problem: number;
  activity: number;
}

/** A talk that was rated. */
export interface RatedPair {
  seeker: Persona;
  supporter: Persona;
  rating: SupportRating;
}

export interface SupporterMatchingOptions {
  seeker: Persona;
  supporters: readonly Persona[];
  model: Model;
  embedder: Embedder;
  /** Examples for the model; it grades without where there are none. */
  rated?: readonly RatedPair[];
  /** Supporters that the model grades, the nearest; all of them where absent. */
  shortlist?: number;
  concurrency?: number;
  signal?: AbortSignal | undefined;
}

export interface SupporterMatch {
  supporter: Persona;
  rating: SupportRating | null;
  /** Mean of the rating, 1..5. */
  score: number | null;
  /** Of the two profiles. */
  likeness: number;
}

const EXAMPLES = 3;

const TASK = `Given are a person who looks for support and one who would give it. Foresee how a talk between them would go for the first: "mood", how much better they would feel; "problem", how far they would get with what troubles them; "activity", how gladly they would talk on. 1 to 5 each, 5 the best. The examples are talks that were rated.
Reply with {"reason": "...", "mood": N, "problem": N, "activity": N}.`;

const grade = z.number().min(1).max(5);
const shape = z.object({ reason: z.string(), mood: grade, problem: grade, activity: grade });

/** The shortlist, the best match first; equals in the order of likeness. @throws what the model or the embedder throws */
export async function supporterMatching(options: SupporterMatchingOptions): Promise<SupporterMatch[]> {
  const { supporters, model, embedder, rated = [], shortlist = supporters.length, concurrency = 4, signal } = options;
  const vectors = keptVectors(embedder);
  const seeker = profileOf(options.seeker);
  const profiles = supporters.map(profileOf);
  const [own, ...theirs] = await vectors([seeker, ...profiles], signal);
  const near = supporters
    .map((supporter, i) => {
      return {
        supporter,
        profile: profiles[i] as string,
        likeness: cosine(own as Float32Array, theirs[i] as Float32Array),
      };
    })
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, shortlist);
  const examples = await examplesFor(seeker, rated, { vectors, signal });
  const graded = await mapConcurrent(
    near,
    async ({ supporter, profile, likeness }, inner): Promise<SupporterMatch> => {
      const material = { seeker, supporter: profile, examples: await examples(profile) };
      const read = await askJson(model, { task: TASK, material, shape }, inner);
      if (read === null) return { supporter, rating: null, score: null, likeness };
      const { mood, problem, activity } = read;
      return { supporter, rating: { mood, problem, activity }, score: supportScore(read), likeness };
    },
    { concurrency, signal },
  );
  return graded.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || b.likeness - a.likeness);
}

/** The label of a rated talk: the mean of the three. */
export function supportScore({ mood, problem, activity }: SupportRating): number {
  return (mood + problem + activity) / 3;
}

const ENOUGH_SCORES = 5;
const CONTENT = 4;

/** Whether a seeker whose feelings were scored 0 to 5 turn by turn is helped: five scores or more, the last two at 4. */
export function isHelped(scores: readonly number[]): boolean {
  return scores.length >= ENOUGH_SCORES && scores.slice(-2).every((score) => score >= CONTENT);
}

function profileOf(persona: Persona): string {
  return renderPersona(persona, { person: "third" }).system;
}

/** For a supporter's profile, the rated pairs that are nearest to the pair of it and the seeker. */
async function examplesFor(
  seeker: string,
  rated: readonly RatedPair[],
  { vectors, signal }: { vectors: ReturnType<typeof keptVectors>; signal: AbortSignal | undefined },
): Promise<(supporter: string) => Promise<object[]>> {
  const pairs = rated.map((pair) => {
    return { seeker: profileOf(pair.seeker), supporter: profileOf(pair.supporter), rating: pair.rating };
  });
  const texts = pairs.flatMap((pair) => [pair.seeker, pair.supporter]);
  const made = await vectors([seeker, ...texts], signal);
  return async (supporter) => {
    const [other] = await vectors([supporter], signal);
    const likeness = (i: number): number =>
      cosine(made[0] as Float32Array, made[2 * i + 1] as Float32Array) +
      cosine(other as Float32Array, made[2 * i + 2] as Float32Array);
    return pairs
      .map((pair, i) => ({ pair, likeness: likeness(i) }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, EXAMPLES)
      .map(({ pair: { rating, ...who } }) => ({ ...who, ...rating, score: supportScore(rating) }));
  };
}
