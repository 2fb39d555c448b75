import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { InputError, type Usage } from "../core/index.ts";

const count = z.number().nonnegative();
const usageFile = z.object({ inputTokens: count, outputTokens: count, cost: count.exactOptional() });

/**
 * What a run's `usage.json` says; undefined when there is none.
 *
 * @throws {InputError} when it says something else: a cap that forgot what was spent would not be one.
 */
export function readUsage(path: string): Usage | undefined {
  if (!existsSync(path)) return undefined;
  const checked = usageFile.safeParse(parsedJson(readFileSync(path, "utf8")));
  if (checked.success) return checked.data;
  throw new InputError({
    where: path,
    found: "a file that is not the usage of a run",
    expected: '{"inputTokens", "outputTokens", "cost"}',
    fix: "run again without --resume",
  });
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
