import { InputError, UnknownNameError } from "../../core/index.ts";
import { characterCardV1 } from "./character-card-v1.ts";
import { characterCardV2 } from "./character-card-v2.ts";
import { characterCardV3 } from "./character-card-v3.ts";
import { isObject } from "./checked-record.ts";
import { cped } from "./cped.ts";
import { edsl } from "./edsl.ts";
import { elizaOs } from "./eliza-os.ts";
import type { Interchange } from "./interchange.ts";
import { letta } from "./letta.ts";
import { nemotron } from "./nemotron.ts";
import { ooba } from "./ooba.ts";
import { personaChatFile } from "./persona-chat-file.ts";
import { personaHub } from "./persona-hub.ts";
import { pippa } from "./pippa.ts";
import { prodigy } from "./prodigy.ts";
import { sdialog } from "./sdialog.ts";
import { sotopia } from "./sotopia.ts";
import { soul } from "./soul.ts";
import { syntheticPersonaChat } from "./synthetic-persona-chat.ts";
import { tinyTroupe } from "./tiny-troupe.ts";

/** Every format, in the order in which a record is looked at: what says its own name first, what is told by guess last. */
export const FORMATS: readonly Interchange[] = [
  characterCardV3,
  characterCardV2,
  characterCardV1,
  tinyTroupe,
  letta,
  soul,
  nemotron,
  edsl,
  pippa,
  prodigy,
  syntheticPersonaChat,
  sotopia,
  elizaOs,
  cped,
  personaHub,
  personaChatFile,
  ooba,
  sdialog,
];

/**
 * The format of a name.
 *
 * @throws UnknownNameError with the nearest names.
 */
export function formatNamed(name: string): Interchange {
  const format = FORMATS.find((each) => each.name === name);
  if (format !== undefined) return format;
  throw new UnknownNameError(
    "format",
    name,
    FORMATS.map((each) => each.name),
  );
}

/**
 * The format that a record is of.
 *
 * @throws InputError when it is of none, with what was found.
 */
export function detectFormat(record: unknown, where: string): Interchange {
  const format = FORMATS.find((each) => each.detects(record));
  if (format !== undefined) return format;
  const expected = `a record of ${FORMATS.slice(0, 3)
    .map(({ title }) => title)
    .join(", ")} or one of ${FORMATS.length - 3} more formats`;
  throw new InputError({ where, found: foundIn(record), expected, fix: "name the format" });
}

function foundIn(record: unknown): string {
  if (!isObject(record))
    return Array.isArray(record) ? `a list of ${record.length}` : JSON.stringify(record ?? null).slice(0, 60);
  if (record.schema === "dramatis.persona/1") return "a persona of this library, which needs no import";
  return `the keys ${Object.keys(record).slice(0, 8).join(", ") || "(none)"}`;
}
