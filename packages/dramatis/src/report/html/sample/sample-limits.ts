import { dataTable } from "../data-table.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import type { SamplePage } from "./sample-page.ts";
import { spaced } from "./spaced.ts";

/** What nothing was asked of: values that not all have, variables that no table has together, and what the description says. */
export function sampleLimits({ people, variables, notes }: SamplePage): Html {
  const partial = variables.filter((one) => one.people < people);
  const untied = variables
    .map(({ name, tied }) => ({
      name,
      tied,
      apart: variables.flatMap((other) =>
        other.name === name || tied.includes(other.name) || other.tied.includes(name) ? [] : [other.name],
      ),
    }))
    .filter(({ apart }) => apart.length > 0);
  const lines = [
    ...partial.map(
      ({ name, people: own }) =>
        `${spaced(name)}: ${own.toLocaleString("en-US")} of ${people.toLocaleString("en-US")} have a value; of the others the tables say nothing.`,
    ),
    ...notes,
  ];
  const items = lines.map(
    (line) => html`<li>${line}</li>
`,
  );
  const table = dataTable({
    caption: "Variables that no table has together: beyond what the others carry over, they are as if independent",
    heads: ["Variable", "In a table with", "In none with"],
    rows: untied.map(({ name, tied, apart }) => [spaced(name), list(tied), list(apart)]),
    words: [1, 2],
  });
  return html`${untied.length === 0 ? NOTHING : table}
${items.length === 0 ? NOTHING : html`<ul class="failures">${items}</ul>`}
${untied.length === 0 && items.length === 0 ? html`<p>Every two variables are in a table together, and everybody has a value of each.</p>` : NOTHING}
<p class="quiet">A person is no more than what stands here: whatever no table says (opinions, tastes, what they remember) is for a model to make up.</p>`;
}

function list(names: readonly string[]): string {
  return names.map(spaced).join(", ");
}
