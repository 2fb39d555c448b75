// The library's door. Rooms are re-exported as they grow; the command line is built on nothing else.
export * from "./act/index.ts";
export * from "./core/index.ts";
export * from "./create/index.ts";
export * from "./measure/index.ts";
export * from "./model/index.ts";
export * from "./persona/index.ts";
export { type ChatOptions, chat } from "./presets/chat.ts";
export { type CheckOptions, type CheckOutcome, type CheckStage, check } from "./presets/check.ts";
export { type ActSettings, type DramatisConfig, readConfig } from "./presets/config-file.ts";
export { type ConvertiblePersona, type ExportTarget, readConvertible, writeConverted } from "./presets/convert.ts";
export { type CreateOptions, create } from "./presets/create.ts";
export { type Interview, type InterviewOptions, interview } from "./presets/interview.ts";
export * from "./report/index.ts";
export * from "./run/index.ts";
export * from "./server/index.ts";
export * from "./simulate/index.ts";
export * from "./store/index.ts";
export * from "./transcript/index.ts";
