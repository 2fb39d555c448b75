import { InvalidArgumentError } from "commander";

/** Names of a flag that may be repeated, or hold several separated by commas. @throws InvalidArgumentError */
export function nameList(text: string, before: readonly string[] = []): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Expected names, separated by commas.");
  return [...before, ...names];
}
