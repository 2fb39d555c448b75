import { htmlDocument } from "../../report/html/document.ts";
import { type Html, html, NOTHING } from "../../report/html/escape.ts";
import type { OpenApiDocument, OpenApiOperation } from "./openapi.ts";

const STYLE = `
section h2{font-size:1.2rem;margin:1.6rem 0 .3rem}
details{border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.4rem 0}
summary{cursor:pointer}
summary code{font-weight:600;overflow-wrap:anywhere}
.verb{display:inline-block;min-width:4.5em;text-transform:uppercase;font-size:.8em;font-weight:700}
pre{overflow:auto;max-height:24rem;padding:.6rem;border:1px solid color-mix(in srgb,currentColor 20%,transparent)}
`;

/** The document as one page, without a script and without a request. */
export function docsPage(document: OpenApiDocument): string {
  const { info, tags, paths } = document;
  const all = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name }) => {
    const own = all.filter(({ operation }) => operation.tags.includes(name));
    return html`<section aria-label="${name}"><h2>${name}</h2>
${own.map(section)}</section>
`;
  });
  return htmlDocument({
    title: `${info.title} API`,
    kind: `${info.title} API`,
    facts: html`version ${info.version} · ${String(all.length)} routes · <a href="/api/openapi.json">OpenAPI 3.1</a>`,
    main: html`<p>${info.description}</p>
${sections}`,
    foot: "Made from the schemas that the server itself reads requests with.",
    style: STYLE,
  });
}

function section({ path, method, operation }: { path: string; method: string; operation: OpenApiOperation }): Html {
  const { summary, security, parameters = [], requestBody, responses } = operation;
  const scope = security.flatMap((one) => Object.values(one).flat()).join(", ");
  const rows = parameters.map(
    ({ name, in: place, required, description = "", schema }) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${place}${required ? "" : ", optional"}</td><td>${description}</td><td><code>${JSON.stringify(schema)}</code></td></tr>
`,
  );
  return html`<details id="${operation.operationId}">
<summary><span class="verb">${method}</span> <code>${path}</code> ${summary}</summary>
<p class="quiet">${scope === "" ? "Open to all." : `For keys with the scope ${scope}.`}</p>
${rows.length === 0 ? NOTHING : html`<table><caption>Parameters</caption><tbody>${rows}</tbody></table>`}
${requestBody ? schemas("Body", requestBody.content) : NOTHING}
${Object.entries(responses).map(([status, { content }]) => (content ? schemas(`Reply ${status}`, content) : NOTHING))}
</details>
`;
}

function schemas(title: string, content: Record<string, { schema: object }>): Html {
  const parts = Object.entries(content).map(
    ([
      media,
      { schema },
    ]) => html`<p>${title}: <code>${media}</code></p><pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre>
`,
  );
  return html`${parts}`;
}
