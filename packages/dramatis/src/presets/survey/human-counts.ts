import { extname } from "node:path";
import { z } from "zod";
import { InputError } from "../../core/index.ts";
import { type AnswerCounts, groupName, type SurveyQuestion } from "../../measure/populations/index.ts";
import { readText } from "../../persona/index.ts";
import { csvRecords } from "../../transcript/csv-records.ts";
import { jsonRecords } from "../../transcript/json-records.ts";
import { same } from "./questions-file.ts";

const MOST_BYTES = 64 * 2 ** 20;
const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim());

const row = z.object({
  question: text.pipe(z.string().min(1)),
  option: text.pipe(z.string().min(1)),
  count: z
    .union([z.number(), z.string().regex(/^\s*\d+(?:\.\d+)?\s*$/)])
    .transform(Number)
    .pipe(z.number().min(0)),
  group: text.nullable().optional(),
});

export interface HumanCounts {
  counts: AnswerCounts[];
  /** Questions of the file that the questionnaire does not have. */
  others: number;
}

/**
 * How people answered, from a CSV (or tab) table or JSON rows with question, option, count and perhaps group ("party: Green", or
 * the value alone where groups are of one field). Rows of the same option add up. Where a question has groups and no row
 * for everybody, everybody is the groups of the first field together.
 *
 * @throws InputError for rows that are none, an option that the question does not have, or a group of no known field
 */
export async function readHumanCounts(
  path: string,
  { questions, by }: { questions: readonly SurveyQuestion[]; by: readonly string[] },
): Promise<HumanCounts> {
  const source = await readText(path, MOST_BYTES);
  const records = /\.jsonl?$/i.test(extname(path)) ? jsonRecords(source, path) : csvRecords(source, path);
  const known = new Map(questions.map((question) => [question.id, question]));
  const sums = new Map<string, AnswerCounts & { counts: number[] }>();
  const others = new Set<string>();
  for (const { value, line } of records) {
    const refuse = (found: string, expected: string, fix?: string): InputError =>
      new InputError({ where: path, ...(line !== undefined && { line }), found, expected, ...(fix && { fix }) });
    const read = row.safeParse(value);
    if (!read.success) throw refuse("a row that is none", "question, option, count (0 or more), and perhaps group");
    const question = known.get(read.data.question);
    if (question === undefined) {
      others.add(read.data.question);
      continue;
    }
    const place = question.options.findIndex((option) => same(option, read.data.option));
    if (place < 0) {
      const fix = "leave such rows out, or give the question the option";
      throw refuse(
        `the option ${JSON.stringify(read.data.option)} of ${question.id}`,
        question.options.join(", "),
        fix,
      );
    }
    const group = read.data.group ? fullGroup(read.data.group, by) : undefined;
    if (group === null)
      throw refuse(
        `the group ${read.data.group}`,
        "a group of a field given with --by, as FIELD: VALUE",
        "name its field with --by",
      );
    const key = JSON.stringify([question.id, group ?? null]);
    const sum = sums.get(key) ?? {
      question: question.id,
      ...(group !== undefined && { group }),
      counts: question.options.map(() => 0),
    };
    sum.counts[place] = (sum.counts[place] as number) + read.data.count;
    sums.set(key, sum);
  }
  if (sums.size === 0)
    throw new InputError({ where: path, found: "no answer to a question that is asked", expected: "their ids" });
  return { counts: withEverybody([...sums.values()]), others: others.size };
}

/** null for a group of no field that is asked by. */
function fullGroup(group: string, by: readonly string[]): string | null {
  const [only, ...more] = by;
  if (by.some((field) => group.startsWith(groupName(field, "")))) return group;
  return only !== undefined && more.length === 0 && !group.includes(": ") ? groupName(only, group) : null;
}

function withEverybody(counts: readonly AnswerCounts[]): AnswerCounts[] {
  return [...Map.groupBy(counts, ({ question }) => question).values()].flatMap((own) => {
    if (own.some(({ group }) => group === undefined)) return own;
    const field = own[0]?.group?.split(": ")[0] ?? "";
    const parts = own.filter(({ group }) => group?.startsWith(groupName(field, "")));
    const everybody = (parts[0]?.counts ?? []).map((_, i) =>
      parts.reduce((sum, one) => sum + (one.counts[i] as number), 0),
    );
    return [{ question: own[0]?.question as string, counts: everybody }, ...own];
  });
}
