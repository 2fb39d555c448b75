// PersonaBench: questions on people whose private documents are known.
import { basename, join } from "node:path";
import { z } from "zod";
import { type Benchmark, InputError, type Persona, type SuiteItem } from "../../core/index.ts";
import { readData } from "./read-data.ts";

const answer = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);
const evaluation = z.array(
  z.looseObject({
    Name: z.string(),
    Eval_Info: z.looseObject({
      qa: z.array(
        z.looseObject({
          q_id: z.union([z.string(), z.number()]),
          question: z.string(),
          answer,
          type: z.string().default(""),
          difficulty: z.string().nullish(),
        }),
      ),
    }),
  }),
);
const segment = z.looseObject({ segment_id: z.union([z.string(), z.number()]) });
const records = z.array(z.looseObject({ Name: z.string(), Data: z.array(segment) }));
const conversations = z.array(
  z.looseObject({ Name: z.string(), Data: z.array(z.looseObject({ Conversations: z.array(segment) })) }),
);
const truth = z.array(
  z.looseObject({
    q_id: z.union([z.string(), z.number()]),
    /** A fact to the segments that hold it. */
    segment_id: z.record(z.string(), z.array(z.union([z.string(), z.number()]))),
  }),
);
type Segment = z.infer<typeof segment>;

export interface PersonaBenchOptions {
  /** Share of documents that are noise, as in the folders' names. */
  noise?: "0.0" | "0.3" | "0.5" | "0.7";
}

/**
 * The folder of one community (`synthetic_data/community_0`) as PersonaBench publishes it (2025).
 *
 * A person is a persona that knows its own private documents, one a segment with its id, so that what a retriever finds
 * can be held against `needed` by `retrievalScores`. Answers that are lists are joined by commas.
 */
export function personaBench({ noise = "0.0" }: PersonaBenchOptions = {}): Benchmark {
  return {
    name: "persona-bench",
    measures: ["answer-words", "gold-answer"],
    async *load(path) {
      const asked = await readData(join(path, "eval_info", "eval_info_all.json"), evaluation);
      const needed = await neededOf(join(path, "eval_info", `qa_gt_context_all_noise_${noise}.json`));
      const segments = await segmentsOf(join(path, "private_data", `noise_${noise}`));
      for (const { Name: name, Eval_Info: info } of asked) {
        const own = segments.get(name);
        if (own === undefined)
          throw new InputError({
            where: path,
            found: `no private data of ${name}`,
            expected: `some under noise_${noise}`,
          });
        const persona: Persona = {
          schema: "dramatis.persona/1",
          name,
          kind: "synthetic",
          knowledge: {
            documents: own.map(({ segment_id: id, ...rest }) => ({ id: String(id), text: plainText(rest) })),
          },
        };
        const items = info.qa.map(({ q_id: id, question, answer: gold, type, difficulty }): SuiteItem => {
          const asks = { gold: [gold].flat().join(", "), type, difficulty: difficulty ?? null };
          const facts = needed.get(String(id));
          return {
            id: String(id),
            kind: "gold",
            turns: [`${question}\n${NOTE}`],
            asks: { ...asks, ...(facts && { needed: facts }) },
          };
        });
        yield { persona, suite: { schema: "dramatis.suite/1", name: `persona-bench-${basename(path)}`, items } };
      }
    },
  };
}

const NOTE = "Answer with the names or words that are asked for, nothing else.";

async function neededOf(path: string): Promise<Map<string, string[][]>> {
  const read = await readData(path, truth);
  return new Map(
    read.map(({ q_id, segment_id }) => [String(q_id), Object.values(segment_id).map((ids) => ids.map(String))]),
  );
}

/** Every segment of a person, conversations first. */
async function segmentsOf(folder: string): Promise<Map<string, Segment[]>> {
  const found = new Map<string, Segment[]>();
  const add = (name: string, segments: readonly Segment[]): void => {
    found.set(name, [...(found.get(name) ?? []), ...segments]);
  };
  for (const { Name, Data } of await readData(join(folder, "conversation_data_all.json"), conversations))
    add(
      Name,
      Data.flatMap(({ Conversations }) => Conversations),
    );
  for (const file of ["user_ai_interaction_data_all.json", "purchase_history_data_all.json"])
    for (const { Name, Data } of await readData(join(folder, file), records)) add(Name, Data);
  return found;
}

/** "key: value" lines; the session of a segment is no content. */
function plainText({ session, ...rest }: Record<string, unknown>): string {
  return Object.entries(rest)
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n");
}
