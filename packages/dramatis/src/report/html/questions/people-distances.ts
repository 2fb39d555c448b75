import type { Estimate } from "../../../core/index.ts";
import { formatInterval, formatMissing, formatNumber, NONE } from "../../format-estimate.ts";
import { type ForestRow, forestPlot } from "../charts/forest-plot.ts";
import { heatMap } from "../charts/heat-map.ts";
import { dataTable } from "../data-table.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { roundScale } from "../scale.ts";
import type { ComparedSide, PeopleCompared, PeopleDistances, QuestionShown, QuestionsPage } from "./questions-page.ts";

/** Columns of one map, so that their names can be read. */
const MOST_COLUMNS = 6;
/** Rows of one map. */
const MOST_ROWS = 60;

const HELD: readonly { of: keyof PeopleDistances; name: string }[] = [
  { of: "personas", name: "the personas" },
  { of: "halves", name: "half of the people" },
  { of: "even", name: "even answers" },
  { of: "commonest", name: "the commonest answer" },
];

/** How far from people: everybody beside the baselines, then by group and topic, then question by question. */
export function peopleDistances({ against, questions }: QuestionsPage): Html {
  if (against === null) return NOTHING;
  const [everybody] = against.sides;
  if (everybody === undefined || everybody.personas.value === null) {
    return html`<h3>Distance from people</h3><p class="quiet">No question was answered by both.</p>`;
  }
  const { distance, overPersonas } = against;
  const named = against.sides.filter(({ kind, personas }) => kind !== "everybody" && personas.value !== null);
  const fields = [...Map.groupBy(named, ({ kind, field }) => (kind === "topic" ? "Topics" : `By ${field}`))];
  const resampled =
    overPersonas === null || overPersonas.low === null
      ? ""
      : ` Resampling the ${overPersonas.n} personas in place of the questions: ${formatNumber(overPersonas.value)} ${formatInterval(overPersonas)}.`;
  return html`<h3>Distance from people</h3>
<p class="quiet">${distance}: 0 is the same. Beside the personas: half of the people from their other half (no sample comes nearer), every option taken alike, and everybody giving the answer that is commonest among people. Intervals resample questions.${resampled}</p>
<div class="curves">${baselines(everybody, against)}</div>
${fields.map(([title, own]) => sideForests(title, { own, against }))}
${sideTable(against)}
${distanceTable(against)}
${questionMaps(questions)}`;
}

function baselines(everybody: ComparedSide, { distance, most }: PeopleCompared): Html {
  const rows = HELD.map(({ of, name }) => forestRow(name, everybody[of]));
  return forestPlot(rows, { title: "Everybody", axis: distance, none: null, ends: endsOf(rows, most) });
}

/** The groups of a field, or topics: their distances, and how much nearer they are than even answers. */
function sideForests(title: string, { own, against }: { own: readonly ComparedSide[]; against: PeopleCompared }): Html {
  const { distance, most } = against;
  const far = own.map(({ name, personas }) => forestRow(name, personas));
  const gains = own.map(({ name, gainOnEven }) => forestRow(name, gainOnEven));
  return html`<div class="curves">${forestPlot(far, { title, axis: distance, none: null, ends: endsOf(far, most) })}
${forestPlot(gains, { title: `${title}: nearer than even answers`, axis: "distance of even answers less that of the personas" })}</div>`;
}

/** To the largest distance that there can be, unless all lie in the first half. */
function endsOf(rows: readonly ForestRow[], most: number | null): readonly [number, number] | undefined {
  const highest = Math.max(...rows.map(({ value, high }) => high ?? value ?? 0));
  return most !== null && highest > most / 2 ? [0, most] : undefined;
}

function forestRow(name: string, { value, low, high, n }: Estimate): ForestRow {
  return { name, value, low, high, n };
}

function sideTable({ sides }: PeopleCompared): Html {
  const rows = sides.map(({ name, field, kind, gainOnEven, ...side }) => [
    kind === "everybody" ? name : `${kind === "topic" ? kind : field}: ${name}`,
    ...HELD.map(({ of }) => figures(side[of])),
    figures(gainOnEven),
    `${side.personas.n}`,
    formatMissing(side.personas) || "0",
  ]);
  const heads = ["", "Personas", "Halves", "Even", "Commonest", "Gain on even", "Questions", "Missing"];
  return html`<details><summary>Everybody, groups and topics as a table</summary>${dataTable({ caption: "Distance and 95 % interval", heads, rows })}</details>`;
}

function distanceTable({ distances }: PeopleCompared): Html {
  const known = distances.filter(({ personas }) => personas.value !== null);
  if (known.length < 2) return NOTHING;
  const rows = known.map(({ distance, ...own }) => [
    distance,
    ...HELD.map(({ of }) => figures(own[of])),
    `${own.personas.n}`,
  ]);
  const heads = ["Distance", "Personas", "Halves", "Even", "Commonest", "Questions"];
  return html`<details><summary>By other distances</summary>${dataTable({ caption: "Everybody", heads, rows })}</details>`;
}

/** Questions by groups, a field's groups in maps of a few; questions of another distance apart. */
function questionMaps(questions: readonly QuestionShown[]): Html {
  const known = questions.filter(({ tabs }) => tabs.some(({ distance }) => distance !== null));
  if (known.length === 0) return NOTHING;
  const shown = known.slice(0, MOST_ROWS);
  const drawn = shown.length < known.length ? ` The first ${shown.length} are drawn.` : "";
  const note =
    known.length < questions.length || drawn !== ""
      ? html`<p class="quiet">${known.length} of ${questions.length} questions can be held against people.${drawn}</p>`
      : NOTHING;
  const kinds = [...Map.groupBy(shown, ({ distance }) => distance ?? "")];
  const maps = kinds.map(([distance, own]) => html`<div class="curves">${mapsOf(own, distance)}</div>`);
  return html`<h4>Question by question</h4>${note}${maps}`;
}

function mapsOf(questions: readonly QuestionShown[], distance: string): Html[] {
  const tabs = questions.flatMap((question) => question.tabs.filter((tab) => tab.distance !== null));
  const { high } = roundScale(tabs.flatMap((tab) => tab.distance ?? []));
  const fields = [...Map.groupBy(tabs, ({ group }) => group?.field ?? null)];
  return fields.flatMap(([field, own]) => {
    const values = [...new Set(own.map(({ group }) => group?.value ?? null))];
    return Array.from({ length: Math.ceil(values.length / MOST_COLUMNS) }, (_, i) => {
      const columns = values.slice(i * MOST_COLUMNS, (i + 1) * MOST_COLUMNS);
      const cell = (question: QuestionShown, value: string | null): number | null =>
        question.tabs.find(({ group }) => (group?.field ?? null) === field && (group?.value ?? null) === value)
          ?.distance ?? null;
      return heatMap({
        title: `${distance}${field === null ? "" : `, by ${field}`}`,
        columns: columns.map((value) => value ?? "everybody"),
        rows: questions.map((question) => ({
          name: question.text,
          values: columns.map((value) => cell(question, value)),
        })),
        ...{ min: 0, max: high, of: "Question" },
      });
    });
  });
}

function figures(estimate: Estimate): Html {
  if (estimate.value === null) return html`${NONE}`;
  const interval = estimate.low === null ? "" : ` ${formatInterval(estimate)}`;
  return html`<b>${formatNumber(estimate.value)}</b><span class="interval">${interval}</span>`;
}
