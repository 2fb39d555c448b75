import type { Embedder } from "../../core/index.ts";
import { cosine } from "../../model/index.ts";
import { words } from "../../transcript/index.ts";

export interface LeakOptions {
  /** Other words for the value. */
  synonyms?: readonly string[];
  /** Finds paraphrases too: a line whose cosine with "My <attribute> is <value>" is over `most`. */
  embedder?: Embedder | undefined;
  most?: number;
}

/** Whether the lines state the value: it or a synonym occurs as whole words, or a line is near in meaning. */
export async function leaks(
  lines: readonly string[],
  { attribute, value }: { attribute: string; value: string },
  { synonyms = [], embedder, most = 0.8, signal }: LeakOptions & { signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const said = lines.map((line) => ` ${words(line).join(" ")} `);
  const isSaid = [value, ...synonyms].some((each) => {
    const key = words(each).join(" ");
    return key !== "" && said.some((line) => line.includes(` ${key} `));
  });
  if (isSaid || embedder === undefined || lines.length === 0) return isSaid;
  const [stated, ...vectors] = await embedder.embed([`My ${attribute} is ${value}.`, ...lines], signal);
  return vectors.some((vector) => cosine(vector, stated as Float32Array) > most);
}
