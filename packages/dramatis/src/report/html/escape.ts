import { cleanText } from "../../core/index.ts";

const MARKUP: unique symbol = Symbol("markup");

/** Markup that was built by `html`; nothing read from a file can pass for it. */
export interface Html {
  readonly [MARKUP]: string;
}

export type HtmlPart = string | number | Html | readonly Html[];

const ENTITY: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Untrusted text for an element or a quoted attribute: unprintable characters are gone, the rest is escaped. */
export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/gu, (character) => ENTITY[character] ?? character);
}

/** Template tag: what is filled in is escaped unless it is markup itself. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const text = parts.map((part, index) => markup(part) + (strings[index + 1] ?? ""));
  return { [MARKUP]: (strings[0] ?? "") + text.join("") };
}

export const NOTHING: Html = { [MARKUP]: "" };

/** Markup that is not escaped: a style sheet of ours, never data. */
export function trusted(text: string): Html {
  return { [MARKUP]: text };
}

export function render(part: Html): string {
  return part[MARKUP];
}

function markup(part: HtmlPart): string {
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return isList(part) ? part.map(render).join("") : part[MARKUP];
}

function isList(part: Html | readonly Html[]): part is readonly Html[] {
  return Array.isArray(part);
}
