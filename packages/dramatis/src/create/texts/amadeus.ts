/**
 * Finds what documents let one infer of a character's beliefs, values and psychology, passage by passage.
 *
 * Amadeus [132]: documents are cut by their longest paragraph with half overlapping, headings before each passage
 * (`chunkDocuments` of the persona room); guided selection walks the passages nearest to a question, asks of each whether
 * an attribute can be inferred from it, and stops at K; attributes are extracted from those. K = 3 of N = 10 are ours.
 * Where none is accepted the top K stand in (the paper's prose; its pseudo-code has K + 1). We depart: as a way to make
 * personas the questions are general ones, or yours; answering with passages and attributes is the agent's work.
 * Blank documents give a persona without attributes. A verdict that cannot be used is no.
 *
 * @paper 132
 * @needs actor, embed
 */
import { z } from "zod";
import type { Model, Persona, Provenance, Source } from "../../core/index.ts";
import { askJson, cosine, neededEmbedder, neededModel } from "../../model/index.ts";
import { chunkDocuments, type Passage, passageText } from "../../persona/index.ts";
import { given, type Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { tally as newTally, type Tally } from "../tally.ts";

export const QUESTIONS: readonly string[] = [
  "What does the character believe, and what do they value most?",
  "What kind of person is the character, and how do they feel and decide?",
  "How does the character treat other people, and why?",
];

const GATE = `You are given a passage about a character and a question on them.
Can an attribute of the character that bears on the question be inferred from this passage alone? Reply with {"ok": true} or {"ok": false}.`;
const EXTRACT = `You are given passages about a character.
List what they show of the character: beliefs and values; psychological traits. Short first-person sentences ("I believe ...", "I am ..."). Nothing that the passages do not show.
Reply with {"beliefsValues": ["..."], "psych": ["..."]}.`;

const gate = z.object({ ok: z.boolean() });
const attributes = z.object({
  beliefsValues: z.array(z.string().min(1)).max(20),
  psych: z.array(z.string().min(1)).max(20),
});

export interface AmadeusOptions extends Material {
  questions?: readonly string[];
  /** Passages kept for a question (K), and looked at (N). */
  keep?: number;
  most?: number;
}

/**
 * The passages, best first, that the verdict accepts: at most `most` are looked at, until `keep` are found; the first
 * `keep` where none is.
 */
export async function guidedSelection<T>(
  ranked: readonly T[],
  verdict: (item: T) => Promise<boolean>,
  { keep = 3, most = 10 }: { keep?: number; most?: number } = {},
): Promise<T[]> {
  const found: T[] = [];
  for (const item of ranked.slice(0, most)) {
    if (found.length >= keep) break;
    if (await verdict(item)) found.push(item);
  }
  return found.length > 0 ? found : ranked.slice(0, keep);
}

/**
 * The texts are documents about one character, `speaker`.
 *
 * @throws InputError without texts, UnsupportedError without an embedder or a chat model.
 */
export function amadeus(options: AmadeusOptions = {}): Source {
  const { speaker, tally = newTally(), questions = QUESTIONS } = options;
  const texts = given("amadeus", options, "texts");
  const model = tally.counted(neededModel("amadeus", options.model));
  const embedder = neededEmbedder("amadeus", options.embedder);
  const name =
    [speaker, texts[0]?.title, texts[0]?.id].find((each) => each !== undefined && each.trim() !== "") ?? "Character";

  return {
    name: "amadeus",
    async *personas(_seed, signal) {
      signal?.throwIfAborted();
      const documents = texts.map(({ id, title, text }) => ({ id, text, ...(title === undefined ? {} : { title }) }));
      const passages = chunkDocuments({ documents });
      const vectors = await embedder.embed(passages.map(passageText), signal);
      const asked = await embedder.embed(questions, signal);
      const chosen = new Set<Passage>();
      for (const [i, question] of questions.entries()) {
        const near = passages.map((passage, p) => ({
          passage,
          score: cosine(vectors[p] as Float32Array, asked[i] as Float32Array),
        }));
        const ranked = near.sort((a, b) => b.score - a.score).map(({ passage }) => passage);
        const verdict = (passage: Passage): Promise<boolean> =>
          accepts(passage, { question, name, model, tally }, signal);
        for (const passage of await guidedSelection(ranked, verdict, options)) chosen.add(passage);
      }
      const persona: Persona = { schema: "dramatis.persona/1", name, kind: "fictional", knowledge: { documents } };
      const made = await withAttributes(persona, { passages: [...chosen], model, tally }, signal);
      signal?.throwIfAborted();
      yield made;
    },
  };
}

async function accepts(
  passage: Passage,
  { question, name, model, tally }: { question: string; name: string; model: Model; tally: Tally },
  signal?: AbortSignal,
): Promise<boolean> {
  const material = { character: name, question, passage: passageText(passage) };
  const reply = await askJson(model, { task: GATE, material, shape: gate }, signal);
  tally.ask();
  if (reply?.ok) tally.keep();
  else tally.drop(reply === null ? "unparsed" : "no attribute");
  return reply?.ok ?? false;
}

async function withAttributes(
  persona: Persona,
  { passages, model, tally }: { passages: readonly Passage[]; model: Model; tally: Tally },
  signal?: AbortSignal,
): Promise<Persona> {
  if (passages.length === 0) return persona;
  const material = { character: persona.name, passages: passages.map(passageText) };
  const reply = await askJson(model, { task: EXTRACT, material, shape: attributes }, signal);
  const found = [...(reply?.beliefsValues ?? []), ...(reply?.psych ?? [])];
  tally.ask(reply === null ? 1 : found.length);
  if (reply === null) tally.drop("unparsed");
  else tally.keep(found.length);
  if (found.length === 0) return persona;
  const made = passages.map(
    ({ id }): Provenance => ({ source: "llm_inferred", method: "amadeus", model: model.id, from: id }),
  );
  const path = (_: string, i: number): [string, Provenance[]] => [`identity.personal.${i}`, made];
  return withProvenance({ ...persona, identity: { personal: found } }, Object.fromEntries(found.map(path)));
}
