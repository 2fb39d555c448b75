const ITEM = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(,|$)/sy;

/** The texts of a list as Python prints it: `['bakes', "Ada's garden"]`; undefined for anything else. */
export function pythonList(text: string): string[] | undefined {
  const inside = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const items: string[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < inside.trimEnd().length) {
    const found = ITEM.exec(inside);
    if (found === null) return undefined;
    items.push((found[1] ?? found[2] ?? "").replace(ESCAPE, (_, code: string) => unescaped(code)));
  }
  return items;
}

/** The same texts as a list that both Python and JSON read. */
export function pythonListOf(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
}

const ESCAPE = /\\(u[0-9a-f]{4}|x[0-9a-f]{2}|.)/gis;
const CONTROLS: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

function unescaped(code: string): string {
  if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return CONTROLS[code] ?? code;
}
