/** The page's style: system fonts, one accent that means "look here", light and dark by the reader's setting. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --card: #f4f2ee; --ink: #22211f; --quiet: #65625c; --line: #dcd8d0; --accent: #a8321f; --tint: #f9e4de;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #191817; --card: #242321; --ink: #e9e6e0; --quiet: #a5a199; --line: #3c3a36; --accent: #ff9380; --tint: #4a241d; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: .85rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: var(--quiet); }
header p, h2 + p { margin: .25rem 0 0; }
h2 { margin: 0; font-size: 2.1rem; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; }
h3 { margin: 3rem 0 .75rem; font-size: 1.2rem; font-weight: 650; }
h4 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 .75rem; }
small, .quiet, .interval, .sure, .where, .who, footer { color: var(--quiet); font-size: .86rem; font-weight: 400; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: .18em; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.persona { margin-top: 2.5rem; }
.persona + .persona { margin-top: 5rem; padding-top: 3rem; border-top: 1px solid var(--line); }
nav + .persona { margin-top: 4rem; }
.sentence { margin: 1.25rem 0 0; max-width: 42rem; font-size: 1.2rem; line-height: 1.5; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); }

table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .5rem; text-align: left; color: var(--quiet); font-size: .86rem; }
th, td { padding: .55rem 1rem .55rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .86rem; font-weight: 500; }
tbody th { font-weight: 500; }
.number { text-align: right; }
.scroll { overflow-x: auto; overflow-wrap: break-word; }
nav { margin-top: 2rem; }
.overview th[scope=row] { min-width: 7rem; }
.overview td { white-space: nowrap; }
.measures { overflow-wrap: normal; }
.measures tbody small { font-size: .8rem; }
.measures th small { display: block; }
.measures thead small { display: inline; }
.estimate { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; align-items: center; }
.figures { flex: 0 0 11.5rem; }
.none { color: var(--quiet); overflow-wrap: anywhere; }
.bar { overflow: visible; flex: 0 1 15rem; width: 15rem; min-width: 9rem; height: auto; }
svg text { fill: var(--quiet); font-size: 10.5px; font-variant-numeric: tabular-nums; }
.track, .grid { stroke: var(--line); }
.range { stroke: var(--ink); stroke-width: 3; stroke-linecap: round; opacity: .55; }
.dot { fill: var(--ink); }
.bound { stroke: var(--accent); stroke-width: 2; }

.gate { margin: 0; padding: 0; list-style: none; }
.gate li { display: flex; gap: 1rem; padding: .45rem 0; border-bottom: 1px solid var(--line); }
.verdict { flex: 0 0 7rem; white-space: nowrap; font-weight: 600; }
.fail .verdict, .verdict.fail { color: var(--accent); }
.pass .verdict, .verdict.pass { font-weight: 500; }

.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 2rem; }
.curve { margin: 0; max-width: 29rem; }
.curve svg { display: block; width: 100%; height: auto; margin-top: .5rem; }
.band { fill: var(--ink); opacity: .12; }
.whisker { stroke: var(--ink); opacity: .35; stroke-width: 3; }
.curve .line { fill: none; stroke: var(--ink); stroke-width: 2; stroke-linejoin: round; }
.curves + .curves, .curves + details { margin-top: 1.5rem; }
.warning { margin: 1.5rem 0 0; padding: .9rem 1.1rem; border-left: 3px solid var(--accent); background: var(--tint); max-width: 42rem; }
.warning + .quiet, .sentence + .quiet { margin-top: .75rem; }
.scroll + .curves, .scroll + ul { margin-top: 1.5rem; }
.warning p { margin: 0 0 .3rem; }
.warning p:last-child { margin: 0; }
td .interval { white-space: nowrap; }
.facet { padding-left: 1.1rem; }
.facts { align-self: start; }
.chart .spread { stroke: var(--ink); stroke-width: 1; opacity: .55; fill: none; }
.chart details, .asked > details { margin-top: .25rem; font-size: .86rem; }
.chart summary, .asked > details > summary { padding: .2rem 0; color: var(--quiet); }
.asked { min-width: 0; }
.asked tbody th { min-width: 6rem; }
.chart .name { fill: var(--ink); font-size: 11px; }
.chart .ring { fill: none; }
.chart .dashed { stroke-dasharray: 4 3; stroke: var(--quiet); }
.chart .dotted { stroke-dasharray: 1 3; stroke: var(--quiet); }
.chart .line.second { stroke: var(--accent); stroke-dasharray: 6 3; }
.chart .band.second { fill: var(--accent); }
.chart .faint .range, .chart .faint .dot { opacity: .4; }
.cell { fill: var(--ink); }
.cell.none { fill: none; stroke: var(--line); }
.cell.heat-0 { fill-opacity: .05; } .cell.heat-1 { fill-opacity: .2; } .cell.heat-2 { fill-opacity: .34; } .cell.heat-3 { fill-opacity: .68; } .cell.heat-4 { fill-opacity: .9; }
.share.first { fill: var(--ink); fill-opacity: .62; }
.share.second { fill: var(--tint); stroke: var(--accent); }
.chart .whisker.first, .chart .whisker.second { stroke-width: 1.5; opacity: .9; }
svg .in { fill: var(--ink); font-size: 10px; }
svg .in.heat-3, svg .in.heat-4 { fill: var(--paper); }

blockquote { margin: 0; }
.findings, .chat { margin: 0; padding: 0; list-style: none; }
.findings li, .chat li { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: .25rem 1.75rem; }
.findings li { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); padding: .9rem 0; border-bottom: 1px solid var(--line); }
.where, .who { margin: 0 0 .15rem; }
.who b { font-weight: 600; }
.said blockquote { font-size: 1.08rem; }
.note p { margin: 0; }
.note + .note { margin-top: .75rem; }
.note.contradicts .does, .note.repeats .does, .note.other .does { color: var(--accent); font-weight: 600; }
.note.entails { color: var(--quiet); font-size: .86rem; }
.icon { display: inline-block; width: 1.1em; }

.session { border-bottom: 1px solid var(--line); }
summary { padding: .7rem 0; cursor: pointer; }
.flags, .statements .contradicts .words { color: var(--accent); font-weight: 600; }
.chat { padding: .25rem 0 1.5rem; }
.chat li { padding: .3rem 0; align-items: start; }
.chat .said { padding: .55rem .85rem; border-radius: .75rem; max-width: 90%; }
.chat .own .said { background: var(--card); justify-self: end; border-bottom-right-radius: .2rem; }
.chat .other .said { border: 1px solid var(--line); justify-self: start; border-bottom-left-radius: .2rem; }
.chat .flagged .said { border-right: 3px solid var(--accent); border-top-right-radius: 0; border-bottom-right-radius: 0; }
.chat .notes { padding: .55rem 0; }
.text { margin: 0; white-space: pre-wrap; }
mark { padding: .05em .15em; border-radius: .15em; background: var(--tint); color: inherit; text-decoration: underline; text-decoration-color: var(--accent); text-underline-offset: .2em; }
li:target .said, tr:target > * { outline: 2px solid var(--accent); outline-offset: 2px; }
tr:target > * { outline: 0; background: var(--tint); }

.statements th { width: 55%; }
.statements td p { margin: 0; }
.witnesses { margin: 0 0 1.2rem; }
.witnesses div { padding: .55rem 0; border-bottom: 1px solid var(--line); }
.witnesses dt { font-weight: 600; }
.witnesses dd { margin: 0; }
.failures { margin: 0; padding-left: 1.1rem; }
.failures li { margin-bottom: .5rem; }

@media (min-width: 44.01rem) {
  .measures th, .measures .number { white-space: nowrap; }
}
@media (max-width: 44rem) {
  body { padding: 1.5rem 1rem 3rem; }
  table { font-size: .94rem; }
  h2 { font-size: 1.7rem; }
  .sentence { font-size: 1.08rem; }
  th, td { padding-right: .6rem; }
  .measures, .measures caption, .measures tbody { display: block; }
  .measures thead { display: none; }
  .measures tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem 1rem; padding: .7rem 0; border-bottom: 1px solid var(--line); }
  .measures th, .measures td { padding: 0; border: 0; }
  .measures th small { display: inline; }
  .measures tr > :nth-child(2) { grid-column: 1; grid-row: 2; }
  .measures tr > :nth-child(3) { grid-column: 2; grid-row: 1; }
  .measures tr > :nth-child(4) { grid-column: 2; grid-row: 2; max-width: 6.5rem; color: var(--quiet); font-size: .86rem; }
  .measures tr > :nth-child(3)::before { content: "n "; color: var(--quiet); }
  .measures tr > :nth-child(4)::before { content: "missing "; }
  .gate li { display: block; }
  .gate .verdict { display: block; }
  .findings li, .chat li { grid-template-columns: minmax(0, 1fr); }
  .chat .said { max-width: 92%; }
  .chat .notes { justify-self: end; width: 92%; padding: .35rem 0 .35rem .85rem; border-left: 1px solid var(--line); }
  .findings .note { padding-left: .85rem; border-left: 1px solid var(--line); }
}
@media print {
  :root { --paper: #fff; --card: #f4f4f4; --ink: #000; --quiet: #444; --line: #bbb; --accent: #900; --tint: #fde; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  li, tr, figure { break-inside: avoid; }
  h2, h3, h4, summary { break-after: avoid; }
  details::details-content { display: block; content-visibility: visible; }
}
`;
