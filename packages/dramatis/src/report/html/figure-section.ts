import { oneLine } from "../../core/index.ts";
import { cellText, type FigureTable } from "../figure-table.ts";
import { dataTable } from "./data-table.ts";
import { type Html, html } from "./escape.ts";

/** The figures of a game as a part of a page. Names are untrusted and escaped. */
export function figureSection({ title, who, rows, notes }: FigureTable): Html {
  const table = dataTable({
    caption: title,
    heads: ["Figure", ...who.map((name) => oneLine(name, 40))],
    rows: rows.map(({ says, cells }) => [says, ...cells.map(cellText)]),
  });
  return html`<section aria-label="Figures"><h3>Figures</h3>
${table}
${notes.map((note) => html`<p class="quiet">${note}</p>`)}</section>
`;
}
