/** What a method may need besides plain code. */
export const NEEDS = ["nli", "embed", "judge", "actor", "logprobs", "tools", "whitebox", "image", "speech"] as const;
export type Need = (typeof NEEDS)[number];
