// Loaded before a program that is to be watched (`node --expose-gc --import …`): collects garbage when it is told to.

process.on("SIGUSR2", () => globalThis.gc?.());
