import { type CheckReport, type CheckResult, oneLine } from "../../core/index.ts";
import { findings, flagged } from "../findings.ts";
import { count, formatInterval, formatNumber, NONE } from "../format-estimate.ts";
import { mainMeasures } from "../main-measures.ts";
import { statementOutcomes } from "../statement-outcomes.ts";
import { coverage, gateOutcome, verdictSentence } from "../verdict-sentence.ts";
import { interviewSentence } from "../who-took-part.ts";
import { type Anchors, anchors } from "./anchors.ts";
import { htmlDocument } from "./document.ts";
import { driftSection } from "./drift.ts";
import { type Html, html, NOTHING } from "./escape.ts";
import { gateList, measuresTable } from "./measures.ts";
import { howMeasured, runFacts } from "./method.ts";
import { findingList } from "./notes.ts";
import { partForests } from "./part-forests.ts";
import { statementTable } from "./statements.ts";
import { traitForest } from "./trait-forest.ts";
import { transcripts } from "./transcript.ts";

/** Findings shown before the transcripts, which show them all. */
const SHOWN = 5;

/** The report as one HTML file (see `htmlDocument`). Persona and transcript text is untrusted and escaped. */
export function htmlReport(report: CheckReport): string {
  const names = report.results.map(({ persona }) => oneLine(persona, 60));
  const title =
    names.length === 1 ? `${names[0]}: persona check` : `Persona check of ${count(names.length, "persona")}`;
  const checked = report.results.map((result, index) => ({ result, places: anchors(result, index) }));
  const sections = checked.map(({ result, places }) => persona(result, places));
  const none = report.results.length === 0 ? html`<p class="sentence">No persona was checked.</p>` : NOTHING;
  const first = report.results.length > 1 ? overview(checked, mainMeasures(report, 5)) : NOTHING;
  return htmlDocument({
    title,
    kind: "Persona check",
    facts: runFacts(report),
    main: html`${none}${first}${sections}`,
    foot: "Made by dramatis. Intervals are 95 %; turns count from 0, the persona's own turns from 1.",
  });
}

interface Checked {
  result: CheckResult;
  places: Anchors;
}

function overview(checked: readonly Checked[], measures: readonly string[]): Html {
  const rows = checked.map(({ result, places }) => {
    const cells = measures.map((measure) => {
      const estimate = result.measures[measure];
      if (estimate === undefined || estimate.value === null) return html`<td>${NONE}</td>`;
      return html`<td><b>${formatNumber(estimate.value)}</b><br><span class="interval">${formatInterval(estimate)} n=${estimate.n}</span></td>`;
    });
    const gate = gateOutcome(result.gate);
    return html`<tr><th scope="row"><a href="#${places.persona}">${result.persona}</a></th><td>${gate === null ? NONE : html`<span class="verdict ${gate}">${gate}</span>`}</td>${cells}</tr>
`;
  });
  const heads = measures.map((measure) => html`<th scope="col">${measure}</th>`);
  return html`<nav class="scroll" aria-label="Personas" tabindex="0"><table class="overview">
<caption>All personas: value, 95 % interval and n</caption>
<thead><tr><th scope="col">Persona</th><th scope="col">Gate</th>${heads}</tr></thead>
<tbody>${rows}</tbody>
</table></nav>
`;
}

function persona(result: CheckResult, places: Anchors): Html {
  const all = findings(result);
  const against = flagged(all);
  const outcomes = statementOutcomes(all, result.claims);
  const { turns, sessions } = coverage(result);
  const shown = against.slice(0, SHOWN);
  const of =
    against.length > shown.length ? ` (${shown.length} of ${against.length}; all are in the conversations)` : "";
  return html`<section class="persona" id="${places.persona}">
<h2>${result.persona}</h2>
<p class="quiet">version <code>${result.version}</code> · ${count(turns, "line")} by ${result.speaker} in ${count(sessions, "session")}</p>
${result.interview ? html`<p class="quiet">${interviewSentence(result)}</p>` : NOTHING}
<p class="sentence">${verdictSentence(result)}</p>
${result.gate === undefined || result.gate.length === 0 ? NOTHING : html`<h3>Gate</h3>${gateList(result.gate)}`}
<h3>Measures</h3>${measuresTable(result)}
${traitForest(result)}
${partForests(result)}
${shown.length === 0 ? NOTHING : html`<h3>What shows it<small>${of}</small></h3>${findingList(shown, places)}`}
${driftSection(result)}
${outcomes.length === 0 ? NOTHING : html`<h3>Statements</h3>${statementTable(outcomes, places)}`}
<h3>Conversations</h3>${transcripts(result, all, places)}
<h3>How this was measured</h3>${howMeasured(result)}
</section>
`;
}
