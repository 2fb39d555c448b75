import { dataTable } from "../data-table.ts";
import { type Html, html } from "../escape.ts";

export interface ChartFigure {
  title: string;
  /** What the marks mean, in a line. */
  note: string;
  width: number;
  height: number;
  /** The finding in words, for who does not see it. */
  description: string;
  marks: readonly Html[];
  /** The same numbers as a table. */
  table: { heads: readonly string[]; rows: readonly (readonly string[])[] };
}

/** A drawing with a name, a description and its numbers as a table behind a summary. */
export function chartFigure({ title, note, width, height, description, marks, table }: ChartFigure): Html {
  return html`<figure class="curve chart"><figcaption><b>${title}</b> <small>${note}</small></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}: ${description}"><title>${title}</title><desc>${description}</desc>
${marks}</svg>
<details><summary>Numbers</summary>${dataTable({ caption: title, ...table })}</details>
</figure>`;
}

/** A coordinate with one decimal. */
export function round(at: number): number {
  return Math.round(at * 10) / 10;
}

export function points(all: readonly (readonly [x: number, y: number])[]): string {
  return all.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
}

/** At most so many characters, with a mark where it was cut. */
export function short(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}
