// Questions with options from a plain file, for sets whose own format could not be read when this was written.
import { z } from "zod";
import type { Benchmark, Persona, SuiteItem } from "../../core/index.ts";
import { parseJson, readLines } from "../../persona/index.ts";
import { choiceItem } from "../choice-answer.ts";
import { shaped } from "./read-data.ts";

const row = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** What is known of the persona. */
  profile: z.string().optional(),
  /** The story so far, a summary of it, or what memory finds for the question. */
  context: z.string().optional(),
  question: z.string().min(1),
  options: z.array(z.string().min(1)).min(2).max(26),
  /** Index of the right option, from 0. */
  answer: z.int().min(0),
  /** "easy", "medium", "hard", or another group. */
  tier: z.string().optional(),
});
type Row = z.infer<typeof row>;

export interface ChoiceFileOptions {
  /** Of the order of the options. */
  seed?: number;
  /** Ask every pair in both orders, for `both-orders`; questions must then have two options. */
  bothOrders?: boolean;
}

/**
 * JSONL with one question a line: `id`, `name`, `profile`, `context`, `question`, `options`, `answer`, `tier`.
 *
 * LifeChoice (2024), with a story or retrieved memories as `context`, and PersonaFeedback (2025), with `bothOrders`, are
 * asked so. One persona and suite a line.
 */
export function choiceFile({ seed = 42, bothOrders = false }: ChoiceFileOptions = {}): Benchmark {
  return {
    name: "choice-file",
    measures: bothOrders ? ["both-orders", "choice-accuracy"] : ["choice-accuracy"],
    async *load(path) {
      const shape = row
        .refine(({ options, answer }) => answer < options.length, { path: ["answer"], error: "the index of an option" })
        .refine(({ options }) => !bothOrders || options.length === 2, { path: ["options"], error: "two options" });
      for await (const { text, number: line } of readLines(path)) {
        const read = shaped(parseJson(text, path, line), shape, { where: path, line });
        const items = bothOrders ? pairOf(read) : [itemOf(read, { id: read.id, seed })];
        const persona: Persona = {
          schema: "dramatis.persona/1",
          name: read.name,
          ...(read.profile !== undefined && { summary: read.profile }),
        };
        yield { persona, suite: { schema: "dramatis.suite/1", name: "choice-file", seed, items } };
      }
    },
  };
}

/** The pair as it is, and turned round. */
function pairOf(read: Row): SuiteItem[] {
  const [first = "", second = ""] = read.options;
  const turned = { ...read, options: [second, first], answer: 1 - read.answer };
  return [itemOf(read, { id: `${read.id}-ab`, seed: null }), itemOf(turned, { id: `${read.id}-ba`, seed: null })];
}

function itemOf(
  { id: cluster, question, options, answer, context, tier }: Row,
  { id, seed }: { id: string; seed: number | null },
): SuiteItem {
  return choiceItem({
    id,
    question,
    options,
    answer,
    seed,
    ...(context !== undefined && { scene: context }),
    asks: { cluster, ...(tier !== undefined && { tier }) },
  });
}
