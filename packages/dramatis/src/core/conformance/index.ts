// One suite per contract, for plug-ins here and elsewhere: call it in a test file with a way to make yours.
export * from "./component.ts";
export * from "./embedder.ts";
export * from "./engine.ts";
export * from "./executor.ts";
export * from "./guard.ts";
export * from "./improver.ts";
export * from "./instrument.ts";
export * from "./measure.ts";
export * from "./model.ts";
export * from "./nli.ts";
export * from "./source.ts";
export * from "./store.ts";
export * from "./white-box.ts";
