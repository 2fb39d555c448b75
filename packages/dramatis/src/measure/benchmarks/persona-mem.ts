// PersonaMem: which of four replies fits what a user has become, after a long history with an assistant.
import { z } from "zod";
import { type Benchmark, InputError, type Persona, type Suite, type SuiteItem } from "../../core/index.ts";
import { filesOfFolder, parseJson, readLines } from "../../persona/index.ts";
import { csvRecords } from "../../persona/interchange/containers/csv.ts";
import { choiceItem } from "../choice-answer.ts";
import { shaped } from "./read-data.ts";

const row = z.looseObject({
  persona_id: z.string(),
  question_id: z.string(),
  question_type: z.string(),
  topic: z.string().default(""),
  distance_to_ref_in_blocks: z.string().optional(),
  distance_to_ref_in_tokens: z.string().optional(),
  user_question_or_message: z.string(),
  correct_answer: z.string(),
  all_options: z.string(),
  shared_context_id: z.string(),
  end_index_in_shared_context: z.coerce.number().int().min(0),
});
type Row = z.infer<typeof row>;
const contexts = z.record(z.string(), z.array(z.looseObject({ role: z.string(), content: z.string() })));
type Contexts = Map<string, readonly { role: string; content: string }[]>;

export interface PersonaMemOptions {
  /** Length of the histories, as in the files' names. */
  size?: "32k" | "128k" | "1M";
  /** Of the order of the options. */
  seed?: number;
}

/**
 * The folder with `questions_<size>.csv` and `shared_contexts_<size>.jsonl` as published (Jiang et al. 2025).
 *
 * The history up to the question, without what was told of the user beforehand, is the scene; the persona is the user's
 * assistant. The histories are held, the questions flow: one suite a run of questions on the same history. Discriminative
 * mode only. `type` and the distances are noted, for the tables by them.
 */
export function personaMem({ size = "32k", seed = 42 }: PersonaMemOptions = {}): Benchmark {
  return {
    name: "persona-mem",
    measures: ["choice-accuracy"],
    async *load(path) {
      const file = await onlyFile(path, new RegExp(`^questions_${size}\\.csv$`));
      const histories = await contextsOf(await onlyFile(path, new RegExp(`^shared_contexts_${size}\\.jsonl$`)));
      let id = "";
      let items: SuiteItem[] = [];
      let line = 1;
      for await (const record of csvRecords(file)) {
        line++;
        const read = shaped(record, row, { where: file, line });
        if (items.length > 0 && id !== read.shared_context_id) {
          yield suiteOf(id, items, seed);
          items = [];
        }
        id = read.shared_context_id;
        items.push(itemOf(read, histories, { file, line, seed }));
      }
      if (items.length > 0) yield suiteOf(id, items, seed);
    },
  };
}

const ASSISTANT: Persona = {
  schema: "dramatis.persona/1",
  name: "Assistant",
  kind: "assistant",
  summary: "An assistant that has long known the user and answers as fits them now.",
};

function suiteOf(id: string, items: SuiteItem[], seed: number): { persona: Persona; suite: Suite } {
  return { persona: ASSISTANT, suite: { schema: "dramatis.suite/1", name: `persona-mem-${id}`, seed, items } };
}

function itemOf(
  { question_id: id, user_question_or_message: question, correct_answer: right, ...read }: Row,
  histories: Contexts,
  { file, line, seed }: { file: string; line: number; seed: number },
): SuiteItem {
  const history = histories.get(read.shared_context_id);
  if (history === undefined)
    throw new InputError({
      where: file,
      line,
      found: `the history ${read.shared_context_id}`,
      expected: "one of the file of histories",
    });
  const lettered = textsOf(read.all_options);
  const answer = lettered.findIndex((option) => option.startsWith(right.trim()));
  if (answer < 0 || lettered.length < 2)
    throw new InputError({ where: file, line, found: `the right answer ${right}`, expected: "one of the options" });
  return choiceItem({
    id,
    question: `${question}\n\nWhich of these replies fits the user best now?`,
    options: lettered.map((option) => option.replace(/^\([a-z]\)\s*/, "")),
    answer,
    seed,
    scene: historyText(history.slice(0, read.end_index_in_shared_context)),
    asks: {
      type: read.question_type,
      topic: read.topic,
      ...(read.distance_to_ref_in_blocks && { blocks: Number(read.distance_to_ref_in_blocks) }),
      ...(read.distance_to_ref_in_tokens && { tokens: Number(read.distance_to_ref_in_tokens) }),
    },
  });
}

/** The system messages hold the profile that is to be inferred. */
function historyText(history: readonly { role: string; content: string }[]): string {
  return history
    .filter(({ role }) => role !== "system")
    .map(({ role, content }) => `${role}: ${content}`)
    .join("\n");
}

const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs;

/** The texts of a list as Python prints it, or JSON. */
function textsOf(list: string): string[] {
  return (list.match(QUOTED) ?? []).map((quoted) =>
    quoted.slice(1, -1).replaceAll(/\\(.)/gs, (_, mark: string) => ({ n: "\n", t: "\t" })[mark] ?? mark),
  );
}

async function contextsOf(path: string): Promise<Contexts> {
  const found: Contexts = new Map();
  for await (const { text, number: line } of readLines(path)) {
    const read = shaped(parseJson(text, path, line), contexts, { where: path, line });
    for (const [id, messages] of Object.entries(read)) found.set(id, messages);
  }
  return found;
}

async function onlyFile(folder: string, name: RegExp): Promise<string> {
  const [file] = (await filesOfFolder(folder, name)) ?? [];
  if (file !== undefined) return file;
  throw new InputError({ where: folder, found: `no file ${name.source}`, expected: "the data set's folder" });
}
