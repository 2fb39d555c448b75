import type { TrialOutcome } from "../../../core/index.ts";
import type { Environment, Meter, Price } from "../../../model/index.ts";
import type { DramatisConfig } from "../../../presets/open/config-file.ts";
import type { PersonaShelf } from "../persona-shelf.ts";
import type { RunScore } from "../run-desk.ts";
import type { PopulationStore } from "./population-store.ts";

/** What runs are made with. */
export interface DeskTools {
  personas: PersonaShelf;
  populations: PopulationStore;
  config: DramatisConfig;
  env: Environment;
  /** Of models on a server, where a run names none. */
  price?: Price | undefined;
}

/** One run under way. */
export interface RunTask {
  tools: DeskTools;
  /** Of this run alone: what it reads, as it was when it was asked for, and what it writes. */
  folder: string;
  /** Goes on with what the folder has. */
  resume: boolean;
  signal: AbortSignal;
  onStart: (start: { stage: string; total: number; already: number; meter?: Meter }) => void;
  onOutcome: (outcome: TrialOutcome) => void;
  onNotice: (line: string) => void;
}

/** What came of it. */
export interface RunDone {
  result: unknown;
  /** An HTML page, where there is one. */
  report?: string;
  scores?: RunScore[];
  /** It ended, and yet gave nothing that may be used: why, in one line. */
  fault?: string;
}
