/**
 * Profiles a speaker by their history of replies alone: what they say in general, what they answered to what, and the
 * words that are theirs.
 *
 * DHAP [126] encodes a user's past (post, reply) pairs: a general profile from all replies, a dynamic one from those whose
 * posts are near the new post, and a decoder that copies from the personal vocabulary. We depart: nothing is trained. The
 * general profile is the centroid of the replies' vectors, with the replies nearest it as examples of style; the dynamic
 * one is the k = 5 pairs of highest cosine of posts (`nearestPairs`), for a prompt; the vocabulary is the 100 words of
 * highest log-odds against what everyone else says, kept as data: biasing a decoder by it needs its logits.
 * The pairs, the centroid and the vocabulary are `facets.historyProfile`. A speaker who never replies has no pairs, and
 * the centroid is of all they say.
 *
 * @paper 126
 * @needs embed
 */
import type { Embedder, Message, Persona, Source, Transcript } from "../../core/index.ts";
import { cosine, neededEmbedder } from "../../model/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { Material } from "../material.ts";
import { centroidOf } from "./centroid.ts";
import { type PersonalWord, personalVocabulary } from "./personal-vocabulary.ts";
import { type Spoken, spoken, turnsOf } from "./spoken.ts";

const NAME = "history-profile";
const EXAMPLES = 5;

/** What was said to someone, and what they replied. */
export interface PostReply {
  post: string;
  reply: string;
  session: string;
  /** Of the reply. */
  turn: number;
}

/** The facet. */
export interface HistoryProfile {
  pairs: PostReply[];
  /** Length 1, rounded to five places; comparable only to vectors of the same embedder. */
  centroid: number[];
  embedder: string;
  vocabulary: PersonalWord[];
}

export interface HistoryProfileOptions extends Material {
  /** Pairs kept, the last ones. */
  mostPairs?: number;
  /** Words of the vocabulary. */
  mostWords?: number;
}

/**
 * One persona a speaker.
 *
 * @throws InputError without a transcript in which somebody speaks. @throws UnsupportedError without an embedder.
 */
export function historyProfile(options: HistoryProfileOptions = {}): Source {
  const embedder = neededEmbedder(NAME, options.embedder);
  const speakers = spoken(NAME, options);
  const { transcripts = [], tally, mostPairs = 1000, mostWords = 100 } = options;

  async function profileOf(speaker: Spoken, signal?: AbortSignal): Promise<Persona> {
    const pairs = speaker.sessions.flatMap((session) => pairsOf(session, speaker.name));
    const said = speaker.sessions.flatMap(({ messages }) => turnsOf(messages, speaker.name)).map(({ text }) => text);
    const replies = pairs.length > 0 ? pairs.map(({ reply }) => reply) : said;
    const vectors = await embedder.embed(replies, signal);
    const centroid = centroidOf(vectors);
    const near = replies.map((text, i) => ({ text, cosine: cosine(vectors[i] as Float32Array, centroid) }));
    const examples = [...new Set(near.sort((a, b) => b.cosine - a.cosine).map(({ text }) => text.trim()))];
    tally?.ask(pairs.length);
    tally?.keep(Math.min(pairs.length, mostPairs));
    if (pairs.length > mostPairs) tally?.drop("over the most pairs", pairs.length - mostPairs);
    const profile: HistoryProfile = {
      pairs: pairs.slice(-mostPairs),
      centroid: [...centroid].map((value) => Math.round(value * 1e5) / 1e5),
      embedder: embedder.id,
      vocabulary: personalVocabulary(said, othersThan(speaker.name, transcripts), { most: mostWords }),
    };
    return {
      schema: "dramatis.persona/1",
      name: speaker.name,
      style: { examples: examples.slice(0, EXAMPLES) },
      provenance: speaker.sessions.map(({ session }) => ({
        source: "extracted_dialogue",
        method: NAME,
        model: embedder.id,
        from: session,
      })),
      facets: { historyProfile: profile },
    };
  }

  return {
    name: NAME,
    async *personas(_seed, signal) {
      for (const speaker of speakers) {
        signal?.throwIfAborted();
        const persona = await profileOf(speaker, signal);
        signal?.throwIfAborted();
        yield persona;
      }
    },
  };
}

/** The k pairs whose posts are nearest to a new one, nearest first: what this person answered to the like of it. */
export async function nearestPairs(
  pairs: readonly PostReply[],
  { post, embedder, k = 5 }: { post: string; embedder: Embedder; k?: number },
  signal?: AbortSignal,
): Promise<PostReply[]> {
  const [asked, ...posts] = await embedder.embed([post, ...pairs.map((pair) => pair.post)], signal);
  const near = pairs.map((pair, i) => ({ pair, cosine: cosine(asked as Float32Array, posts[i] as Float32Array) }));
  return near
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, k)
    .map(({ pair }) => pair);
}

/** Every turn of the speaker that follows another's. */
export function pairsOf({ messages }: Transcript, name: string): PostReply[] {
  return messages.flatMap((message: Message, i) => {
    const before = messages[i - 1];
    if (!sameName(message.speaker, name) || before === undefined || sameName(before.speaker, name)) return [];
    return [{ post: before.text, reply: message.text, session: message.session, turn: message.turn }];
  });
}

function othersThan(name: string, transcripts: readonly Transcript[]): string[] {
  return transcripts.flatMap(({ messages }) =>
    messages.filter(({ speaker }) => !sameName(speaker, name)).map(({ text }) => text),
  );
}
