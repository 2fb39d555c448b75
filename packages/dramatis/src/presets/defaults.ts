// What presets take where nothing is said. It stands apart, and imports nothing, so that help can show it at once.
export const CHECK_DEFAULTS = { seed: 42, runs: "runs", concurrency: 4 } as const;
export const INTERVIEW_DEFAULTS = { repeats: 4, turns: 12, seed: 42, concurrency: 4 } as const;
export const CALIBRATE_DEFAULTS = { repeats: 2, attempts: 24, seed: 42, concurrency: 4, folder: "judges" } as const;
export const CHAT_DEFAULTS = { seed: 42 } as const;
export const TEST_AGENT_DEFAULTS = { repeats: 3, seed: 42, concurrency: 4 } as const;
