import { type Random, random } from "../../core/index.ts";

export interface MacroScope {
  /** For `{{char}}`, `<char>` and `<bot>`. */
  char: string;
  /** For `{{user}}` and `<user>`. */
  user: string;
  /** For `{{random:}}` and `{{roll:}}`. */
  draws?: Random;
  /** The same seed picks the same by `{{pick:}}` in the same place. */
  seed?: number;
  /** Whether the text is to be searched for keys, in which `{{hidden_key:}}` stands; in a prompt it does not. */
  forKeys?: boolean;
}

const MARK = /\{\{|\}\}|<(?:bot|char|user)>/gi;

/** Macros in one another, at most; what is deeper stays as it is written. */
const DEEPEST = 8;

/**
 * A text with its macros (Curly Braced Syntaxes of Character Card V3) carried out, in one pass: what a macro gives is not
 * read again. Unknown macros and open braces stay as they are. `\,` is a comma that separates nothing.
 */
export function expandMacros(text: string, scope: MacroScope): string {
  const open: string[][] = [];
  let parts: string[] = [];
  let picks = 0;
  let last = 0;
  for (const match of text.matchAll(MARK)) {
    const [mark] = match;
    parts.push(text.slice(last, match.index));
    last = match.index + mark.length;
    const outer = mark === "}}" ? open.pop() : undefined;
    if (mark.startsWith("<")) parts.push(/user/i.test(mark) ? scope.user : scope.char);
    else if (outer !== undefined) {
      const body = parts.join("");
      outer.push(macroValue(body, scope, picks++) ?? `{{${body}}}`);
      parts = outer;
    } else if (mark === "{{" && open.length < DEEPEST) {
      open.push(parts);
      parts = [];
    } else parts.push(mark);
  }
  parts.push(text.slice(last));
  return [...open, parts].map((each) => each.join("")).join("{{");
}

const MACRO = /^\s*(char|user|\/\/|random|pick|roll|hidden_key|comment|reverse)(.*)$/is;

/** What a macro gives; undefined where it is none. */
function macroValue(body: string, scope: MacroScope, place: number): string | undefined {
  const [, found = "", tail = ""] = MACRO.exec(body) ?? [];
  const name = found.toLowerCase();
  if (name === "//") return "";
  if (name === "char" || name === "user") return tail.trim() === "" ? scope[name] : undefined;
  const value = /^\s*:(.*)$/s.exec(tail)?.[1];
  if (value === undefined) return undefined;
  const { draws = random(0), seed = 0, forKeys = false } = scope;
  switch (name) {
    case "random":
      return choice(value, (n) => draws.int(n));
    case "pick":
      return choice(value, (n) => random(seed + place).int(n));
    case "roll":
      return rolled(value, draws);
    case "hidden_key":
      return forKeys ? value.trim() : "";
    case "reverse":
      return [...value].reverse().join("");
    default:
      return name === "comment" ? "" : undefined;
  }
}

function choice(value: string, draw: (n: number) => number): string {
  // Some tools write {{random::a::b}}.
  const options = value.startsWith(":") && value.includes("::", 1) ? value.slice(1).split("::") : byCommas(value);
  return options[draw(options.length)] ?? "";
}

function byCommas(value: string): string[] {
  const list = value.startsWith(":") ? value.slice(1) : value;
  return list.split(/(?<!\\),/).map((option) => option.replaceAll("\\,", ","));
}

function rolled(value: string, draws: Random): string | undefined {
  const [, sides = "0"] = /^\s*:?\s*d?(\d{1,9})\s*$/i.exec(value) ?? [];
  return Number(sides) > 0 ? String(1 + draws.int(Number(sides))) : undefined;
}
