import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import { InputError } from "../core/index.ts";
import { parseJson } from "./parse-json.ts";

/** Plain data read from YAML or JSON, and where its parts stand in the text. */
export interface Tree {
  value: unknown;
  /** 1-based line of the node at a path, or of the nearest one above it; undefined when nothing is there. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** Enough for provenance that is shared by many leaves, far too little for an alias bomb. */
const MAX_ALIASES = 50;
const MAX_DEPTH = 40;
/** Characters of JSON in which a line is looked for. */
const LONGEST_LOCATED = 2 ** 20;

/**
 * Reads one YAML 1.2 (core schema) or JSON document as plain data: no tags, no cycles, no keys that reach a prototype,
 * no numbers that JSON could not hold.
 *
 * @throws InputError naming the line.
 */
export function parseTree(text: string, where: string, format: "yaml" | "json"): Tree {
  if (format === "json") {
    const value = parseJson(text, where);
    const lineOf: Tree["lineOf"] = (path) => lineInJson(text, path);
    refuseUnsafe(value, where, lineOf);
    return { value, lineOf };
  }
  const lines = new LineCounter();
  const document = parseYamlDocument(text, where, lines);
  const lineOf: Tree["lineOf"] = (path) => lineIn(document, lines, path);
  const value = plainValue(document, where, lines);
  refuseUnsafe(value, where, lineOf);
  return { value, lineOf };
}

/**
 * A YAML document with its comments, for reading and for editing.
 *
 * @throws InputError for anything the parser refuses, and for a key that occurs twice.
 */
export function parseYamlDocument(
  text: string,
  where: string,
  lines: LineCounter = new LineCounter(),
): Document.Parsed {
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "core",
    resolveKnownTags: false,
    stringKeys: true,
    // Checked below instead: the parser compares every key with every other, which a large file turns into an hour.
    uniqueKeys: false,
    logLevel: "error",
  });
  const error = document.errors[0];
  if (error !== undefined) {
    const found = error.code === "RESOURCE_EXHAUSTION" ? "values nested too deeply" : error.message;
    throw new InputError({ where, line: lines.linePos(error.pos[0]).line, found, expected: "YAML" }, { cause: error });
  }
  refuseManyAliases(document, where, lines);
  refuseRepeatedKeys(document, where, lines);
  return document;
}

function plainValue(document: Document.Parsed, where: string, lines: LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    const isAlias = cause instanceof ReferenceError;
    throw tooManyAliases({
      where,
      line: firstAlias(document, lines),
      ...(!isAlias && { found: String(cause) }),
      cause,
    });
  }
}

/** Counted before any is followed: the parser looks through the whole document for each. */
function refuseManyAliases(document: Document.Parsed, where: string, lines: LineCounter): void {
  let count = 0;
  visit(document, {
    Alias() {
      count++;
    },
  });
  if (count > MAX_ALIASES) throw tooManyAliases({ where, line: firstAlias(document, lines) });
}

function firstAlias(document: Document.Parsed, lines: LineCounter): number | undefined {
  let line: number | undefined;
  visit(document, {
    Alias(_, alias) {
      line = lineOfNode(alias, lines);
      return visit.BREAK;
    },
  });
  return line;
}

interface AliasFault {
  where: string;
  line: number | undefined;
  found?: string;
  cause?: unknown;
}

function tooManyAliases({ where, line, found, cause }: AliasFault): InputError {
  const fault = {
    where,
    ...at(line),
    found: found ?? "aliases that are too many or lead nowhere",
    expected: `YAML aliases of an anchor above, at most ${MAX_ALIASES} in all`,
  };
  return new InputError(fault, { cause });
}

function refuseRepeatedKeys(document: Document.Parsed, where: string, lines: LineCounter): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name)) {
          const found = `a second key ${JSON.stringify(name)}`;
          throw new InputError({ where, ...at(lineOfNode(key, lines)), found, expected: "each key once" });
        }
        seen.add(name);
      }
    },
  });
}

function refuseUnsafe(root: unknown, where: string, lineOf: Tree["lineOf"]): void {
  const above = new Set<unknown>();
  const path: PropertyKey[] = [];
  const refuse = (found: string, expected: string): InputError =>
    new InputError({ where, ...at(lineOf(path)), found, expected });
  const walk = (value: unknown): void => {
    if (typeof value === "number" && !Number.isFinite(value)) throw refuse(`the number ${value}`, "a finite number");
    if (value === null || typeof value !== "object") return;
    if (above.has(value)) throw refuse("a value that holds itself", "plain data");
    if (above.size >= MAX_DEPTH) throw refuse("values nested too deeply", `at most ${MAX_DEPTH} levels`);
    above.add(value);
    for (const [key, member] of Object.entries(value)) {
      path.push(Array.isArray(value) ? Number(key) : key);
      if (key === "__proto__") throw refuse("the key __proto__", "another name");
      walk(member);
      path.pop();
    }
    above.delete(value);
  };
  walk(root);
}

/** JSON is read by the YAML parser only when a line is asked for, and a long one, which would take seconds, not at all. */
function lineInJson(json: string, path: readonly PropertyKey[]): number | undefined {
  if (json.length > LONGEST_LOCATED) return undefined;
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" } as const;
  return lineIn(parseDocument(json, options), lines, path);
}

function at(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line };
}

function lineOfNode(node: unknown, lines: LineCounter): number | undefined {
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
}

function lineIn(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0];
  for (const key of path) {
    const pair = isMap(node) ? node.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
    const at: unknown = pair?.key ?? (typeof key === "number" && !isMap(node) ? childAt(node, key) : undefined);
    if (!isNode(at) || !at.range) break;
    offset = at.range[0];
    node = (pair === undefined ? at : pair.value) as Node | null;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function childAt(node: Node | null, index: number): unknown {
  return node !== null && "items" in node && Array.isArray(node.items) ? node.items[index] : undefined;
}
