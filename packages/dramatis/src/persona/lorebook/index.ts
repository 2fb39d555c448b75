// Lorebooks: read and written in every dialect, and what of them a chat brings up.
export {
  type ActivateLoreOptions,
  type ActiveLore,
  activateLore,
  type LoreActivation,
} from "./activate-lore.ts";
export { expandMacros, type MacroScope } from "./expand-macros.ts";
export type { LorePlace, LoreRole } from "./lore-rules.ts";
export { type LoreState, loreStateSchema } from "./lore-state.ts";
export type { Lorebook, LoreDialect, LoreEntry } from "./lorebook.ts";
export { lorebookOf } from "./lorebook-of.ts";
export { type LoreDecorators, parseDecorators } from "./parse-decorators.ts";
export { type LorebookRead, lorebookDialect, readLorebook } from "./read-lorebook.ts";
export { type RegexMatcher, type RegexMatcherOptions, regexMatcher } from "./regex-matcher.ts";
export { type WrittenDialect, type WrittenLorebook, writeLorebook } from "./write-lorebook.ts";
