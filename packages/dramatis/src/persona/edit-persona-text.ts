import { type Document, isMap, isScalar, isSeq } from "yaml";
import { InputError } from "../core/index.ts";
import { parseJson } from "./parse-json.ts";
import { parseYamlDocument } from "./parse-tree.ts";
import { parsePersonaText } from "./read-persona.ts";
import { pathText } from "./schema-fault.ts";

/** A step into a list is a 0-based index, or the id of the item. */
export type PersonaPath = readonly (string | number)[];

export type PersonaEdit = { op: "set"; path: PersonaPath; value: unknown } | { op: "delete"; path: PersonaPath };

/**
 * Changes values in the text of a persona file and leaves the rest as it is: in YAML the comments and the order of
 * keys (spaces within a line may be made even), in JSON the indentation.
 *
 * @param where file name for messages.
 * @throws InputError when the text is not a persona, a path to delete is not there, or the result is not a persona.
 */
export function editPersonaText(text: string, edits: readonly PersonaEdit[], where = "persona"): string {
  const json = text.trimStart().startsWith("{");
  const edited = json ? editJson(text, edits, where) : editYaml(text, edits, where);
  parsePersonaText(edited, where, json ? "json" : "yaml");
  return edited;
}

function editYaml(text: string, edits: readonly PersonaEdit[], where: string): string {
  const document = parseYamlDocument(text, where);
  applyEdits(document, edits, where);
  // Lists that start at the column of their key stay there.
  const indentSeq = !/^[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n- /m.test(text);
  try {
    return document.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: /[[{] /.test(text) });
  } catch (cause) {
    // An anchor went whose aliases are still there.
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new InputError({ where, found, expected: "an edit after which the file can be written" }, { cause });
  }
}

function editJson(text: string, edits: readonly PersonaEdit[], where: string): string {
  parseJson(text, where);
  const document = parseYamlDocument(text, where);
  applyEdits(document, edits, where);
  const indent = /^\{\r?\n([ \t]+)/.exec(text.trimStart())?.[1] ?? "";
  return `${JSON.stringify(document.toJS(), null, indent)}${text.endsWith("\n") ? "\n" : ""}`;
}

function applyEdits(document: Document.Parsed, edits: readonly PersonaEdit[], where: string): void {
  for (const edit of edits) {
    const path = indexPath(document, edit.path);
    if (edit.op === "set") {
      refuseScalarParents(document, path, where);
      document.setIn(path, isScalarValue(edit.value) ? edit.value : document.createNode(edit.value));
    } else if (path.length === 0 || !document.hasIn(path) || !document.deleteIn(path)) {
      throw new InputError({ where, found: `nothing at ${pathText(edit.path)}`, expected: "a value to delete" });
    }
  }
}

/** Ids of list items become their indices. */
function indexPath(document: Document.Parsed, path: PersonaPath): (string | number)[] {
  const resolved: (string | number)[] = [];
  for (const key of path) {
    const node = resolved.length === 0 ? document.contents : document.getIn(resolved, true);
    const index =
      isSeq(node) && typeof key === "string"
        ? node.items.findIndex((item) => isMap(item) && item.get("id") === key)
        : -1;
    resolved.push(index >= 0 ? index : key);
  }
  return resolved;
}

/** Below a text or a number there is no place for a key; an index past the end of a list is none either. */
function refuseScalarParents(document: Document.Parsed, path: (string | number)[], where: string): void {
  for (let depth = 0; depth < path.length; depth++) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    const key = path[depth];
    const outside = isSeq(node) && (typeof key !== "number" || key < 0 || key > node.items.length);
    const belowScalar = isScalar(node) || (depth === 0 && node === null);
    if (outside || belowScalar) {
      throw new InputError({
        where,
        found: `no place for ${pathText(path)}`,
        expected: "a path through keys and list items",
      });
    }
    if (node === undefined) return;
  }
}

function isScalarValue(value: unknown): boolean {
  return value === null || typeof value !== "object";
}
