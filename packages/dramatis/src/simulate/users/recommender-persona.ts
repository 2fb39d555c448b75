/**
 * A persona read from what somebody rated: of several candidates the one that best foretells ratings it was not shown.
 *
 * Phase 1 of SimUSER [186]: from a history the model infers candidates with age, gender, occupation, Big Five, tastes,
 * pickiness and habits (n = 5), and the most self-consistent is kept. Its figures were not read. Consistency is here
 * measured, not asked for: a fifth of the history is held out, the model says how each candidate would rate it without seeing
 * the ratings, and the agreement is 1 − mean |Δ| / 4. The first of equals is kept. A candidate or ratings that cannot be read
 * have no agreement, and without any agreement there is no persona: null. At most n infers and n ratings are asked for, each
 * once more where unreadable.
 *
 * @paper 186
 * @function
 * @needs actor
 */
import { z } from "zod";
import { InputError, type Model, type Persona, random } from "../../core/index.ts";
import { askJson, mapConcurrent } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { mean } from "../../stats/index.ts";

/** Something that a recommender shows. */
export interface RecommenderItem {
  id: string;
  title: string;
  /** What the page tells of it. */
  about?: string;
}

export interface RatedItem extends RecommenderItem {
  /** 1..5. */
  rating: number;
}

export interface RecommenderPersonaOptions {
  history: readonly RatedItem[];
  model: Model;
  name?: string;
  candidates?: number;
  seed?: number;
  concurrency?: number;
  signal?: AbortSignal | undefined;
}

export interface PersonaCandidate {
  persona: Persona;
  /** 1 − mean |Δ| / 4 over the held-out ratings, 0..1; null where they could not be read. */
  agreement: number | null;
}

export interface RecommenderPersona {
  /** The best candidate; null where none could be held against anything. */
  best: PersonaCandidate | null;
  /** Those that could be read. */
  candidates: PersonaCandidate[];
  heldOut: RatedItem[];
}

const HELD_OUT = 0.2;

const INFER = `Given are things that one person rated, 1 to 5. Infer who this may be. "age" in years; "gender"; "occupation"; "traits", each 0 to 1: openness, conscientiousness, extraversion, agreeableness, neuroticism; "tastes": what they like and dislike, in one or two sentences to them ("You …"); "pickiness": how choosy they are, one such sentence; "habits": how they choose, one such sentence.
Reply {"age": N, "gender": "…", "occupation": "…", "traits": {"openness": N, …}, "tastes": "…", "pickiness": "…", "habits": "…"}.`;
const level = z.number().min(0).max(1);
const inferred = z.object({
  age: z.number().min(0).max(120),
  gender: z.string(),
  occupation: z.string(),
  traits: z.object({
    openness: level,
    conscientiousness: level,
    extraversion: level,
    agreeableness: level,
    neuroticism: level,
  }),
  tastes: z.string(),
  pickiness: z.string(),
  habits: z.string(),
});

const RATE = `Given are a person and things that they met. Say how this person would rate each, 1 to 5, by who they are. Every item gets a rating.
Reply {"ratings": [N, …]}, in the order of the items.`;

/** @throws InputError for a history of fewer than two. @throws what the model throws */
export async function recommenderPersona(options: RecommenderPersonaOptions): Promise<RecommenderPersona> {
  const { history, model, name = "User", candidates = 5, seed = 0, concurrency = 4, signal } = options;
  if (history.length < 2) {
    throw new InputError({ where: "history", found: `${history.length} rated items`, expected: "at least two" });
  }
  const drawn = random(seed).shuffle(history);
  const heldOut = drawn.slice(0, Math.max(1, Math.round(history.length * HELD_OUT)));
  const shown = history.filter((item) => !heldOut.includes(item));
  const places = Array.from({ length: candidates }, (_, i) => i);
  const read = await mapConcurrent(
    places,
    async (i, inner): Promise<PersonaCandidate[]> => {
      const infer = { task: INFER, material: shown.map(shownItem), shape: inferred, temperature: 0.9, seed: seed + i };
      const found = await askJson(model, infer, inner);
      if (found === null) return [];
      const persona = personaOf(found, { name, model: model.id, seed: seed + i });
      return [{ persona, agreement: await agreementWith(persona, { model, heldOut, seed }, inner) }];
    },
    { concurrency, signal },
  );
  const all = read.flat();
  const known = all.filter(({ agreement }) => agreement !== null);
  const best = known.reduce<PersonaCandidate | null>(
    (top, one) => (top === null || (one.agreement ?? 0) > (top.agreement ?? 0) ? one : top),
    null,
  );
  return { best, candidates: all, heldOut };
}

async function agreementWith(
  persona: Persona,
  { model, heldOut, seed }: { model: Model; heldOut: readonly RatedItem[]; seed: number },
  signal: AbortSignal,
): Promise<number | null> {
  const items = heldOut.map(({ rating: _, ...item }) => shownItem(item));
  const person = renderPersona(persona, { person: "third" }).system;
  const shape = z.object({ ratings: z.array(z.number().min(1).max(5)).length(items.length) });
  const answer = await askJson(model, { task: RATE, material: { person, items }, shape, seed }, signal);
  if (answer === null) return null;
  const off = mean(heldOut.map(({ rating }, i) => Math.abs(rating - (answer.ratings[i] as number)))) ?? 0;
  return 1 - off / 4;
}

function personaOf(
  { age, gender, occupation, traits, tastes, pickiness, habits }: z.infer<typeof inferred>,
  { name, model, seed }: { name: string; model: string; seed: number },
): Persona {
  const told = { tastes, pickiness, habits };
  return {
    schema: "dramatis.persona/1",
    name,
    kind: "synthetic",
    identity: { social: { age, gender, occupation } },
    traits: Object.entries(traits).map(([dimension, value]) => ({ system: "big5", dimension, level: value })),
    statements: Object.entries(told)
      .filter(([, text]) => text.trim() !== "")
      .map(([id, text]) => ({ id, text })),
    provenance: [{ source: "llm_inferred", method: "recommender-persona", model, seed }],
  };
}

/** Without the id, which may say more than the page does. */
function shownItem({ title, about, ...rest }: RecommenderItem & { rating?: number }): object {
  return { title, ...(about !== undefined && { about }), ...(rest.rating !== undefined && { rating: rest.rating }) };
}
