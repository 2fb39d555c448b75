/** One part of a Markdown text, from its heading to the next of the same depth. All of them joined are the text. */
export interface Section {
  /** The whole line; "" for what comes before the first heading. */
  heading: string;
  body: string;
}

const HEADING = /^##(?!#)\s*(.*?)\s*#*$/;
const MARKER = /^\s*(?:[-*+]|\d+[.)])\s+/;
const RULE = /^ {0,3}([-*_])\1{2,}\s*$/;

/** The parts of a Markdown text by its second-level headings. */
export function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ heading: "", body: "" }];
  for (const line of text.split(/(?<=\n)/)) {
    if (HEADING.test(line.trimEnd())) sections.push({ heading: line, body: "" });
    else (sections.at(-1) as Section).body += line;
  }
  return sections;
}

/** "## The Vibe" → "the vibe" */
export function titleOf({ heading }: Section): string {
  return (HEADING.exec(heading.trimEnd())?.[1] ?? "")
    .replace(/[*_`:]/g, "")
    .trim()
    .toLowerCase();
}

/** The list items and paragraphs of a part, each on one line and without marks of emphasis. */
export function itemsOf({ body }: Section): string[] {
  const items: string[] = [];
  let isOpen = false;
  for (const line of body.split(/\r\n|\n|\r/)) {
    const isNothing = line.trim() === "" || RULE.test(line) || /^\s*#/.test(line);
    if (isNothing) isOpen = false;
    else if (isOpen && !MARKER.test(line)) items.push(`${items.pop() ?? ""} ${line}`);
    else items.push(line.replace(MARKER, ""));
    if (!isNothing) isOpen = true;
  }
  return items.map(plain).filter((item) => item !== "");
}

/** Without emphasis, on one line. Twice is once. */
export function plain(text: string): string {
  const bare = text
    .replace(/\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return bare === text ? text : plain(bare);
}
