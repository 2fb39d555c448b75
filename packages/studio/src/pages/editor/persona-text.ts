import { type Document, parseDocument } from "yaml";

// The file stays the one truth: the form reads it and writes into it, so that comments, order and what the form does
// not know are kept.

export type Path = readonly (string | number)[];

/** The values of a persona file; null while it cannot be parsed, or is no mapping. */
export function readTree(text: string): Record<string, unknown> | null {
  const document = parsed(text);
  if (document === null) return null;
  const tree: unknown = document.toJS();
  return typeof tree === "object" && tree !== null && !Array.isArray(tree) ? (tree as Record<string, unknown>) : null;
}

/** The value at a path; undefined where there is none. */
export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    tree,
  );
}

/** The text with another value at a path. `undefined` takes it out, and with it what is then left empty above it. */
export function withValue(text: string, path: Path, value: unknown): string {
  const document = parsed(text);
  if (document === null) return text;
  if (value === undefined) removeAt(document, path);
  else document.setIn(path, typeof value === "object" ? document.createNode(value) : value);
  if (text.trimStart().startsWith("{")) return `${JSON.stringify(document.toJS(), null, 2)}\n`;
  return document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /.test(text) });
}

function removeAt(document: Document.Parsed, path: Path): void {
  if (path.length === 0 || !document.hasIn(path)) return;
  document.deleteIn(path);
  const above = path.slice(0, -1);
  const left: unknown = document.getIn(above);
  if (above.length === 1 || above.length === 2) {
    const isEmpty =
      typeof left === "object" && left !== null && "items" in left && (left.items as unknown[]).length === 0;
    if (isEmpty) removeAt(document, above);
  }
}

function parsed(text: string): Document.Parsed | null {
  const document = parseDocument(text, { prettyErrors: false, logLevel: "silent" });
  return document.errors.length > 0 ? null : document;
}
