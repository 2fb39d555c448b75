/** One start tag as it was read. */
export interface Tag {
  name: string;
  attributes: Record<string, string>;
}

const TAG = /^<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>/u;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/gu;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|#39);)/u;

/**
 * Reads markup that this room wrote, for tests: every tag closed in order, every attribute quoted and once, no bare
 * "&" or "<", no character that XML 1.0 forbids.
 *
 * @param free elements without an end tag, as HTML has them.
 * @returns the start tags in order.
 * @throws Error naming the first place that is not well formed.
 */
export function wellFormed(markup: string, free: readonly string[] = []): Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  const body = markup.replace(/^<\?xml [^>]*\?>|^<!doctype html>/u, "");
  if (/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u.test(body)) throw new Error("a forbidden character");
  if (BARE_AMPERSAND.test(body)) throw new Error(`a bare ampersand: ${body.slice(body.search(BARE_AMPERSAND), 60)}`);
  for (let at = body.indexOf("<"); at >= 0; at = body.indexOf("<", at + 1)) {
    const [whole, end, name = "", inside = "", empty] = TAG.exec(body.slice(at, at + 5000)) ?? [];
    if (whole === undefined) throw new Error(`not a tag: ${body.slice(at, at + 60)}`);
    if (end === "/") {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
      continue;
    }
    const found = [...inside.matchAll(ATTRIBUTE)].map(([, key = "", value = ""]): [string, string] => [key, value]);
    const attributes = Object.fromEntries(found);
    if (Object.keys(attributes).length !== found.length) throw new Error(`an attribute twice: ${whole}`);
    tags.push({ name, attributes });
    if (empty !== "/" && !free.includes(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(" ")}`);
  return tags;
}
