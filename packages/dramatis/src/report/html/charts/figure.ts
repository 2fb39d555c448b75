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
  const heads = table.heads.map((head, i) => html`<th scope="col"${i > 0 ? NUMBER : html``}>${head}</th>`);
  const rows = table.rows.map(
    ([first = "", ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td class="number">${cell}</td>`)}</tr>
`,
  );
  return html`<figure class="curve chart"><figcaption><b>${title}</b> <small>${note}</small></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}: ${description}"><title>${title}</title><desc>${description}</desc>
${marks}</svg>
<details><summary>Numbers</summary><div class="scroll" tabindex="0" role="region" aria-label="${title}: numbers"><table><caption>${title}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows}</tbody>
</table></div></details>
</figure>`;
}

const NUMBER = html` class="number"`;

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
