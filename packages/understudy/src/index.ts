export { cardLine } from "./card.ts";
export { understudyEmbedder } from "./embedder.ts";
export { understudyNli } from "./nli.ts";
