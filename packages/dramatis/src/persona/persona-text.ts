import { Document, isScalar, visit } from "yaml";
import type { Persona } from "../core/index.ts";
import { SCHEMA_URL } from "./persona-json-schema.ts";

/** Keys in the order in which people write a persona. */
const ORDER = [
  "schema",
  "name",
  "summary",
  "kind",
  "statements",
  "identity",
  "traits",
  "style",
  "knowledge",
  "relations",
  "preferences",
  "rules",
  "provenance",
  "facets",
] as const;

/** A persona as the text of a file: YAML with its schema named for editors, or JSON. Reading it gives the persona back. */
export function personaText(persona: Persona, format: "yaml" | "json" = "yaml"): string {
  const ordered = Object.fromEntries(ORDER.flatMap((key) => (persona[key] === undefined ? [] : [[key, persona[key]]])));
  if (format === "json") return `${JSON.stringify(ordered, null, 2)}\n`;
  // Equal parts are written out: an anchor would be read as one value shared, and too many are refused.
  const document = new Document(ordered, { aliasDuplicateObjects: false, version: "1.2", schema: "core" });
  visit(document, {
    Seq(_, list) {
      list.flow = list.items.length > 0 && list.items.every((item) => isScalar(item) && typeof item.value === "number");
    },
  });
  return `# yaml-language-server: $schema=${SCHEMA_URL}\n${document.toString({ lineWidth: 120 })}`;
}
