import { cardTarget } from "./card.ts";
import { charxTarget } from "./charx.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { httpTarget } from "./http.ts";
import { lorebookTarget } from "./lorebook.ts";
import { onnxTarget } from "./onnx.ts";
import { personaTarget } from "./persona.ts";
import { sseTarget } from "./sse.ts";
import { transcriptTarget } from "./transcript.ts";

/** A target a file; another one is another file and a line here. */
export const TARGETS: readonly FuzzTarget[] = [
  personaTarget,
  cardTarget,
  charxTarget,
  lorebookTarget,
  transcriptTarget,
  sseTarget,
  onnxTarget,
  httpTarget,
];

/** @throws Error where there is none of that name */
export function targetNamed(name: string): FuzzTarget {
  const target = TARGETS.find((one) => one.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  return target;
}
