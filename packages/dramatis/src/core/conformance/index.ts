// One suite per contract, for plug-ins here and elsewhere: call it in a test file with a way to make yours.
export * from "./embedder.ts";
export * from "./executor.ts";
export * from "./measure.ts";
export * from "./model.ts";
export * from "./nli.ts";
