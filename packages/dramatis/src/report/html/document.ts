import { createHash } from "node:crypto";
import { type Html, html, render, trusted } from "./escape.ts";
import { STYLE } from "./style.ts";

export interface PageParts {
  /** Of the window. */
  title: string;
  /** What kind of report it is, at the head of the page. */
  kind: string;
  /** The run, in a line under it. */
  facts: Html;
  main: Html;
  /** How to read what is in it, at the foot. */
  foot: string;
  /** Rules of this kind of page, after those of all. */
  style?: string;
}

/**
 * A whole page as one file with no script and no request: everything is in it, and its policy forbids the rest. What
 * stands in `main` is escaped by the template that made it.
 */
export function htmlDocument({ title, kind, facts, main, foot, style = "" }: PageParts): string {
  const sheet = STYLE + style;
  const digest = createHash("sha256").update(sheet).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return render(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(sheet)}</style>
</head>
<body>
<header><h1>${kind}</h1><p class="quiet">${facts}</p></header>
<main>
${main}</main>
<footer><p>${foot}</p></footer>
</body>
</html>
`);
}
