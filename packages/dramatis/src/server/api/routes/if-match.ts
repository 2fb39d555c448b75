import { HttpFault } from "../../http-fault.ts";

/**
 * The version that a writer had, by its If-Match: `"6f1e…"`, or `*` for whatever is there.
 *
 * @throws HttpFault 428 without one: a writer that does not say what it had could undo what others did
 */
export function expectedVersion(headers: Headers, current: string): string {
  const given = headers.get("if-match")?.trim();
  if (given === "*") return current;
  const [, version] = /^(?:W\/)?"?([0-9a-f]+)"?$/i.exec(given ?? "") ?? [];
  if (version !== undefined) return version.toLowerCase();
  const message = `no version in If-Match; expected the one that was read: If-Match: "${current}"`;
  throw new HttpFault(428, message, { code: "version_required", param: "if-match" });
}
