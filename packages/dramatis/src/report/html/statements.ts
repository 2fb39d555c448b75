import type { Finding } from "../findings.ts";
import type { StatementOutcome } from "../statement-outcomes.ts";
import type { Anchors } from "./anchors.ts";
import { type Html, html } from "./escape.ts";
import { lineLink } from "./notes.ts";

/** Lines linked for each statement; the conversations show them all. */
const SHOWN = 5;

/** Each statement with the lines that contradict or support it. */
export function statementTable(outcomes: readonly StatementOutcome[], places: Anchors): Html {
  const rows = outcomes.map(
    (
      outcome,
    ) => html`<tr id="${places.statement(outcome.id)}"><th scope="row"><small>${outcome.id}</small> ${outcome.text}</th><td>${fared(outcome, places)}</td></tr>
`,
  );
  return html`<table class="statements">
<caption>Statements of the persona and the lines that met them</caption>
<thead><tr><th scope="col">Statement</th><th scope="col">How it fared</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

function fared({ contradictedBy, entailedBy }: StatementOutcome, places: Anchors): Html {
  if (contradictedBy.length + entailedBy.length === 0) return html`<span class="quiet">– not touched</span>`;
  const against = outcome({ kind: "contradicts", words: "✕ contradicted in", lines: contradictedBy }, places);
  const support = outcome({ kind: "entails", words: "✓ supported in", lines: entailedBy }, places);
  return html`${against}${support}`;
}

interface Met {
  kind: "contradicts" | "entails";
  words: string;
  lines: readonly Finding[];
}

function outcome({ kind, words, lines }: Met, places: Anchors): Html[] {
  if (lines.length === 0) return [];
  const links = lines
    .slice(0, SHOWN)
    .map((finding, index) => html`${index === 0 ? "" : "; "}${lineLink(finding, places)}`);
  const more = lines.length > SHOWN ? ` and ${lines.length - SHOWN} more` : "";
  return [html`<p class="${kind}"><span class="words">${words}</span> ${links}${more}</p>`];
}
