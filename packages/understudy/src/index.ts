export { cardLine } from "./card.ts";
export { understudyEmbedder } from "./embedder.ts";
export { folderNli } from "./folder-nli.ts";
export { understudyNli } from "./nli.ts";
