import { Tokenizer } from "@huggingface/tokenizers";
import { type ModelName, modelJson } from "./model-folder.ts";

/** Ids of the markers, the same in every bundled model. */
export const PAD = 0;
export const BOS = 1;
export const SEP = 2;
/** Ids below it are markers. */
const FIRST_TEXT_ID = 6;

/** Text to token ids, without markers. */
export type Encode = (text: string) => number[];

/**
 * The byte-level BPE of a bundled model; lower-cases and tidies inside, so raw text goes in. Text that spells a marker,
 * such as "<sep>", is dropped: what somebody says may not frame the question that is asked of the model.
 */
export async function openTokenizer(model: ModelName): Promise<Encode> {
  const tokenizer = new Tokenizer(await modelJson<object>(model, "tokenizer.json"), {});
  return (text) =>
    tokenizer.encode(text, { add_special_tokens: false }).ids.filter((id: number) => id >= FIRST_TEXT_ID);
}
