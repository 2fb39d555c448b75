import { DramatisError, InputError } from "../../../core/index.ts";

/** What a failed file operation tells the reader; an error that says so already is returned as it is. */
export function fileError(path: string, cause: unknown): Error {
  if (cause instanceof DramatisError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const found = code === "ENOENT" ? "no such file" : `a file that cannot be read (${code})`;
  return new InputError({ where: path, found, expected: "a file that exists and may be read" }, { cause });
}
