import type { Evidence } from "../../core/index.ts";
import { type Finding, verdictPhrase } from "../findings.ts";
import { formatNumber } from "../format-estimate.ts";
import type { Anchors } from "./anchors.ts";
import { type Html, html, NOTHING } from "./escape.ts";

const ICON: Record<Evidence["verdict"], string> = { contradicts: "✕", repeats: "↻", other: "•", entails: "✓" };

/** What one line does to the persona: an icon, the words, what it meets, and how sure. */
export function note(finding: Finding, places: Anchors): Html {
  const { verdict, strength, measures } = finding;
  return html`<div class="note ${verdict}"><p class="does"><span class="icon" aria-hidden="true">${ICON[verdict]}</span> ${met(finding, places)}</p>
${finding.against === undefined ? NOTHING : html`<blockquote>${finding.against.text}</blockquote>`}
<p class="sure">strength ${formatNumber(strength)} · ${measures.join(", ")}</p></div>
`;
}

/** "contradicts statement s3", with a link to what it meets. */
function met(finding: Finding, places: Anchors): Html {
  const { against, session } = finding;
  const phrase = verdictPhrase(finding);
  const target =
    against?.turn === undefined
      ? against?.statement === undefined
        ? null
        : places.statement(against.statement)
      : places.turn(session, against.turn);
  return target === null ? html`${phrase}` : html`<a href="#${target}">${phrase}</a>`;
}

/** Where a line was said, with a link to it. */
export function lineLink({ session, turn }: Pick<Finding, "session" | "turn">, places: Anchors): Html {
  const target = places.turn(session, turn);
  const text = html`${session}, turn ${turn}`;
  return target === null ? text : html`<a href="#${target}">${text}</a>`;
}

/** The strongest findings, each as the line that was said beside what it meets. */
export function findingList(shown: readonly Finding[], places: Anchors): Html {
  const items = shown.map(
    (
      finding,
    ) => html`<li><div class="said"><p class="where">${lineLink(finding, places)}</p>${asked(finding)}<blockquote>${finding.quote}</blockquote></div>${note(finding, places)}</li>
`,
  );
  return html`<ol class="findings">${items}</ol>`;
}

function asked({ question }: Finding): Html {
  return question === undefined ? NOTHING : html`<p class="where">asked: ${question}</p>`;
}
