import { hash } from "node:crypto";

/** JSON with sorted keys and no undefined members: equal data give equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** First 16 hex digits of the SHA-256 of the canonical JSON: 64 bits, enough to name personas, trials and calls. */
export function contentId(value: unknown): string {
  return hash("sha256", canonicalJson(value)).slice(0, 16);
}
