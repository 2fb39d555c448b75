export { cardLine } from "./card.ts";
export { type UnderstudyChat, understudyChat } from "./chat.ts";
export { understudyEmbedder } from "./embedder.ts";
export { folderNli } from "./folder-nli.ts";
export { understudyNli } from "./nli.ts";
export { type OpenedModelFile, type OpenModelFileRequest, openModelFile, openWhiteBox } from "./onnx/index.ts";
export { type BigFive, type TraitClassifier, type TraitReading, understudyTraits } from "./traits.ts";
