import { type CheckReport, type CheckResult, canonicalJson, type Witness } from "../../core/index.ts";
import { failureGroups } from "../findings.ts";
import { NONE } from "../format-estimate.ts";
import { whoTookPart } from "../who-took-part.ts";
import { type Html, html, NOTHING } from "./escape.ts";

const INTERVIEWED = "The conversations are an interview: a model was asked to play the persona.";
const JUDGED = "Each verdict was given by a model that errs. These are its own figures; read what it says with them.";

/** Who played, who judged and how well it judges, what each number was made with, and what could not be scored. */
export function howMeasured(result: CheckResult): Html {
  const { judges, players } = whoTookPart(result);
  return html`${witnesses(players, INTERVIEWED)}${witnesses(judges, JUDGED)}${failures(result)}${definitions(result)}`;
}

function witnesses(own: readonly Witness[], about: string): Html {
  if (own.length === 0) return NOTHING;
  const items = own.map(
    ({
      role,
      id,
      card,
    }) => html`<div><dt>${role} <code>${id}</code></dt><dd>${card ?? "No figures are given for it."}</dd></div>
`,
  );
  return html`<p>${about}</p>
<dl class="witnesses">${items}</dl>`;
}

function failures(result: CheckResult): Html {
  const groups = failureGroups(result);
  if (groups.length === 0) return NOTHING;
  const items = groups.map(
    ({
      measure,
      code,
      message,
      times,
    }) => html`<li><b>${measure}</b> <span class="quiet">${times} × ${code}</span><br>${message}</li>
`,
  );
  return html`<h4>Not scored</h4><ul class="failures">${items}</ul>`;
}

function definitions(result: CheckResult): Html {
  const rows = Object.entries(result.measures).map(
    ([
      measure,
      { made },
    ]) => html`<tr><th scope="row">${measure}</th><td>${made.version}</td><td><code>${canonicalJson(made.arguments)}</code></td><td>${made.judge ?? NONE}</td><td class="number">${made.seed ?? NONE}</td></tr>
`,
  );
  return html`<details><summary>Versions, arguments and seeds</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Versions, arguments and seeds"><table>
<caption>What each number was made with</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">Version</th><th scope="col">Arguments</th><th scope="col">Judge</th><th scope="col" class="number">Seed</th></tr></thead>
<tbody>${rows}</tbody>
</table></div></details>`;
}

/** The run, its time and what it cost. */
export function runFacts({ run, startedAt, seconds, usage }: CheckReport): Html {
  const tokens = usage.inputTokens + usage.outputTokens;
  const spent = tokens === 0 ? "" : ` · ${usage.inputTokens} tokens in, ${usage.outputTokens} out`;
  const cost = usage.cost === undefined ? "" : ` · $${usage.cost.toFixed(4)}`;
  return html`run <code>${run}</code> · <time datetime="${startedAt}">${startedAt.replace("T", " ").replace(/(?:\.\d+)?Z$/u, " UTC")}</time> · ${seconds.toFixed(1)} s${spent}${cost}`;
}
