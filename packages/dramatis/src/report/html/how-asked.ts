import { type Html, html, NOTHING } from "./escape.ts";

/** How answers came about, term by term, and below it what was not answered and why. */
export function howAsked(
  facts: readonly (readonly [term: string, text: string])[],
  failures: readonly { message: string; times: number }[],
): Html {
  const list = facts.map(
    ([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>
`,
  );
  const broken = failures.map(
    ({ message, times }) => html`<li><span class="quiet">${times} ×</span> ${message}</li>
`,
  );
  return html`<dl class="witnesses">${list}</dl>${failures.length === 0 ? NOTHING : html`<h4>Not answered</h4><ul class="failures">${broken}</ul>`}`;
}
