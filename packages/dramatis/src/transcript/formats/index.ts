import { dramatis } from "./dramatis.ts";
import type { RecordFormat } from "./format.ts";
import { openai } from "./openai.ts";
import { sharegpt } from "./sharegpt.ts";

/** In the order in which they are tried. PersonaChat is text and stands beside them. */
export const RECORD_FORMATS: readonly RecordFormat[] = [openai, sharegpt, dramatis];

export const FORMAT_NAMES: readonly string[] = [...RECORD_FORMATS.map(({ name }) => name), "personachat"];
