import { basename } from "node:path";
import { z } from "zod";
import { InputError } from "../../core/index.ts";
import { QUESTION_LANGUAGES, type SurveyQuestion } from "../../measure/populations/index.ts";
import type { InstrumentFile } from "../../measure/psychometrics/index.ts";
import { parseTree, readText, schemaFault } from "../../persona/index.ts";

/** A questionnaire: questions that each have options of their own, and no key. */
export interface QuestionsFile {
  schema: "dramatis.questions/1";
  /** kebab-case. */
  name: string;
  title?: string;
  /** Of the introduction and the questions: en, es or pt; en where absent. */
  language?: string;
  licence?: string;
  source?: string;
  questions: FileQuestion[];
}

export interface FileQuestion {
  id: string;
  text: string;
  /** 2 to 20, in their order on the scale where it is one. */
  options: string[];
  /** ordinal where absent. */
  scale?: "ordinal" | "nominal";
  /** Where each option lies on its scale, null for one beside it such as "don't know"; 1, 2, 3 … where absent. */
  places?: (number | null)[];
  /** Topic, by which distances are reported too. */
  group?: string;
  /** Of the survey that asked it. */
  wave?: string;
}

const MOST_BYTES = 16 * 2 ** 20;
/** What servers tell the probabilities of. */
const MOST_OPTIONS = 20;

const text = z.string().regex(/\S/, "text that is not blank");
/** YAML reads 2024 and 18 as numbers, and people mean the words. */
const word = z.union([text, z.number()], "text").transform(String);

const schema = z.strictObject({
  schema: z.literal("dramatis.questions/1"),
  name: text,
  title: text.exactOptional(),
  language: z.enum(QUESTION_LANGUAGES as [string, ...string[]]).exactOptional(),
  licence: text.exactOptional(),
  source: text.exactOptional(),
  questions: z
    .array(
      z.strictObject({
        id: word,
        text,
        options: z.array(word).min(2).max(MOST_OPTIONS),
        scale: z.enum(["ordinal", "nominal"]).exactOptional(),
        places: z.array(z.number().nullable()).exactOptional(),
        group: word.exactOptional(),
        wave: word.exactOptional(),
      }),
    )
    .min(1),
});

/** @throws InputError naming file and line */
export async function readQuestions(path: string): Promise<QuestionsFile> {
  const format = /\.json$/i.test(path) ? "json" : "yaml";
  return parseQuestions(await readText(path, MOST_BYTES), basename(path), format);
}

/** @throws InputError when the text is not of that format, or no questionnaire */
export function parseQuestions(source: string, where: string, format: "yaml" | "json"): QuestionsFile {
  const tree = parseTree(source, where, format);
  const read = schema.safeParse(tree.value);
  const fault = read.success ? questionsFault(read.data) : schemaFault(read.error, tree.value);
  if (read.success && fault === undefined) return read.data;
  const { path, ...said } = fault as NonNullable<typeof fault>;
  const line = tree.lineOf(path);
  throw new InputError({ where, ...(line !== undefined && { line }), ...said });
}

function questionsFault({
  questions,
}: QuestionsFile): { path: PropertyKey[]; found: string; expected: string } | undefined {
  const seen = new Set<string>();
  for (const [at, { id, options, places, scale }] of questions.entries()) {
    const path = ["questions", at];
    if (seen.has(id)) return { path: [...path, "id"], found: `the question ${id} twice`, expected: "each id once" };
    seen.add(id);
    const twice = options.find((option, i) => options.findIndex((one) => same(one, option)) !== i);
    if (twice !== undefined)
      return { path: [...path, "options"], found: `the option ${JSON.stringify(twice)} twice`, expected: "each once" };
    if (places === undefined) continue;
    const there = { path: [...path, "places"] };
    if (scale === "nominal") return { ...there, found: "places of a nominal question", expected: "scale: ordinal" };
    if (places.length !== options.length)
      return { ...there, found: `${places.length} places`, expected: `one for each of ${options.length} options` };
    if (new Set(places.filter((place) => place !== null)).size < 2)
      return { ...there, found: "fewer than two places", expected: "a scale with two ends" };
  }
  return undefined;
}

/** Whether two options are one to whoever reads an answer. */
export function same(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(option: string): string {
  return option.normalize("NFKC").replaceAll("’", "'").trim().toLowerCase();
}

/** The questions as their answers are counted. */
export function surveyQuestions({ questions }: QuestionsFile): SurveyQuestion[] {
  return questions.map(({ id, options, scale = "ordinal", places }) => ({
    ...{ id, options, scale },
    ...(places && { places }),
  }));
}

/** The questions as they are put: an instrument without a key, whose items have options of their own. */
export function questionsInstrument({ name, title = name, language = "en", ...file }: QuestionsFile): InstrumentFile {
  return {
    ...{ schema: "dramatis.instrument/1", name, title, licence: file.licence ?? "", source: file.source ?? "" },
    choices: "questions",
    options: { min: 0, labels: { [language]: [] } },
    aggregate: "mean",
    scales: [],
    items: file.questions.map(({ id, text, options }) => ({
      id,
      text: { [language]: text },
      options: options.map((option) => ({ text: { [language]: option }, scores: {} })),
    })),
    key: [],
  };
}
