import { existsSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { isObject, jsonObject, messageOf } from "./json-file.ts";

/** Two sentences as a model reads them, with its marks around and between them. */
export interface PairRow {
  ids: number[];
  /** 0 or 1 a token: which sentence it belongs to. */
  segments: number[];
}

export interface PairTokenizer {
  /** Null where one sentence has no token, or where both are longer than half of what the model reads. */
  encode(premise: string, hypothesis: string): PairRow | null;
  /** Id of the token that rows are filled up with. */
  readonly pad: number;
}

/** Attention grows with the square of the length, and NLI models are trained on pairs shorter than this. */
const MOST_TOKENS = 512;

/**
 * The tokenizer of a model folder: tokenizer.json, and tokenizer_config.json where there is one. Of a pair that is too
 * long, the end of the longer sentence is not read.
 *
 * @param config what the folder's config.json holds
 * @throws Error in one line
 */
export async function openPairTokenizer(folder: string, config: Record<string, unknown>): Promise<PairTokenizer> {
  const path = join(folder, "tokenizer.json");
  const optional = join(folder, "tokenizer_config.json");
  const settings = existsSync(optional) ? await jsonObject(optional) : {};
  const json = await jsonObject(path);
  const tokenizer = makeTokenizer(path, json, settings);
  const marks = marksOf(json);
  const pad = padOf(tokenizer, settings) ?? config.pad_token_id;
  if (!isCount(pad))
    throw new Error(`${folder}: no pad_token in tokenizer_config.json, no pad_token_id in config.json`);

  const segments = isCount(config.type_vocab_size) ? Math.max(1, config.type_vocab_size) : 2;
  const frame = frameOf({ tokenizer, segments, path });
  const read = Math.min(MOST_TOKENS, ...[config.max_position_embeddings, settings.model_max_length].filter(isCount));
  const room = read - frame.marks;
  if (room < 2) throw new Error(`${folder}: reads ${read} tokens, too few for a pair`);
  const tokens = (text: string): number[] => {
    // Text far beyond what is read is not even tokenised: a token is rarely longer than 16 characters.
    const kept = text.slice(0, read * 32);
    // Text that spells a mark, such as "[SEP]", may not frame the question: it is dropped.
    return kept.trim() === "" ? [] : idsOf(tokenizer, kept).filter((id) => !marks.has(id));
  };
  return {
    pad,
    encode(premise, hypothesis) {
      const [a, b] = [tokens(premise), tokens(hypothesis)];
      const shorter = Math.min(a.length, b.length);
      if (shorter === 0) return null;
      if (a.length + b.length <= room) return frame.join(a, b);
      return shorter > room / 2 ? null : frame.join(a.slice(0, room - shorter), b.slice(0, room - shorter));
    },
  };
}

function makeTokenizer(path: string, json: object, settings: object): Tokenizer {
  try {
    return new Tokenizer(json, settings);
  } catch (error) {
    throw new Error(`${path}: not a tokenizer that can be used (${messageOf(error)})`, { cause: error });
  }
}

/** Without marks. A piece that is not in the vocabulary of a tokenizer without an unknown token is left out. */
function idsOf(tokenizer: Tokenizer, text: string): number[] {
  const ids: (number | undefined)[] = tokenizer.encode(text, { add_special_tokens: false }).ids;
  return ids.filter((id) => id !== undefined);
}

/** Ids of the special tokens of a tokenizer.json, save the one that stands for unknown words. */
function marksOf({ added_tokens: added, model }: Record<string, unknown>): Set<unknown> {
  const { unk_token, unk_id } = isObject(model) ? model : {};
  const tokens = Array.isArray(added) ? added.filter(isObject) : [];
  const marks = tokens.filter(({ special, content, id }) => special === true && content !== unk_token && id !== unk_id);
  return new Set(marks.map(({ id }) => id));
}

function padOf(tokenizer: Tokenizer, { pad_token: named }: Record<string, unknown>): number | undefined {
  const token = isObject(named) ? named.content : named;
  return typeof token === "string" ? tokenizer.token_to_id(token) : undefined;
}

interface Frame {
  /** Tokens that it adds to a pair. */
  marks: number;
  join(a: readonly number[], b: readonly number[]): PairRow;
}

/**
 * The marks that the tokenizer puts around and between two sentences, learnt from one pair, so that sentences can be
 * cut before they are joined.
 */
function frameOf({ tokenizer, segments, path }: { tokenizer: Tokenizer; segments: number; path: string }): Frame {
  const [a, b] = [idsOf(tokenizer, "yes"), idsOf(tokenizer, "no")];
  const { ids, types } = encodePair(tokenizer, path);
  const find = (part: readonly number[], from: number): number =>
    ids.findIndex((_, i) => i >= from && part.every((id, k) => ids[i + k] === id));
  const startA = find(a, 0);
  const endA = startA + a.length;
  const startB = find(b, endA);
  const endB = startB + b.length;
  if (a.length === 0 || b.length === 0 || startA < 0 || startB <= endA || types?.length !== ids.length) {
    throw new Error(`${path}: its post_processor does not join two sentences with a mark between them`);
  }
  // RoBERTa's tokenizer numbers the second sentence 1 although the model knows one segment only.
  const known = types.map((type) => Math.min(type, segments - 1));
  const framed = (all: readonly number[], first: readonly number[], second: readonly number[]): number[] => [
    ...all.slice(0, startA),
    ...first,
    ...all.slice(endA, startB),
    ...second,
    ...all.slice(endB),
  ];
  return {
    marks: ids.length - a.length - b.length,
    join: (first, second) => ({
      ids: framed(ids, first, second),
      segments: framed(
        known,
        first.map(() => known[startA] as number),
        second.map(() => known[startB] as number),
      ),
    }),
  };
}

/** `types` is undefined where the post-processor gives none, whatever the tokenizer's types say. */
function encodePair(tokenizer: Tokenizer, path: string): { ids: number[]; types: number[] | undefined } {
  try {
    const { ids, token_type_ids: types } = tokenizer.encode("yes", { text_pair: "no", return_token_type_ids: true });
    return { ids, types };
  } catch (error) {
    throw new Error(`${path}: its post_processor cannot join two sentences (${messageOf(error)})`, { cause: error });
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
