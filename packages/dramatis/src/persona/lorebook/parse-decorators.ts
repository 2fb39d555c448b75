/** What the decorators of an entry say of it; see Character Card V3, "Decorators". */
export interface LoreDecorators {
  activateOnlyAfter?: number;
  activateOnlyEvery?: number;
  keepActivateAfterMatch?: boolean;
  dontActivateAfterMatch?: boolean;
  depth?: number;
  reverseDepth?: number;
  role?: "system" | "user" | "assistant";
  scanDepth?: number;
  isGreeting?: number;
  position?: "before_desc" | "after_desc" | "personality" | "scenario";
  ignoreOnMaxContext?: boolean;
  /** One list for each time that it stands there; one of each list must be there. */
  additionalKeys?: string[][];
  excludeKeys?: string[];
  activate?: boolean;
  dontActivate?: boolean;
}

export interface DecoratedContent {
  decorators: LoreDecorators;
  /** The content without decorators and the blank lines around them. */
  text: string;
  /** How many lines of decorators it had. */
  lines: number;
}

type Name = keyof LoreDecorators;
type Read = (value: string) => LoreDecorators[Name] | undefined;

const count: Read = (value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined);
const whole: Read = (value) => (/^-?\d{1,9}$/.test(value) ? Number(value) : undefined);
const alone: Read = (value) => (value === "" || value === "true" ? true : undefined);
const list = (value: string): string[] | undefined => {
  const parts = value.split(",").flatMap((part) => part.trim() || []);
  return parts.length > 0 ? parts : undefined;
};
const oneOf =
  (...values: (LoreDecorators["role"] | LoreDecorators["position"])[]): Read =>
  (value) =>
    values.find((one) => one === value);

/**
 * Those that are heeded. Not here, so that a fallback takes their place: `instruct_depth`, `instruct_scan_depth` and
 * `reverse_instruct_depth`, which a chat ignores; `is_user_icon` and `disable_ui_prompt`, as there is no such icon or
 * prompt.
 */
const DECORATORS: ReadonlyMap<string, [Name, Read]> = new Map<string, [Name, Read]>([
  ["activate_only_after", ["activateOnlyAfter", count]],
  ["activate_only_every", ["activateOnlyEvery", (value) => count(value) || undefined]],
  ["keep_activate_after_match", ["keepActivateAfterMatch", alone]],
  ["dont_activate_after_match", ["dontActivateAfterMatch", alone]],
  ["depth", ["depth", whole]],
  ["reverse_depth", ["reverseDepth", whole]],
  ["role", ["role", oneOf("system", "user", "assistant")]],
  ["scan_depth", ["scanDepth", count]],
  ["is_greeting", ["isGreeting", count]],
  ["position", ["position", oneOf("before_desc", "after_desc", "personality", "scenario")]],
  ["ignore_on_max_context", ["ignoreOnMaxContext", alone]],
  ["additional_keys", ["additionalKeys", (value) => (list(value) === undefined ? undefined : [list(value) ?? []])]],
  ["exclude_keys", ["excludeKeys", list]],
  ["activate", ["activate", alone]],
  ["dont_activate", ["dontActivate", alone]],
]);

const LINE = /^[ \t]*(@@@?)([a-z][a-z0-9_]*)(?:[ \t]+([^\n]*))?$/i;

/**
 * The decorators at the head of a content, and the rest of it. One that is unknown or has a bad value gives way to its
 * `@@@` fallbacks in turn; of one that stands there twice the first counts, except for `additional_keys`.
 */
export function parseDecorators(content: string): DecoratedContent {
  const found: LoreDecorators = {};
  let [lines, start] = [0, 0];
  let isSettled = true;
  for (let at = 0; at < content.length; ) {
    const newline = content.indexOf("\n", at);
    const end = newline === -1 ? content.length : newline;
    const line = content.slice(at, end).trimEnd();
    at = end + 1;
    if (line === "") continue;
    const [, marks, name = "", value = ""] = LINE.exec(line) ?? [];
    if (marks === undefined) break;
    lines++;
    start = at;
    if (marks === "@@") isSettled = take(found, name, value);
    else if (!isSettled) isSettled = take(found, name, value);
  }
  if (lines === 0) return { decorators: found, text: content, lines };
  const text = content.slice(start).replace(/^(?:[ \t]*\r?\n)+/, "");
  return { decorators: found, text, lines };
}

/** Whether the decorator is known and its value is good. */
function take(found: LoreDecorators, name: string, value: string): boolean {
  const [field, read] = DECORATORS.get(name.toLowerCase()) ?? [];
  const says = read?.(value.trim());
  if (field === undefined || says === undefined) return false;
  if (field === "additionalKeys") found.additionalKeys = [...(found.additionalKeys ?? []), ...(says as string[][])];
  else if (!Object.hasOwn(found, field)) Object.assign(found, { [field]: says });
  return true;
}
