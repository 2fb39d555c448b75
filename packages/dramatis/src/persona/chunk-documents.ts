import type { Knowledge } from "../core/index.ts";

/** A part of a document that is found and shown as one. */
export interface Passage {
  id: string;
  /** Title of the document, then the headings down to the passage. */
  path: string[];
  text: string;
  /** Path of the persona's field that it is from. */
  field: string;
}

/** In characters. */
export interface ChunkPlan {
  size: number;
  overlap: number;
  /** From one chunk's start to the next one's. */
  step: number;
}

/** How a text of these paragraphs is cut: chunks of the longest one's length, each overlapping half of the last [132]. */
export function chunkPlan(paragraphs: readonly string[]): ChunkPlan {
  const size = paragraphs.reduce((most, { length }) => Math.max(most, length), 1);
  const overlap = Math.floor(size / 2);
  return { size, overlap, step: size - overlap };
}

/**
 * The documents of a persona in passages, cut by the longest paragraph of them all, each within one section. Cuts go
 * back to the nearest space. Markdown headings make the path. A document of one paragraph is one passage, a blank one none.
 */
export function chunkDocuments({ documents = [] }: Knowledge): Passage[] {
  const parsed = documents.map(({ id, title, text }, index) => ({ id, index, sections: sectionsOf(text, title) }));
  const plan = chunkPlan(parsed.flatMap(({ sections }) => sections.flatMap(({ text }) => paragraphsOf(text))));
  return parsed.flatMap(({ id, index, sections }) =>
    sections
      .flatMap(({ path, text }) => chunksOf(text, plan).map((chunk) => ({ path, text: chunk })))
      .map((passage, i) => ({ id: `${id}#${i + 1}`, ...passage, field: `knowledge.documents.${index}` })),
  );
}

/** A passage with the sections above it, as it is embedded and shown. */
export function passageText({ path, text }: Pick<Passage, "path" | "text">): string {
  return path.length > 0 ? `${path.join(" > ")}: ${text}` : text;
}

function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/u).map((paragraph) => paragraph.trim());
}

/** A text by its Markdown headings. */
function sectionsOf(text: string, title: string | undefined): { path: string[]; text: string }[] {
  const root = title === undefined || title.trim() === "" ? [] : [title.trim()];
  const sections: { path: string[]; lines: string[] }[] = [{ path: root, lines: [] }];
  const headings: { depth: number; heading: string }[] = [];
  for (const line of text.split(/\r?\n/u)) {
    const [, marks, heading] = /^(#{1,6})\s+(.*\S)\s*$/u.exec(line) ?? [];
    if (marks === undefined || heading === undefined) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    while ((headings.at(-1)?.depth ?? 0) >= marks.length) headings.pop();
    headings.push({ depth: marks.length, heading });
    sections.push({ path: [...root, ...headings.map((one) => one.heading)], lines: [] });
  }
  return sections
    .map(({ path, lines }) => ({ path, text: lines.join("\n").trim() }))
    .filter((section) => section.text !== "");
}

function chunksOf(text: string, { size, step }: ChunkPlan): string[] {
  const chunks: string[] = [];
  for (let start = 0; ; start += step) {
    const isLast = start + size >= text.length;
    chunks.push(text.slice(atSpace(text, start), isLast ? text.length : atSpace(text, start + size)).trim());
    if (isLast) return chunks.filter((chunk) => chunk !== "");
  }
}

/** The nearest place at or before `at` where a word begins; `at` itself, between characters, where none is near. */
function atSpace(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const space = /\s\S*$/u.exec(text.slice(Math.max(0, at - 40), at));
  if (space !== null) return at - (space[0].length - 1);
  const isLowSurrogate = /[\uDC00-\uDFFF]/.test(text.charAt(at));
  return isLowSurrogate ? at - 1 : at;
}
