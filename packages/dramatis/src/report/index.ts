// A check's outcome for people, pull requests, CI systems and programs.
export { type CheckJson, type CheckJsonResult, checkJsonSchema } from "./check-json.ts";
export { formatEstimate, formatMissing } from "./format-estimate.ts";
export { htmlReport } from "./html/page.ts";
export { type InspectLog, type InspectLogOptions, inspectLog } from "./inspect/inspect-log.ts";
export { readInspectLog } from "./inspect/read-inspect-log.ts";
export { jsonReport } from "./json-report.ts";
export { junitReport } from "./junit-report.ts";
export { lineUp, SIGHTS, type Sight } from "./line-up.ts";
export { markdownReport } from "./markdown-report.ts";
export { type PromptfooConfigOptions, promptfooConfig } from "./promptfoo/promptfoo-config.ts";
export type { GradedMeasure, GradedReply } from "./promptfoo/promptfoo-results.ts";
export { readPromptfoo } from "./promptfoo/read-promptfoo.ts";
export { readJson } from "./read-json.ts";
export { hang } from "./terminal/wrap.ts";
export { type TerminalOptions, terminalReport } from "./terminal-report.ts";
