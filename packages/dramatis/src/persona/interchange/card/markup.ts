/** Elements whose content is not for readers. */
const UNSEEN = ["script", "style", "iframe", "object", "template"];
const COMMENT = ["<!--", "-->"] as const;
/** What cards write in angle brackets and mean as a name. */
const NAMES = /^<\/?(?:bot|char|user|start)>/i;
const TAG = /^<[/!]?[A-Za-z][^<>]{0,2000}>/;
const MARKS = /[*_`~]+/g;

/**
 * A text of the same length in which markup is white space: tags, comments, scripts and styles with all they hold, and
 * the marks of Markdown around words. Offsets stay as they are. Names in angle brackets, such as <BOT>, are left.
 */
export function withoutMarkup(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("<", at);
    if (open === -1) break;
    const end = markupEnd(text, open);
    parts.push(text.slice(at, open), end === open ? "<" : blank(text.slice(open, end)));
    at = Math.max(end, open + 1);
  }
  parts.push(text.slice(at));
  return parts.join("").replace(MARKS, marksAway);
}

/** A single underscore within a word is part of it. */
function marksAway(marks: string, at: number, text: string): string {
  const isInWord = /^_+$/.test(marks) && /\w/.test(text[at - 1] ?? "") && /\w/.test(text[at + marks.length] ?? "");
  return isInWord ? marks : " ".repeat(marks.length);
}

/** Where the markup that starts here ends; `open` itself when none does. */
function markupEnd(text: string, open: number): number {
  if (text.startsWith(COMMENT[0], open)) return endOf(text, COMMENT[1], open);
  const head = text.slice(open, open + 2_002);
  if (NAMES.test(head)) return open;
  const tag = TAG.exec(head)?.[0];
  if (tag === undefined) return open;
  const name = /[A-Za-z]+/.exec(tag)?.[0].toLowerCase() ?? "";
  if (!UNSEEN.includes(name) || tag.startsWith("</")) return open + tag.length;
  const close = new RegExp(`</${name}\\s*>`, "gi");
  close.lastIndex = open;
  const found = close.exec(text);
  return found === null ? text.length : found.index + found[0].length;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at + mark.length;
}

/** Line breaks stay: they part sentences. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
