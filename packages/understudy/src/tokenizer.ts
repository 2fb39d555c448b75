import { Tokenizer } from "@huggingface/tokenizers";
import { type ModelName, modelJson } from "./model-folder.ts";

/** Ids of the markers, the same in every bundled model. */
export const PAD = 0;
export const BOS = 1;
export const SEP = 2;

/** Text to token ids, without markers. */
export type Encode = (text: string) => number[];

/** The byte-level BPE of a bundled model; lower-cases and tidies inside, so raw text goes in. */
export async function openTokenizer(model: ModelName): Promise<Encode> {
  const tokenizer = new Tokenizer(await modelJson<object>(model, "tokenizer.json"), {});
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}
