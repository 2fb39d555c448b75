import { oneLine } from "../../../core/index.ts";
import { wilson } from "../../../stats/index.ts";
import { formatNumber } from "../../format-estimate.ts";
import { heatMap } from "../charts/heat-map.ts";
import { histogram } from "../charts/histogram.ts";
import { shareBars } from "../charts/share-bars.ts";
import { dataTable } from "../data-table.ts";
import { htmlDocument } from "../document.ts";
import { type Html, type HtmlPart, html, NOTHING } from "../escape.ts";
import { roundScale } from "../scale.ts";
import { sampleLimits } from "./sample-limits.ts";
import type { SampleDistance, SampledVariable, SamplePage } from "./sample-page.ts";
import { sampleWarnings } from "./sample-warnings.ts";
import { spaced } from "./spaced.ts";

/** The report of people who were drawn as one HTML file (see `htmlDocument`). All texts are escaped. */
export function sampleHtml(page: SamplePage): string {
  const { population, about, seed } = page;
  const people = `${grouped(page.people)} people`;
  const warnings = sampleWarnings(page);
  return htmlDocument({
    title: `${oneLine(population, 60)}: ${people}`,
    kind: "Sample",
    facts: html`${people} · seed ${seed}`,
    main: html`<section class="persona">
<h2>${population}</h2>
<p class="sentence">${summary(page)}</p>
${warnings.length === 0 ? NOTHING : html`<div class="warning" role="note"><p><b>These are not quite the people who were asked for.</b></p>${warnings.map((line) => html`<p>${line}</p>`)}</div>`}
${about === undefined ? NOTHING : html`<p class="quiet">${about}</p>`}
<h3>Against what was asked for</h3>${distances(page)}
<h3>Variables</h3><p class="quiet">What the tables ask for is met as closely as whole people can; where nothing is asked of a variable by itself, it is drawn at random given others, and its interval is that of such a drawing.</p>
<div class="curves">${page.variables.map(variableChart)}</div>
${traits(page)}
<h3>Size and weights</h3>${sizes(page)}
<h3>What is not covered</h3>${sampleLimits(page)}
<h3>Sources</h3>${sources(page)}
</section>
`,
    foot: "Made by dramatis. Intervals are 95 %.",
  });
}

function summary({ people, dropped, margins, seed }: SamplePage): string {
  const [worst] = margins.toSorted((a, b) => b.tvd - a.tvd);
  const far =
    worst === undefined
      ? "No margin was asked for."
      : `To meet every margin at most ${percent(worst.tvd)} of them would have to change (${worst.name}).`;
  const lost = dropped === 0 ? "Nobody was dropped." : `${grouped(dropped)} were dropped, for whom nothing fitted.`;
  return `${grouped(people)} people were drawn with seed ${seed}. ${far} ${lost}`;
}

function distances({ margins, conditionals, pairs }: SamplePage): Html {
  const rows = [
    ...margins.map((one) => distanceRow(one, "")),
    ...conditionals.map((one) => distanceRow({ ...one, name: spaced(one.name) }, "given others")),
  ];
  const table =
    rows.length === 0
      ? NOTHING
      : dataTable({
          caption: "Share of the people who would have to change to meet it, and the largest gap of one entry",
          heads: ["", "Would change", "By chance alone, about", "Largest gap"],
          rows,
        });
  return html`${table}${pairMap(pairs)}`;
}

function distanceRow({ name, tvd, largest, byChance }: SampleDistance, note: string): HtmlPart[] {
  return [html`${name} <small>${note}</small>`, percent(tvd), percent(byChance), percent(largest)];
}

/** Raked variables two at a time: how far their table is from the raked one. */
function pairMap(pairs: SamplePage["pairs"]): Html {
  if (pairs.length === 0) return NOTHING;
  const names = [...new Set(pairs.flatMap(({ over }) => over))];
  const found = new Map(pairs.map(({ over, tvd }) => [JSON.stringify(over), 100 * tvd]));
  const { high } = roundScale([...found.values()]);
  // The first has no row and the last no column: a pair stands once.
  const columns = names.slice(0, -1);
  const rows = names.slice(1).map((name) => ({
    name: spaced(name),
    values: columns.map((other) => found.get(JSON.stringify([other, name])) ?? null),
  }));
  const map = heatMap({
    title: "Two variables at a time, % who would have to change",
    columns: columns.map(spaced),
    rows,
    min: 0,
    max: high,
    of: "Variable",
  });
  return html`<div class="curves">${map}</div>`;
}

function variableChart({ name, people, values }: SampledVariable): Html {
  const isAsked = values.some(({ target }) => target !== null);
  const rows = values.map(({ value, drawn, target }) => ({
    name: value,
    shares: isAsked
      ? [{ share: drawn }, target === null ? null : { share: target }]
      : [{ share: drawn, ...wilson(drawn * people, people) }],
  }));
  return shareBars(rows, {
    title: spaced(name),
    note: `n=${grouped(people)}${isAsked ? "" : "; drawn given other variables"}`,
    sides: isAsked ? ["drawn", "asked for"] : ["drawn"],
  });
}

function traits({ traits: own, traitsBy }: SamplePage): Html {
  if (own.length === 0) return NOTHING;
  const drawn = own.map(({ name, bins, mean, sd }) => histogram({ title: spaced(name), bins, mean, sd, ends: [0, 1] }));
  const by = traitsBy.length === 0 ? "nothing else of a person" : traitsBy.map(spaced).join(" and ");
  return html`<h3>Traits</h3><p class="quiet">Levels: the share of people below. They go together as in people, and depend on ${by}. Upright line: mean.</p>
<div class="curves">${drawn}</div>`;
}

function sizes({ people, dropped, seed, survey, raking, rejected }: SamplePage): Html {
  const facts: [string, string][] = [
    [
      "People",
      `${grouped(people)}, each of whom counts once: nobody has a weight, and the effective sample size is ${grouped(people)}`,
    ],
    ["Seed", `${seed}; the same seed draws the same people`],
    ...(survey === null
      ? []
      : [
          [
            "Survey behind them",
            `${grouped(survey.rows)} rows, which weighted to the margins are worth ${formatNumber(survey.effective)} unweighted ones (design effect ${formatNumber(survey.rows / survey.effective)})`,
          ] as [string, string],
        ]),
    ["Raking", `${raking.iterations} rounds; largest error ${formatNumber(raking.error)} people`],
    ["Dropped", dropped === 0 ? "nobody" : `${grouped(dropped)}, for whom nothing fitted`],
    [
      "Turned away",
      rejected.length === 0
        ? "nothing was ruled out"
        : rejected.map(({ name, times }) => `${name}: ${grouped(times)} times`).join("; "),
    ],
  ];
  const list = facts.map(
    ([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>
`,
  );
  return html`<dl class="witnesses">${list}</dl>`;
}

function sources({ sources: own }: SamplePage): Html {
  if (own.length === 0) return html`<p>None is named in its description.</p>`;
  const rows = own.map(({ title, publisher, survey = "", url, accessed, licence }) => [
    title,
    [publisher, survey].filter((one) => one !== "").join("; "),
    url,
    accessed,
    licence,
  ]);
  const heads = ["Table", "Publisher", "Address", "Read", "Licence"];
  return html`<details><summary>${own.length} of them</summary>${dataTable({ caption: "Where the numbers come from", heads, rows, words: [1, 2, 3, 4] })}</details>`;
}

function percent(share: number): string {
  return `${formatNumber(100 * share)}\u00a0%`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
