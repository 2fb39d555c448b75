import { stringify } from "yaml";
import type { Suite } from "../core/index.ts";

const ABOUT = `# What is put to the persona, each item in a conversation of its own. Edit it as you like: another text is asked
# anew, what is unchanged is not. "asks" tells a measure what the last turn is about.
`;

/** A suite as the text of a file, YAML with a line on how to edit it, or JSON. Reading it gives the suite back. */
export function suiteText(suite: Suite, format: "yaml" | "json" = "yaml"): string {
  const { schema, name, personaVersion, seed, items } = suite;
  const ordered = {
    schema,
    name,
    ...(personaVersion !== undefined && { personaVersion }),
    ...(seed !== undefined && { seed }),
    items: items.map(({ id, kind, scene, turns, asks }) => {
      return { id, kind, ...(scene !== undefined && { scene }), turns, ...(asks && { asks }) };
    }),
  };
  if (format === "json") return `${JSON.stringify(ordered, null, 2)}\n`;
  return `${ABOUT}${stringify(ordered, { lineWidth: 120, aliasDuplicateObjects: false, version: "1.2", schema: "core" })}`;
}
