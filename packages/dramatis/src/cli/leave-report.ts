import { join } from "node:path";
import { writeWhole } from "../run/index.ts";

/** Leaves the page of a run in its folder, and where else it was asked for; standard error says where. */
export function leaveReport(folder: string, { page, html }: { page: string; html: string | undefined }): void {
  const report = join(folder, "report.html");
  for (const path of html === undefined ? [report] : [report, html]) writeWhole(path, page);
  process.stderr.write(`Run: ${folder}\nReport: ${report}\n`);
}
