import { type CheckReport, InputError } from "../../core/index.ts";
import { readText } from "../../persona/index.ts";
import { readInspectLog, readJson, readPromptfoo } from "../../report/index.ts";

/** Most bytes of a file of results. */
const LIMIT = 256 * 2 ** 20;

/**
 * The results of another tool as a report of ours: of promptfoo (`promptfoo eval -o results.json`) or of Inspect (a log as
 * JSON); which of them, its content tells.
 *
 * @throws InputError naming the file, when it is neither.
 */
export async function readResults(path: string): Promise<CheckReport> {
  const text = await readText(path, LIMIT);
  const value = readJson(text, path);
  const isRecord = typeof value === "object" && value !== null;
  if (isRecord && "eval" in value) return readInspectLog(text, path);
  if (isRecord && "results" in value) return readPromptfoo(text, path);
  throw new InputError({
    where: path,
    found: "JSON that is neither",
    expected: "results of promptfoo or a log of Inspect",
    fix: "write them with promptfoo eval -o results.json, or inspect log dump LOG.eval",
  });
}
