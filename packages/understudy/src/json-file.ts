import { readFile } from "node:fs/promises";

/**
 * What a JSON file holds, unchecked.
 *
 * @throws Error in one line naming the file; its cause has the `code` of a failed read
 */
export async function jsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Error(`${path}: cannot be read (${messageOf(error)})`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: not JSON (${messageOf(error)})`, { cause: error });
  }
}

/** A JSON file that must hold an object. */
export async function jsonObject(path: string): Promise<Record<string, unknown>> {
  const value = await jsonFile(path);
  if (isObject(value)) return value;
  throw new Error(`${path}: not a JSON object`);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Why something failed, in one line: the code of a system error, else the message. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("syscall" in error && "code" in error) return String(error.code);
  return error.message.replace(/\s+/g, " ").trim();
}
