// The library's door. Rooms are re-exported as they grow; the command line is built on nothing else.
export * from "./core/index.ts";
export * from "./measure/index.ts";
export * from "./model/index.ts";
export * from "./persona/index.ts";
export { type CheckOptions, type CheckOutcome, check } from "./presets/check.ts";
export * from "./report/index.ts";
export * from "./run/index.ts";
export * from "./transcript/index.ts";
