import { formatNumber, NONE } from "../../format-estimate.ts";
import { forestPlot } from "../charts/forest-plot.ts";
import { heatMap } from "../charts/heat-map.ts";
import { dataTable } from "../data-table.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import type { QuestionnairePage, SurveyForest, SurveyPart } from "./survey-page.ts";

/** How far the items of each scale measure one thing; nothing where too few people answered. */
export function reliabilityPart({ parts }: QuestionnairePage): Html {
  const known = parts.filter(({ reliability }) => reliability !== null);
  if (known.length === 0) return NOTHING;
  const [scales, facets] = [
    known.filter(({ facet }) => facet === undefined),
    known.filter(({ facet }) => facet !== undefined),
  ];
  const folded =
    facets.length === 0 ? NOTHING : html`<details><summary>Facets</summary>${reliabilityTable(facets)}</details>`;
  return html`<h3>Reliability</h3>${reliabilityTable(scales)}${folded}`;
}

function reliabilityTable(parts: readonly SurveyPart[]): Html {
  const rows = parts.flatMap(({ scale, facet, items, reliability }) => {
    if (reliability === null) return [];
    const { alpha, lambda6, omega, heywood, people } = reliability;
    const ofFactor = `${number(omega)}${heywood ? " (no good factor)" : ""}`;
    return [[facet ?? scale, number(alpha), number(lambda6), ofFactor, `${items}`, `${people}`]];
  });
  const caption =
    "Cronbach’s α, Guttman’s λ6, McDonald’s ω of one factor. Below 0, items of one scale contradict each other; λ6 says nothing where there are not more personas than items";
  return dataTable({ caption, heads: ["Scale", "α", "λ6", "ω", "Items", "Personas"], rows });
}

/** How the facets of each scale hang together. */
export function facetPart({ facets }: QuestionnairePage): Html {
  const found = Object.entries(facets);
  if (found.length === 0) return NOTHING;
  const maps = found.map(([scale, { facets: columns, correlations, mean }]) =>
    heatMap({
      title: `${scale}: mean r ${number(mean)}`,
      columns,
      rows: columns.map((name, i) => ({ name, values: correlations[i] ?? [] })),
      ...{ min: -1, max: 1, of: "Facet" },
    }),
  );
  return html`<h3>Between facets</h3><p class="quiet">Correlations over personas.</p><div class="curves">${maps}</div>`;
}

/** What else was estimated by trait, under its headings. */
export function forestParts(forests: readonly SurveyForest[]): Html {
  const parts = [...Map.groupBy(forests, ({ heading }) => heading)].map(([heading, own]) => {
    const notes = [...new Set(own.map(({ note }) => note))].map((note) => html`<p class="quiet">${note}</p>`);
    const plots = own.map(({ title, axis, none, ends, rows }) =>
      forestPlot(
        rows.map(({ name, estimate: { value, low, high, n } }) => ({ name, value, low, high, n })),
        { title, axis, none, ends },
      ),
    );
    return html`<h3>${heading}</h3>${notes}<div class="curves">${plots}</div>`;
  });
  return html`${parts}`;
}

function number(value: number | null): string {
  return value === null ? NONE : formatNumber(value);
}
