/**
 * Finds the passages of the persona's documents that tell of it what a question is about, and what they say it is like.
 *
 * AMADEUS [132]. Its splitter cuts by the longest paragraph and puts the sections above before each chunk (see
 * chunk-documents.ts). Guided selection walks the N = 10 chunks nearest to what was said, asks of each whether an attribute
 * of the character that bears on it can be inferred, and stops at K = 3; where none can, the K nearest are taken, as in the
 * paper's prose. The attribute extractor reads beliefs and values, and psychological traits, out of the chosen. K and N are
 * ours. Without a chat model the K nearest are taken and no attributes are read. At most N + 1 questions a turn, each asked
 * once more where its answer cannot be read; an unread gate counts as no. What the cutoff and the unknowns rule out is not
 * offered. Without documents, or with nothing said, nothing is contributed.
 *
 * @paper 132
 * @needs embed
 */
import { z } from "zod";
import type { Component, Embedder, Model } from "../../core/index.ts";
import { askJson, cosine, keptVectors, neededEmbedder, type Vectors } from "../../model/index.ts";
import { chunkDocuments, type Passage, passageText } from "../../persona/index.ts";
import { knowable } from "./knowable.ts";
import { turnQuery } from "./turn-query.ts";

export interface DocumentChunksOptions {
  embedder?: Embedder;
  /** A chat model that follows instructions. */
  model?: Model;
  /** Passages of a turn (K). */
  most?: number;
  /** Passages looked at (N). */
  walk?: number;
}

const GATE = `You are given a passage about a character and what was said to the character. Can an attribute of the
character that is relevant to what was said be inferred from the passage? Reply {"ok": true} or {"ok": false}.`;
const gate = z.object({ ok: z.boolean() });

const EXTRACT = `You are given passages about a character. Say what they show of the character, one short phrase each, and
only what they show: "beliefsValues", its beliefs and values; "psych", its psychological traits.
Reply {"beliefsValues": ["…"], "psych": ["…"]}.`;
const phrases = z.array(z.string());
const attributes = z.object({ beliefsValues: phrases, psych: phrases });

export function documentChunks({ embedder, model, most = 3, walk = 10 }: DocumentChunksOptions = {}): Component {
  const name = "document-chunks";
  let vectors: Vectors | undefined;

  async function ranked(query: string, passages: readonly Passage[], signal?: AbortSignal): Promise<Passage[]> {
    const embed = neededEmbedder(name, embedder);
    vectors ??= keptVectors(embed);
    const kept = await vectors(passages.map(passageText), signal);
    const [asked = new Float32Array()] = await embed.embed([query], signal);
    return passages
      .map((passage, i) => ({ passage, near: cosine(asked, kept[i] as Float32Array) }))
      .sort((a, b) => b.near - a.near)
      .map(({ passage }) => passage);
  }

  return {
    name,
    async contribute({ persona: { name: character, knowledge = {} }, history }, signal) {
      signal?.throwIfAborted();
      neededEmbedder(name, embedder);
      const [query, isKnowable] = [turnQuery(history), knowable(knowledge)];
      const passages = chunkDocuments(knowledge).filter((passage) => isKnowable(passageText(passage)));
      if (query === "" || passages.length === 0) return [];
      const nearest = await ranked(query, passages, signal);
      const infers: Infers | undefined =
        model && ((passage) => inferable(model, { character, query, passage }, signal));
      const chosen = await guidedSelection(nearest, { most, walk, ...(infers && { infers }) });
      const fields = [...new Set(chosen.map(({ field }) => field))];
      const lines = chosen.map((passage) => `- ${passageText(passage)}`);
      const text = `From what is written about you:\n${lines.join("\n")}`;
      const shown = model ? await attributesIn(model, { character, chosen }, signal) : "";
      return [
        { block: "DOCUMENTS", text, fields },
        ...(shown === "" ? [] : [{ block: "ATTRIBUTES", text: shown, fields }]),
      ];
    },
  };
}

/** Whether a passage lets an attribute that bears on the question be inferred. */
export type Infers = (passage: Passage) => Promise<boolean>;

/** The first `most` of the `walk` first passages that `infers` lets through; where it lets none, the first `most`. */
export async function guidedSelection(
  nearest: readonly Passage[],
  { most, walk, infers }: { most: number; walk: number; infers?: Infers },
): Promise<Passage[]> {
  const chosen: Passage[] = [];
  for (const passage of infers ? nearest.slice(0, walk) : []) {
    if (chosen.length >= most) break;
    if (await infers?.(passage)) chosen.push(passage);
  }
  return chosen.length > 0 ? chosen : nearest.slice(0, most);
}

async function inferable(
  model: Model,
  { character, query, passage }: { character: string; query: string; passage: Passage },
  signal?: AbortSignal,
): Promise<boolean> {
  const material = { character, said: query, passage: passageText(passage) };
  return (await askJson(model, { task: GATE, material, shape: gate }, signal))?.ok ?? false;
}

async function attributesIn(
  model: Model,
  { character, chosen }: { character: string; chosen: readonly Passage[] },
  signal?: AbortSignal,
): Promise<string> {
  const material = { character, passages: chosen.map(passageText) };
  const found = await askJson(model, { task: EXTRACT, material, shape: attributes }, signal);
  const line = (heading: string, items: readonly string[] = []): string[] => {
    const said = items.map((item) => item.trim()).filter((item) => item !== "");
    return said.length > 0 ? [`${heading}: ${said.join("; ")}.`] : [];
  };
  return [...line("What you believe and value", found?.beliefsValues), ...line("What you are like", found?.psych)].join(
    "\n",
  );
}
