import type { Persona } from "../core/index.ts";

/** What a text tries on the model that reads it. */
export type InjectionKind =
  | "ignore-instructions"
  | "new-role"
  | "message-header"
  | "reveal-prompt"
  | "send-data"
  | "no-limits";

export interface Injection {
  /** Of the persona: `facets.card.description`; for texts, their key. */
  path: string;
  /** The sentence or line, as it stands. */
  text: string;
  kind: InjectionKind;
}

const KINDS: readonly (readonly [kind: InjectionKind, pattern: RegExp])[] = [
  [
    "ignore-instructions",
    /\b(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,4}(?:instructions?|prompts?|rules|guidelines|directives|messages)\b|\bnew (?:system )?instructions?\s*:/i,
  ],
  [
    "message-header",
    /^\W{0,8}(?:system|assistant|developer)(?: (?:prompt|message|note|override))?\W{0,3}[:>\]]|<\|(?:im_start|im_end|system|user|assistant|endoftext)\b[^|]{0,20}\|?>|\[\/?INST\]|<<\/?SYS>>|^#{2,}\s*(?:system|instructions?)\b/i,
  ],
  [
    "new-role",
    /\byou are (?:now|no longer)\b|\bfrom now on,? you\b|\b(?:pretend|act) (?:to be|as if you(?:'re| are)?|as) (?:an? )?(?:unrestricted|unfiltered|different)\b/i,
  ],
  [
    "reveal-prompt",
    /\b(?:reveal|print|repeat|show|output|leak|display|recite|expose)\s+(?:\w+\s+){0,4}(?:system|hidden|initial|original|your|secret)\s+(?:\w+\s+){0,2}(?:prompt|instructions?|message|rules)\b/i,
  ],
  [
    "send-data",
    /\b(?:send|post|upload|forward|exfiltrate|submit|transmit)\b[^.\n]{0,120}\bhttps?:\/\/|!\[[^\]\n]{0,80}\]\(https?:\/\/[^)\s]{0,150}[?{]|\b(?:curl|wget|fetch)\b[^\n]{0,60}\bhttps?:\/\/|<tool_call>|\b(?:call|use|invoke|run) the \w{1,40} (?:tool|function)\b/i,
  ],
  [
    "no-limits",
    /\bjailbr(?:eak|oken)\b|\bDAN mode\b|\bdo anything now\b|\bdeveloper mode\b|\b(?:without|no|ignore) (?:any )?(?:restrictions|content polic(?:y|ies)|safety (?:rules|guidelines)|filters)\b/i,
  ],
];

/** One of these stands in whatever the patterns find: most texts hold none and need no closer look. */
const HINT =
  /instruction|prompt|rules|guideline|directive|message|system|assistant|developer|<\||INST\]|<<|##|you are n|from now on|unrestricted|unfiltered|different|https?:|tool|function|jailbr|DAN mode|anything now|restriction|polic|safety|filter/i;
/** Longest stretch that is looked at as one: what a long line hides is still found within it. */
const LONGEST = 2_000;
/** Letters that nobody sees: they are put between others to hide a word from a filter. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu;

/** What a text tries on a model; undefined for what tries nothing. English; by words, so it can miss. */
export function injectionKind(text: string): InjectionKind | undefined {
  const plain = visible(text);
  if (!HINT.test(plain)) return undefined;
  for (const stretch of stretches(plain)) {
    const kind = KINDS.find(([, pattern]) => pattern.test(stretch))?.[0];
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/**
 * Every text of a persona, or of texts by name, that tries to steer the model that reads it: as data it harms nobody, in a
 * prompt it may. Each text is reported once, where it comes first; facets come last.
 */
export function injectionsIn(source: Persona | Readonly<Record<string, string>>): Injection[] {
  const found = new Map<string, Injection>();
  const { facets, ...core } = source as Record<string, unknown>;
  const open: [path: string, value: unknown][] = [
    ["facets", facets],
    ["", core],
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, value] = next;
    if (typeof value === "string") {
      for (const { text, kind } of injectedLines(value)) {
        if (!found.has(text)) found.set(text, { path, text, kind });
      }
    } else if (value !== null && typeof value === "object") {
      for (const [key, member] of Object.entries(value).reverse()) open.push([join(path, key), member]);
    }
  }
  return [...found.values()];
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** The lines and sentences that try something; one that was broken in two is found with the one before it. */
function injectedLines(text: string): Pick<Injection, "text" | "kind">[] {
  const plain = visible(text);
  if (!HINT.test(plain)) return [];
  const lines = plain.split(/\r\n|\n|\r|(?<=[.!?])\s/u).filter((line) => line.trim() !== "");
  let before = "";
  return lines.flatMap((line) => {
    const whole = [line, `${before} ${line}`.trim()].find((each) => injectionKind(each) !== undefined);
    before = whole === undefined ? line.slice(-LONGEST) : "";
    const kind = whole === undefined ? undefined : injectionKind(whole);
    return whole === undefined || kind === undefined ? [] : [{ text: whole.trim(), kind }];
  });
}

/** Without letters that nobody sees, and with those that only look like others as the others. */
function visible(text: string): string {
  return /[^\0-\x7f]/.test(text) ? text.normalize("NFKC").replace(INVISIBLE, "") : text;
}

/** A long line in parts that overlap by half. */
function stretches(line: string): string[] {
  if (line.length <= LONGEST) return [line];
  const step = LONGEST / 2;
  return Array.from({ length: Math.ceil(line.length / step) }, (_, index) =>
    line.slice(index * step).slice(0, LONGEST),
  );
}
