import { oneLine } from "../../core/index.ts";
import { BELIEVABILITY_CAUTION, type BelievabilityTable, figureText, peopleText } from "../believability-table.ts";
import { dataTable } from "./data-table.ts";
import { type Html, html, NOTHING } from "./escape.ts";

/** The table of a simulation's checks as a part of a page. What agents said is untrusted and escaped. */
export function believabilitySection({ rows, idle, notes }: BelievabilityTable): Html {
  const table = dataTable({
    caption: "Checks of the simulation, beside what people do",
    heads: ["Check", "Here", "People", ""],
    rows: rows.map((row) => [row.says, figureText(row), peopleText(row), row.isOdd ? "off what people do" : ""]),
    words: [3],
  });
  const found = rows.flatMap(({ found, says }) => found.map((one) => ({ ...one, says })));
  const lines = found.map(
    ({ speaker, turn, quote, why, says }) =>
      html`<li><b>${oneLine(speaker, 40)}</b>, turn ${turn}: ${oneLine(quote, 200)} <span class="quiet">${says}: ${oneLine(why, 200)}</span></li>
`,
  );
  return html`<section aria-label="May it be believed?"><h3>May it be believed?</h3>
${rows.length > 0 ? table : NOTHING}
${lines.length > 0 ? html`<ul>${lines}</ul>` : NOTHING}
${idle.length > 0 ? html`<p class="quiet">Nothing to look at: ${idle.join("; ")}.</p>` : NOTHING}
${notes.map((note) => html`<p class="quiet">${note}</p>`)}
<p class="quiet">${BELIEVABILITY_CAUTION}</p></section>
`;
}
