import { InputError } from "../../../core/index.ts";
import { decodeText } from "../../decode-text.ts";
import { parseTree } from "../../parse-tree.ts";
import { isZip, readCharx } from "./charx.ts";
import type { Contained } from "./contained.ts";
import { atMost, LIMITS } from "./limits.ts";
import { parseJsonRecord } from "./parse-json-record.ts";
import { readPng } from "./png.ts";
import { isPng, startsWith } from "./png-chunks.ts";

/** What people take for cards and nobody can read as one. */
const OTHERS: readonly (readonly [head: string, name: string, fix: string])[] = [
  ["\xff\xd8\xff", "a JPEG image", "ask for the card as PNG or JSON; JPEG loses it"],
  ["RIFF", "a WebP image", "ask for the card as PNG or JSON"],
  ["GIF8", "a GIF image", "ask for the card as PNG or JSON"],
  ["%PDF", "a PDF", "save its text as a .txt file"],
];

/**
 * What is in a file, by its first bytes: a PNG, a CHARX zip, JSON, JSON lines, YAML (by its name), or a text.
 *
 * @throws InputError when it is too large, damaged, or nothing of these.
 */
export function readContainer(bytes: Uint8Array, where: string): Contained {
  atMost(bytes.length, LIMITS.file, { where, what: "a file" });
  if (isPng(bytes)) return readPng(bytes, where);
  if (isZip(bytes)) return readCharx(bytes, where);
  const other = OTHERS.find(([head]) => startsWith(bytes, Buffer.from(head, "latin1")));
  if (other !== undefined) {
    const [, found, fix] = other;
    throw new InputError({ where, found, expected: "a card as PNG, CHARX, JSON or YAML", fix });
  }
  return readText(decodeText(bytes, where), where);
}

function readText(text: string, where: string): Contained {
  if (/^\s*[{[]/.test(text)) return readJson(text, where);
  if (!isYaml(text, where)) return { container: "text", records: [{ text }], assets: [] };
  atMost(text.length, LIMITS.yaml, { where, what: "a YAML text" });
  return { container: "yaml", records: [parseTree(text, where, "yaml").value], assets: [] };
}

/** By its name, or by a first line that is a key where the name says nothing. */
function isYaml(text: string, where: string): boolean {
  if (/\.(?:md|txt)$/i.test(where)) return false;
  return /\.ya?ml$/i.test(where) || /^(?:---\s*\n)?[A-Za-z_][\w-]{0,40}:(?:\s|$)/.test(text);
}

/** One value, the items of a list, or one value a line. */
function readJson(text: string, where: string): Contained {
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const [first, second] = lines.filter(({ line }) => line !== "");
  const hasLines = second !== undefined && isWhole(first?.line ?? "") && /^[{[]/.test(second.line);
  if (!hasLines) {
    const value = parseJsonRecord(text, where);
    const records: unknown[] = Array.isArray(value) ? value : [value];
    if (records.length === 0) throw new InputError({ where, found: "an empty list", expected: "at least one record" });
    return { container: "json", records, assets: [] };
  }
  const records = lines
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => parseJsonRecord(line, where, number));
  return { container: "jsonl", records, assets: [] };
}

/** Whether a line is an object by itself, so that the next one is another. Its ends tell most that are not. */
function isWhole(line: string): boolean {
  if (!/^\{.*\}$/.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
