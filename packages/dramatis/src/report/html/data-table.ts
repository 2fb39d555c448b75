import { type Html, type HtmlPart, html } from "./escape.ts";

export interface DataTable {
  caption: string;
  heads: readonly string[];
  /** The first cell heads its row; the others are numbers, set to the right. */
  rows: readonly (readonly HtmlPart[])[];
  /** Columns after the first that are words, by index. */
  words?: readonly number[];
}

/** A table that scrolls by itself where the page is too narrow for it. */
export function dataTable({ caption, heads, rows, words = [] }: DataTable): Html {
  const isNumber = (column: number): boolean => column > 0 && !words.includes(column);
  const head = heads.map((text, i) => html`<th scope="col"${isNumber(i) ? NUMBER : PLAIN}>${text}</th>`);
  const body = rows.map(
    ([first = "", ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell, i) => html`<td${isNumber(i + 1) ? NUMBER : PLAIN}>${cell}</td>`)}</tr>
`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

const NUMBER = html` class="number"`;
const PLAIN = html``;
