export { type OpenedModelFile, type OpenModelFileRequest, openModelFile } from "./open-model-file.ts";
export { openWhiteBox } from "./open-white-box.ts";
