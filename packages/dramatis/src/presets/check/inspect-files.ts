import { extname } from "node:path";
import type { CheckReport, Score } from "../../core/index.ts";
import { inspectLog } from "../../report/index.ts";

/**
 * The logs of a check, one for each persona, as Inspect reads them: at `path` where there is one persona, else at
 * `path` with the persona's number before the extension.
 *
 * @param scoresOf for each result, in order, its scores by measure, so that samples have scores of their own.
 */
export function inspectFiles(
  report: CheckReport,
  path: string,
  scoresOf: readonly ReadonlyMap<string, readonly Score[]>[] = [],
): { path: string; text: string }[] {
  const extension = extname(path);
  const stem = extension === "" ? path : path.slice(0, -extension.length);
  return report.results.map((result, index) => {
    const scores = scoresOf[index];
    const log = inspectLog(report, result, scores ? { scores } : {});
    return {
      path: report.results.length === 1 ? path : `${stem}-${index + 1}${extension}`,
      text: `${JSON.stringify(log, null, 2)}\n`,
    };
  });
}
