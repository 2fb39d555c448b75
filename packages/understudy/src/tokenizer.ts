import { Tokenizer } from "@huggingface/tokenizers";
import { jsonFile } from "./json-file.ts";
import { TOKENIZER_FILE } from "./model-folder.ts";

/** Fills rows of a batch to one length; models do not read it. */
export const PAD = 0;
const BEGIN = 1;
const END = 2;

/** Whose the words of a piece of a conversation are. */
export type Mark = "persona" | "self" | "other" | "fact";

/** The byte-level BPE of the bundled models; it lower-cases and tidies inside, so raw text goes in. */
export interface BundledTokenizer {
  readonly begin: number;
  /** Ends every piece, and so every reply. */
  readonly end: number;
  readonly mark: Readonly<Record<Mark, number>>;
  /**
   * Ids of a text, without marks. A text that spells a mark, such as "<sep>", loses it: what somebody says may not frame
   * what is asked of a model.
   */
  encode(text: string): number[];
  /** The text of ids with the space before each word, marks left out; ends in U+FFFD where a character is not whole. */
  decode(ids: readonly number[]): string;
  /** Whether an id stands for text, and not for a mark. */
  isText(id: number): boolean;
}

/** Opens the tokenizer that the bundled models share. */
export async function openTokenizer(): Promise<BundledTokenizer> {
  const tokenizer = new Tokenizer((await jsonFile(TOKENIZER_FILE)) as object, {});
  const marks = tokenizer.get_added_tokens_decoder();
  const spelled = new RegExp([...marks.values()].map(({ content }) => content).join("|"), "g");
  const idOf = (mark: Mark): number => tokenizer.token_to_id(`<${mark}>`) as number;
  return {
    begin: BEGIN,
    end: END,
    mark: { persona: idOf("persona"), self: idOf("self"), other: idOf("other"), fact: idOf("fact") },
    encode: (text) => {
      const plain = text.replace(spelled, " ").trim();
      return plain === "" ? [] : tokenizer.encode(plain, { add_special_tokens: false }).ids;
    },
    decode: (ids) => tokenizer.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    isText: (id) => !marks.has(id),
  };
}
