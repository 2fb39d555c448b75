/** A flag that may be repeated. */
export function several(path: string, before: readonly string[] = []): string[] {
  return [...before, path];
}
