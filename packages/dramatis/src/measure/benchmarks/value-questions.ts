import { z } from "zod";
import { parseJson, readLines } from "../../persona/index.ts";
import type { ValueQuestion } from "../drift/value-consistency.ts";
import { shaped } from "./read-data.ts";

const row = z.looseObject({
  topic_english: z.string().min(1),
  question: z.string().min(1),
  original_english: z.string().min(1),
  /** 0 or false for a first wording. */
  rephrase: z.union([z.boolean(), z.number()]),
  options: z
    .record(z.string().min(1), z.enum(["supports", "opposes"]))
    .refine((options) => Object.keys(options).length > 1, { error: "two options or more" }),
});

/**
 * The questions of a ValueConsistency file (Moore et al. 2024), `controversial_english_us.jsonl` and its like, to be asked
 * with `valueItem`. Topics and first wordings are named in English, so that languages can be compared.
 *
 * @param language of the file, which its rows do not say. @throws InputError naming file and line.
 */
export async function* valueQuestions(
  path: string,
  { language = "en" }: { language?: string } = {},
): AsyncGenerator<ValueQuestion, void> {
  for await (const { text, number: line } of readLines(path)) {
    const read = shaped(parseJson(text, path, line), row, { where: path, line });
    const stances = Object.entries(read.options).map(([option, stance]) => [option, stance === "supports"] as const);
    yield {
      id: `${language}-${line}`,
      topic: read.topic_english,
      question: read.question,
      original: read.original_english,
      isOriginal: !read.rephrase,
      language,
      stances: Object.fromEntries(stances),
    };
  }
}
