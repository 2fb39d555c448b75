// BehaviorChain: what a person of a book did next, and next, with four behaviours to choose from at each node.
import { basename } from "node:path";
import { z } from "zod";
import type { Benchmark, Persona, SuiteItem } from "../../core/index.ts";
import { filesOfFolder } from "../../persona/index.ts";
import { choiceItem } from "../choice-answer.ts";
import { readData } from "./read-data.ts";

const LETTERS = ["a", "b", "c", "d"] as const;
const letter = z.enum(LETTERS);
const options = z.object({ a: z.string(), b: z.string(), c: z.string(), d: z.string() });
const chain = z.looseObject({
  profile: z.looseObject({ Name: z.string() }),
  summary: z.array(z.looseObject({ chapter_content: z.string() })),
  max_index: z.int(),
  chapters_len: z.int(),
  summary_len: z.int(),
  /** The first is context alone. */
  examples: z.tuple(
    [z.unknown()],
    z.looseObject({ summary_refined: z.string(), right_option_index: letter, options_out_of_order: options }),
  ),
});
type Chain = z.infer<typeof chain>;

export interface BehaviorChainsOptions {
  /** Of the order of the options. */
  seed?: number;
}

/**
 * A file `finally_examples_<book>.json`, or the folder of them, as BehaviorChain's pipeline writes them (2025).
 *
 * The profile is a statement a field, with the fields' names. A node is an item of its own: what happened before the
 * chain, the true contexts up to the node, and the options, so that a wrong choice does not lead astray. Names are kept,
 * where the authors put random ones to block what a model knows of the book; and nothing is cut, where they keep the last
 * 16,300 tokens.
 */
export function behaviorChains({ seed = 42 }: BehaviorChainsOptions = {}): Benchmark {
  return {
    name: "behavior-chains",
    measures: ["behavior-chain", "choice-accuracy"],
    async *load(path) {
      for (const file of (await filesOfFolder(path, /\.json$/)) ?? [path]) {
        const read = await readData(file, chain);
        const id = basename(file, ".json").replace(/^finally_examples_/, "");
        const suite = {
          schema: "dramatis.suite/1",
          name: "behavior-chains",
          seed,
          items: itemsOf(read, id, seed),
        } as const;
        yield { persona: personaOf(read, id), suite };
      }
    },
  };
}

function itemsOf({ profile, examples, ...read }: Chain, id: string, seed: number): SuiteItem[] {
  const question = `After this or in response to this, what behavior did ${profile.Name} take?`;
  const [, ...nodes] = examples;
  let told = historyOf(read);
  return nodes.map((node, index) => {
    const asked = `${told}\n${node.summary_refined}`.trim();
    told = asked.replaceAll(question, "").trim();
    return choiceItem({
      id: `${id}-${index}`,
      question: asked.includes(question) ? asked : `${asked}\n\n${question}`,
      options: LETTERS.map((name) => node.options_out_of_order[name]),
      answer: LETTERS.indexOf(node.right_option_index),
      seed,
      asks: { chain: id, node: index, cluster: id },
    });
  });
}

/** What came before the chain: summaries of the chapters, without what the summarising model wrote before "Summary". */
function historyOf({
  summary,
  max_index,
  chapters_len,
  summary_len,
}: Pick<Chain, "summary" | "max_index" | "chapters_len" | "summary_len">): string {
  const before = summary.slice(0, Math.max(0, max_index - (chapters_len - summary_len)));
  return before.map(({ chapter_content: text }) => text.replace(/^.*?Summary/s, "").trim()).join("\n");
}

function personaOf({ profile }: Chain, book: string): Persona {
  const { Name: name, ...fields } = profile;
  return {
    schema: "dramatis.persona/1",
    name,
    kind: "fictional",
    statements: Object.entries(fields).flatMap(([field, value], index) =>
      value === null || value === "" ? [] : [{ id: `p${index}`, text: `${field}: ${textOf(value)}`, topic: field }],
    ),
    provenance: [{ source: "canon_document", from: book }],
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
