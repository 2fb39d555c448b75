const WIDE =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uFF01-\uFF60]/u;
const ZERO = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Columns that a text takes in a terminal: two for a wide character, none for a combining one. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const point of text) width += ZERO.test(point) ? 0 : WIDE.test(point) ? 2 : 1;
  return width;
}

/** Lines of at most `width` columns, broken at spaces; a word longer than a line is broken after hyphens or anywhere. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.split(/(?<=\s)/u).flatMap((word) => cut(word, width))) {
    if (line !== "" && displayWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  lines.push(line.trimEnd());
  return lines;
}

/** A word in pieces of at most `width` columns. */
function cut(word: string, width: number): string[] {
  if (displayWidth(word.trimEnd()) <= width) return [word];
  const parts = word.split(/(?<=-)/u);
  if (parts.length > 1) return parts.flatMap((part) => cut(part, width));
  const pieces: string[] = [];
  let piece = "";
  for (const point of word) {
    if (piece !== "" && displayWidth(piece + point) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += point;
  }
  return [...pieces, piece];
}

/** Wrapped text with a mark before the first line and the others set in under it. */
export function hang(mark: string, text: string, width: number): string[] {
  const indent = " ".repeat(displayWidth(mark));
  return wrap(text, Math.max(20, width - indent.length)).map((line, index) => (index === 0 ? mark : indent) + line);
}
