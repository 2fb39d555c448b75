import { isObject } from "./checked-record.ts";
import type { Loss, Withheld } from "./interchange.ts";

/** How deep a record is searched; what lies deeper is left out with a line. */
const DEEPEST = 24;

/** Names under which keys, tokens and passwords are kept: snake or kebab case, camel case, and of the environment. */
const SECRETS: readonly RegExp[] = [
  /(?:^|[_-])(?:tokens?|secrets?|passwords?|passwd|mnemonic|credentials?|authorization)$/i,
  /(?:^|[_-])(?:api|private|secret|access|auth|encryption)[_-]?keys?$/i,
  /[a-z](?:Token|Secret|Password|Mnemonic|Credential|ApiKey|PrivateKey|SecretKey|AccessKey)s?$/,
  /^[A-Z][A-Z0-9_]*_KEY$/,
];

/** Whether a member holds a secret in any tool. A number of tokens is none. */
export function isSecret(name: string, value: unknown): boolean {
  return typeof value !== "number" && typeof value !== "boolean" && SECRETS.some((names) => names.test(name));
}

/**
 * A copy of a record without the members that `why` gives a reason for, at any depth, and a line for each that held
 * something. The record is not changed.
 */
export function withoutMembers(
  record: unknown,
  why: (name: string, path: string, value: unknown) => string | undefined,
): Withheld {
  const losses: Loss[] = [];
  const copy = (value: unknown, path: string, depth: number): unknown => {
    if (Array.isArray(value)) {
      return depth > DEEPEST ? [] : value.map((item, index) => copy(item, join(path, String(index)), depth + 1));
    }
    if (!isObject(value)) return value;
    const members: [string, unknown][] = [];
    for (const [name, member] of Object.entries(value)) {
      const at = join(path, name);
      const reason = depth > DEEPEST ? "nested too deeply" : why(name, at, member);
      if (reason === undefined) members.push([name, copy(member, at, depth + 1)]);
      else if (!isNothing(member)) losses.push({ path: at, kind: "dropped", note: reason });
    }
    return Object.fromEntries(members);
  };
  return { record: copy(record, "", 0), losses };
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}
