import { isObject } from "./checked-record.ts";

/** A row by the names of its columns without case, blanks and lines: "Dialogue_ID" and "dialogue id" are one. */
export function cpedColumns(row: unknown): Map<string, string> {
  if (!isObject(row)) return new Map();
  const cells = Object.entries(row).flatMap(([name, value]): [string, string][] => {
    const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
    return text === "" ? [] : [[name.toLowerCase().replace(/[\s_-]/g, ""), text]];
  });
  return new Map(cells);
}

/** What CPED writes where an annotator could not tell. */
export function isUnknown(label: string | undefined): boolean {
  return label === undefined || /^(?:unknown|none|n\/a|nan)$/i.test(label);
}
