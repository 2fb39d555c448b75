import { cped } from "./cped.ts";
import { deepeval } from "./deepeval.ts";
import { dramatis } from "./dramatis.ts";
import type { RecordFormat } from "./format.ts";
import { openai } from "./openai.ts";
import { pippa } from "./pippa.ts";
import { scene } from "./scene.ts";
import { sdialog } from "./sdialog.ts";
import { sharegpt } from "./sharegpt.ts";
import { sillyTavern } from "./silly-tavern.ts";
import { sotopia } from "./sotopia.ts";
import { syntheticPersonaChat } from "./synthetic-persona-chat.ts";

/** In the order in which they are tried: what says more of itself first. PersonaChat is text and stands beside them. */
export const RECORD_FORMATS: readonly RecordFormat[] = [
  sotopia,
  openai,
  sharegpt,
  sillyTavern,
  pippa,
  cped,
  deepeval,
  sdialog,
  syntheticPersonaChat,
  scene,
  dramatis,
];

export const FORMAT_NAMES: readonly string[] = [...RECORD_FORMATS.map(({ name }) => name), "personachat"];
