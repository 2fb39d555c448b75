import type { z } from "zod";
import type { InputFault } from "../core/index.ts";

/** A schema's complaint in the words of an InputError, with the path of the offending node. */
export interface SchemaFault extends Pick<InputFault, "found" | "expected" | "fix"> {
  path: PropertyKey[];
}

/** The first complaint of a schema about `value`. A mistyped key comes first: it often explains the others. */
export function schemaFault(error: z.ZodError, value: unknown): SchemaFault {
  const mistyped = error.issues.find((issue) => issue.code === "unrecognized_keys");
  if (mistyped !== undefined) {
    const key = mistyped.keys[0] ?? "";
    const path = [...mistyped.path, key];
    return { path, found: `unknown key ${quote(pathText(path))}`, expected: mistyped.message };
  }
  const issue = error.issues[0] as z.core.$ZodIssue;
  const there = valueAt(value, issue.path);
  const place = issue.path.length > 0 ? `${pathText(issue.path)}: ` : "";
  const fault = { path: issue.path, found: `${place}${describe(there)}`, expected: expectation(issue) };
  return there === null ? { ...fault, fix: "leave the key out when the value is unknown" } : fault;
}

/** `statements[2].text` */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`))
    .join("");
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return `${issue.values.length > 1 ? "one of " : ""}${issue.values.map((each) => quote(String(each))).join(", ")}`;
    case "too_small":
      return issue.origin === "number"
        ? `at least ${issue.minimum}`
        : `${issue.exact ? "" : "at least "}${issue.minimum} of them`;
    case "too_big":
      return issue.origin === "number"
        ? `at most ${issue.maximum}`
        : `${issue.exact ? "" : "at most "}${issue.maximum} of them`;
    case "invalid_format":
      return issue.message;
    default:
      return issue.message;
  }
}

const TYPES: Record<string, string> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
};

/** What a reader would call the value. */
function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "no value";
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "keys with values";
  return String(value);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let node = value;
  for (const key of path) {
    if (node === null || typeof node !== "object") return undefined;
    node = (node as Record<PropertyKey, unknown>)[key];
  }
  return node;
}
