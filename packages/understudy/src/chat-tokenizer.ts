import { Tokenizer } from "@huggingface/tokenizers";
import { modelJson } from "./model-folder.ts";
import { BOS, SEP } from "./tokenizer.ts";

/** Whose the words of a piece are. */
export type Mark = "persona" | "self" | "other" | "fact";

export interface ChatTokenizer {
  readonly begin: number;
  /** Ends every piece, and so every reply. */
  readonly end: number;
  readonly mark: Readonly<Record<Mark, number>>;
  /** Ids of a text, without marks. A text that spells a mark, such as "<sep>", loses it. */
  encode(text: string): number[];
  /** The text of ids with the space before each word, marks left out; ends in U+FFFD where a character is not whole. */
  decode(ids: readonly number[]): string;
  /** Whether an id stands for text, and not for a mark. */
  isText(id: number): boolean;
}

/** The tokenizer of the bundled chat model; it lower-cases inside. */
export async function openChatTokenizer(): Promise<ChatTokenizer> {
  const tokenizer = new Tokenizer(await modelJson<object>("chat", "tokenizer.json"), {});
  const marks = tokenizer.get_added_tokens_decoder();
  const spelled = new RegExp([...marks.values()].map(({ content }) => content).join("|"), "g");
  const isText = (id: number): boolean => !marks.has(id);
  const idOf = (mark: Mark): number => tokenizer.token_to_id(`<${mark}>`) as number;
  return {
    begin: BOS,
    end: SEP,
    mark: { persona: idOf("persona"), self: idOf("self"), other: idOf("other"), fact: idOf("fact") },
    encode: (text) => {
      const plain = text.replace(spelled, " ").trim();
      return plain === "" ? [] : tokenizer.encode(plain, { add_special_tokens: false }).ids;
    },
    decode: (ids) => tokenizer.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    isText,
  };
}
