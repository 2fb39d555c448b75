import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenLinks, foreignPlaces } from "./links.ts";

const GUIDE = `# The \`check\` command, in one page!

## Options
## Options
<a id="own"></a>
\`\`\`sh
# not a heading, [no](link.md)
\`\`\`
`;

/** The faults of a page at docs/page.md beside docs/guide.md, a README and src/a.ts, as "line message". */
function faults(page: string): string[] {
  const pages = new Map([
    ["docs/page.md", page],
    ["docs/guide.md", GUIDE],
  ]);
  const files = ["README.md", "docs/guide.md", "docs/page.md", "src/a.ts"];
  return brokenLinks(pages, files).map(({ line, message }) => `${line} ${message}`);
}

test("good links of every form pass", () => {
  const good = [
    "# Here",
    "[a](guide.md) ![b](../src/a.ts 'title') [c](../README.md#top) [d](../src/) [e](#here)",
    "[f](guide.md#the-check-command-in-one-page) [g](guide.md#options-1) [h](guide.md#own)",
    "[i](https://example.org/x.md) [j](mailto:a@example.org) [k](../src/a.ts#L3)",
    "[l]: guide.md#options",
    '<img src="../src/a.ts">',
    "`[m](missing.md)` and <!-- [n](missing.md) -->",
    "```",
    "[o](missing.md)",
    "```",
  ];
  assert.deepEqual(faults(good.join("\n")), []);
});

test("says which link leads nowhere, and on which line", () => {
  assert.deepEqual(faults("\n[a](missing.md)"), ["2 missing.md: there is no such file"]);
  assert.deepEqual(faults("[a]: missing.md"), ["1 missing.md: there is no such file"]);
  assert.deepEqual(faults('<a href="missing.md">a</a>'), ["1 missing.md: there is no such file"]);
  assert.deepEqual(faults("[a](guide.md#options-2)"), [
    "1 guide.md#options-2: docs/guide.md has no heading with this anchor",
  ]);
  assert.deepEqual(faults("[a](#not-a-heading-no)"), [
    "1 #not-a-heading-no: docs/page.md has no heading with this anchor",
  ]);
  assert.deepEqual(faults("[a](/docs/guide.md)"), ["1 /docs/guide.md: an absolute path; write it from this file"]);
  assert.deepEqual(faults("[a](../../other/README.md)"), ["1 ../../other/README.md: leads out of the repository"]);
});

test("finds paths of one machine, and nothing in addresses and relative paths", () => {
  const home = ["", "home", "ann", "x.ts"].join("/");
  assert.deepEqual(foreignPlaces("a.md", `x\nsee ${home}`), [
    { file: "a.md", line: 2, message: `${home.slice(0, 7)}: a place that is not in the repository` },
  ]);
  assert.equal(foreignPlaces("a.md", `file://${home}`).length, 1);
  assert.deepEqual(foreignPlaces("a.md", `https://example.org${home} ../shared/data home/x ~/work/x`), []);
});
