import { type HeatMap, heatMap } from "../charts/heat-map.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { positionWarnings } from "./position-warnings.ts";
import type { QuestionnairePage, SurveyItem } from "./survey-page.ts";

/** Items by persona where these are few, and by the way in which they were asked; a map for each scale. */
export function itemMaps(page: QuestionnairePage): Html {
  const {
    items,
    people,
    ways,
    range: [min, max],
  } = page;
  const scales = Map.groupBy(items, ({ scale }) => scale ?? "in no scale");
  const maps = (columns: readonly string[], values: (item: SurveyItem) => HeatMap["rows"][number]["values"]): Html => {
    const drawn = [...scales].map(([title, own]) =>
      heatMap({ title, columns, rows: own.map((item) => ({ name: nameOf(item), values: values(item) })), min, max }),
    );
    return html`<div class="curves">${drawn}</div>`;
  };
  const note = html`<p class="quiet">Mean answers, ${min} to ${max}; items marked − are reversed, and turned around here.</p>`;
  const byPerson = items.some((item) => item.people.length > 0) && people.length > 1;
  const byWay = ways.length > 1 || !byPerson;
  const views = [
    ...(byPerson ? [{ name: "By persona", draw: () => maps(people, (item) => item.people) }] : []),
    ...(byWay ? [{ name: "By the way of asking", draw: () => maps(ways, (item) => item.ways) }] : []),
  ];
  // Where the options' places decide the answers, the way of asking says more than who was asked.
  const [first, second] = positionWarnings(page).length > 0 ? views.toReversed() : views;
  if (first === undefined) return NOTHING;
  const folded = second ? html`<details><summary>${second.name}</summary>${second.draw()}</details>` : NOTHING;
  return html`${note}<h4>${first.name}</h4>${first.draw()}${folded}`;
}

function nameOf({ text, reversed }: SurveyItem): string {
  return reversed ? `− ${text}` : text;
}
