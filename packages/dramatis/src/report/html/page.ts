import { createHash } from "node:crypto";
import { type CheckReport, type CheckResult, oneLine } from "../../core/index.ts";
import { findings, flagged } from "../findings.ts";
import { count, formatInterval, formatNumber, NONE } from "../format-estimate.ts";
import { mainMeasures } from "../main-measures.ts";
import { statementOutcomes } from "../statement-outcomes.ts";
import { coverage, gateOutcome, verdictSentence } from "../verdict-sentence.ts";
import { interviewSentence } from "../who-took-part.ts";
import { type Anchors, anchors } from "./anchors.ts";
import { driftCurve } from "./curve.ts";
import { type Html, html, NOTHING, render, trusted } from "./escape.ts";
import { gateList, measuresTable } from "./measures.ts";
import { howMeasured, runFacts } from "./method.ts";
import { findingList } from "./notes.ts";
import { statementTable } from "./statements.ts";
import { STYLE } from "./style.ts";
import { transcripts } from "./transcript.ts";

/** Findings shown before the transcripts, which show them all. */
const SHOWN = 5;

/**
 * The report as one HTML file with no script and no request: everything is in it, and its policy forbids the rest.
 * Persona and transcript text is untrusted and escaped.
 */
export function htmlReport(report: CheckReport): string {
  const names = report.results.map(({ persona }) => oneLine(persona, 60));
  const title =
    names.length === 1 ? `${names[0]}: persona check` : `Persona check of ${count(names.length, "persona")}`;
  const digest = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const checked = report.results.map((result, index) => ({ result, places: anchors(result, index) }));
  const sections = checked.map(({ result, places }) => persona(result, places));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header><h1>Persona check</h1><p class="quiet">${runFacts(report)}</p></header>
<main>
${report.results.length === 0 ? html`<p class="sentence">No persona was checked.</p>` : NOTHING}${report.results.length > 1 ? overview(checked, mainMeasures(report, 5)) : NOTHING}${sections}</main>
<footer><p>Made by dramatis. Intervals are 95 %; turns count from 0.</p></footer>
</body>
</html>
`;
  return render(page);
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
  const curves = Object.entries(result.curves).map(([measure, points]) =>
    driftCurve(measure, points, result.measures[measure]?.unit ?? "ratio"),
  );
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
${shown.length === 0 ? NOTHING : html`<h3>What shows it<small>${of}</small></h3>${findingList(shown, places)}`}
${curves.length === 0 ? NOTHING : html`<h3>Drift</h3><div class="curves">${curves}</div>`}
${outcomes.length === 0 ? NOTHING : html`<h3>Statements</h3>${statementTable(outcomes, places)}`}
<h3>Conversations</h3>${transcripts(result, all, places)}
<h3>How this was measured</h3>${howMeasured(result)}
</section>
`;
}
