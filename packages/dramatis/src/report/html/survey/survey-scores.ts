import { count, formatInterval, formatMissing, formatNumber, NONE } from "../../format-estimate.ts";
import { type ForestRow, forestPlot } from "../charts/forest-plot.ts";
import { type RadarTrait, traitRadar } from "../charts/trait-radar.ts";
import { dataTable } from "../data-table.ts";
import { type Html, type HtmlPart, html, NOTHING } from "../escape.ts";
import type { PersonPart, QuestionnairePage, SurveyPart } from "./survey-page.ts";

/** Radars that are drawn, one a persona; more of them are shown by their mean. */
const RADARS = 4;

/** A radar of the scales for each of few personas, else of their mean, then forests of scales and of facets. */
export function traitCharts(page: QuestionnairePage): Html {
  const scales = page.parts.filter(({ facet }) => facet === undefined);
  const facets = Map.groupBy(
    page.parts.filter(({ facet }) => facet !== undefined),
    ({ scale }) => scale,
  );
  const several = page.people.length > 1;
  const axis = several ? `mean of ${count(page.people.length, "persona")}` : "mean of the answers";
  const forest = (title: string, parts: readonly SurveyPart[]): Html =>
    forestPlot(parts.map(forestRow), { title, axis, none: null, ends: commonRange(parts) });
  const ofFacets = [...facets].map(([scale, parts]) => forest(`${scale}: facets`, parts));
  return html`<p class="quiet">Intervals resample ${several ? "personas; on the radar of one persona, its answers" : "answers"}.${page.group === undefined ? "" : ` People: ${page.group}.`}</p>
<div class="curves">${radars(page, scales)}${forest("Scales", scales)}</div>${
    ofFacets.length === 0 ? NOTHING : html`<h4>Facets</h4><div class="curves">${ofFacets}</div>`
  }`;
}

function radars({ each, parts, people }: QuestionnairePage, scales: readonly SurveyPart[]): Html {
  const range = commonRange(scales);
  const [min, max] = range ?? [0, 1];
  // Scales of different lengths are drawn by their share of the range.
  const placed = (value: number, { range: [least, most] }: SurveyPart): number =>
    range ? value : (value - least) / (most - least);
  const trait = (part: SurveyPart, { value, low, high }: PersonPart["estimate"], sd: number | null): RadarTrait => {
    const width = range ? 1 : part.range[1] - part.range[0];
    const norm = part.norm && { mean: placed(part.norm.mean, part), sd: part.norm.sd / width };
    return {
      trait: part.scale,
      value: value === null ? null : placed(value, part),
      low: low === null ? null : placed(low, part),
      high: high === null ? null : placed(high, part),
      ...(sd !== null && { sd: sd / width }),
      ...(norm && { norm }),
    };
  };
  if (each.length > 0 && each.length <= RADARS) {
    const drawn = each.map(({ person, parts: own }) => {
      const traits = scales.flatMap((part) => {
        const found = own[parts.indexOf(part)];
        return found ? [trait(part, found.estimate, null)] : [];
      });
      return traitRadar(traits, { title: person, min, max });
    });
    return html`${drawn}`;
  }
  const traits = scales.map((part) => trait(part, part.estimate, part.sd));
  return traitRadar(traits, { title: `Mean of ${count(people.length, "persona")}`, min, max });
}

function forestRow({ scale, facet, estimate, norm }: SurveyPart): ForestRow {
  const { value, low, high, n } = estimate;
  return { name: facet ?? scale, value, low, high, n, ...(norm && { norm }) };
}

/** The range that all parts share; undefined where they differ, as sums of different lengths do. */
function commonRange(parts: readonly SurveyPart[]): readonly [number, number] | undefined {
  const [first] = parts;
  return first && parts.every(({ range }) => range.join() === first.range.join()) ? first.range : undefined;
}

/**
 * Scores of everybody and, where a norm group was chosen, percentiles: the scales, and folded their facets and, where they
 * are few, each persona.
 */
export function scoreTables(page: QuestionnairePage): Html {
  const scales = page.parts.filter(({ facet }) => facet === undefined);
  const facets = page.parts.filter(({ facet }) => facet !== undefined);
  const folded =
    facets.length === 0 ? NOTHING : html`<details><summary>Facets</summary>${scoreTable(page, facets)}</details>`;
  const each = page.people.length > 1 && page.each.length > 0 ? eachTable(page) : NOTHING;
  return html`<h4>Table</h4>${scoreTable(page, scales)}${folded}${each}`;
}

function scoreTable({ people, group }: QuestionnairePage, parts: readonly SurveyPart[]): Html {
  const several = people.length > 1;
  const rows = parts.map((part): HtmlPart[] => {
    const { estimate, sd, percentile, norm } = part;
    return [
      part.facet ?? part.scale,
      figures(estimate),
      `${estimate.n}`,
      ...(several ? [number(sd)] : []),
      ...(group === undefined ? [] : [norm ? `${number(norm.mean)} (${number(norm.sd)})` : NONE, percent(percentile)]),
      formatMissing(estimate) || "0",
    ];
  });
  const heads = [
    "Scale",
    "Score and 95 % interval",
    several ? "Personas" : "Answers",
    ...(several ? ["sd"] : []),
    ...(group === undefined ? [] : ["People: mean (sd)", several ? "Mean percentile" : "Percentile"]),
    "Missing",
  ];
  const caption = group === undefined ? "Scores" : `Scores, and percentiles in ${group} by the normal curve`;
  return dataTable({ caption, heads, rows });
}

function eachTable({ parts, each, group }: QuestionnairePage): Html {
  const ordered = inScales(parts).map((part) => ({ part, at: parts.indexOf(part) }));
  const rows = ordered.map(({ part, at }): HtmlPart[] => [
    nameOf(part),
    ...each.map(({ parts: own }): HtmlPart => {
      const found = own[at];
      if (found === undefined) return NONE;
      const percentile = found.percentile === null ? NOTHING : html`<br>${percent(found.percentile)}`;
      return html`${figures(found.estimate)}${percentile}`;
    }),
  ]);
  const caption = `Each persona: score, 95 % interval over its answers${group === undefined ? "" : ", percentile"}`;
  return html`<details><summary>Each persona</summary>${dataTable({ caption, heads: ["Scale", ...each.map(({ person }) => person)], rows })}</details>`;
}

/** Each scale with its facets after it. */
function inScales(parts: readonly SurveyPart[]): SurveyPart[] {
  return [...Map.groupBy(parts, ({ scale }) => scale).values()].flat();
}

/** In a table where facets stand under their scale. */
function nameOf({ scale, facet }: Pick<SurveyPart, "scale" | "facet">): HtmlPart {
  return facet === undefined ? html`<b>${scale}</b>` : html`<span class="facet">${facet}</span>`;
}

function figures({ value, low, high }: PersonPart["estimate"]): HtmlPart {
  return value === null
    ? NONE
    : html`<b>${number(value)}</b> <span class="interval">${formatInterval({ low, high })}</span>`;
}

function number(value: number | null): string {
  return value === null ? NONE : formatNumber(value);
}

/** Of people that score lower. The ends of a normal curve are not known to the last percent. */
function percent(percentile: number | null): string {
  if (percentile === null) return NONE;
  return percentile < 1 ? "<1 %" : percentile > 99 ? ">99 %" : `${percentile.toFixed(0)} %`;
}
