/** Whose way to write a lorebook: character cards V2 and V3, SillyTavern's world info, and three that are only read. */
export type LoreDialect = "v2" | "v3" | "silly-tavern" | "agnai" | "risu" | "novel-ai";

/**
 * One entry, in the words of Character Card V3. What only SillyTavern knows (probability, groups, timed effects, depth)
 * stands in `extensions` under SillyTavern's own names. Absent is not said; nothing is filled in by reading.
 */
export interface LoreEntry {
  id?: string | number | undefined;
  /** For people; never in a prompt, as `comment` and `id`. */
  name?: string | undefined;
  comment?: string | undefined;
  keys?: string[] | undefined;
  secondaryKeys?: string[] | undefined;
  /** May begin with decorators and hold macros. */
  content: string;
  /** By default true. */
  enabled?: boolean | undefined;
  constant?: boolean | undefined;
  /** Whether one of the secondary keys must be there too. */
  selective?: boolean | undefined;
  useRegex?: boolean | undefined;
  caseSensitive?: boolean | undefined;
  /** Lower stands higher in the prompt. By default 100. */
  insertionOrder?: number | undefined;
  /** Lower goes first when the budget is short. */
  priority?: number | undefined;
  position?: "before_char" | "after_char" | undefined;
  extensions?: Record<string, unknown> | undefined;
  /** Its key in a world-info file, where that is not its id. */
  slot?: string | undefined;
  /** What was not understood, by the dialect's own names: written back in that dialect alone. */
  rest?: Record<string, unknown> | undefined;
}

/** Knowledge that comes up by its keys, as this library has it; files and the facet `lorebook` are in a dialect. */
export interface Lorebook {
  name?: string | undefined;
  description?: string | undefined;
  /** How many of the last messages are looked at for keys. */
  scanDepth?: number | undefined;
  tokenBudget?: number | undefined;
  /** Whether what an entry says can bring up others. */
  recursiveScanning?: boolean | undefined;
  extensions?: Record<string, unknown> | undefined;
  entries: LoreEntry[];
  /** Where it came from. */
  dialect?: LoreDialect | undefined;
  rest?: Record<string, unknown> | undefined;
}
