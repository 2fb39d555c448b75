const CODE = /```[^\n]*\n(.*?)```/gsu;
const MARKED = /####\s*(.+?)\s*$/mu;
const SAID = /\b(?:final answer|answer|result) is:?\s*\$?([^\n]*?)\$?[.!]?\s*$/imu;

/**
 * What a worked answer comes to: after "####" as GSM8K has it, in the last \boxed{…} as MATH has it, or after "the answer
 * is" at the end of a line. null where it is not marked so.
 */
export function finalAnswer(text: string): string | null {
  return MARKED.exec(text)?.[1] ?? lastBoxed(text) ?? SAID.exec(text)?.[1]?.trim() ?? null;
}

function lastBoxed(text: string): string | undefined {
  const start = text.lastIndexOf("\\boxed{");
  if (start < 0) return undefined;
  let depth = 0;
  for (let i = start + "\\boxed".length; i < text.length; i++) {
    if (text[i] === "{") depth++;
    if (text[i] === "}" && --depth === 0) return text.slice(start + "\\boxed{".length, i).trim();
  }
  return undefined;
}

/** Whether two answers are the same number, or else the same text without spaces, marks and capitals. */
export function isSameAnswer(one: string, other: string): boolean {
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== null && b !== null) return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  return plain(one) === plain(other);
}

/** Whether a rewritten answer says what the known one comes to: the same code blocks and the same final answer. */
export function keepsResult(known: string, rewritten: string): boolean {
  const blocks = (text: string): string[] => [...text.matchAll(CODE)].map(([, code = ""]) => code.trim());
  const wanted = blocks(known);
  const found = blocks(rewritten);
  if (wanted.length !== found.length || wanted.some((code, i) => code !== found[i])) return false;
  const answer = finalAnswer(known);
  if (answer === null) return true;
  const said = finalAnswer(rewritten);
  return said === null ? tokens(rewritten).includes(plain(answer)) : isSameAnswer(answer, said);
}

function numberOf(text: string): number | null {
  const bare = plain(text).replace(/^\\d?frac\{(-?[\d.]+)\}\{(-?[\d.]+)\}$/u, "$1/$2");
  const [, top, bottom = "1"] = /^(-?\d*\.?\d+)(?:\/(-?\d*\.?\d+))?$/u.exec(bare) ?? [];
  return top === undefined || Number(bottom) === 0 ? null : Number(top) / Number(bottom);
}

/** "$1,200.\u00a0" → "1200" */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\\(?:text|mathrm)\{([^{}]*)\}/gu, "$1")
    .replace(/\\[,!; ]|[\s$€£]|,(?=\d{3})/gu, "")
    .replace(/[.!]+$/u, "");
}

function tokens(text: string): string[] {
  return text.split(/\s+/u).map((word) => plain(word.replace(/^[("'*_]+|[)"'*_,;:?]+$/gu, "")));
}
