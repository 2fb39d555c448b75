import assert from "node:assert/strict";
import { test } from "node:test";
import { findMethods, generate } from "./catalogue.ts";

const PAPERS = [{ n: 53, name: "APC", title: "Faith | and <b>fullness</b>", capability: "fidelity" }];
const ROOM = "packages/dramatis/src/measure";
const method = (name: string, tags = "@paper 53"): string =>
  `/**\n * The share of a | b.\n * ${tags}\n */\nexport function ${name}(): void {}\n`;

test("finds method files by folder, in order, and leaves helpers out", () => {
  const files = new Map([
    [`${ROOM}/fidelity/line-to-line.ts`, method("lineToLine", "@needs nli")],
    [`${ROOM}/fidelity/apc.ts`, method("apc")],
    [`${ROOM}/fidelity/split.ts`, "/** Splits. */\nexport const split = 1;\n"],
    [`${ROOM}/index.ts`, method("index")],
    ["packages/dramatis/src/model/client/openai.ts", method("openai")],
  ]);
  assert.deepEqual(
    findMethods(files, PAPERS).map(({ name, family, file, papers, needs }) => ({ name, family, file, papers, needs })),
    [
      { name: "apc", family: "fidelity", file: "src/measure/fidelity/apc.ts", papers: [53], needs: [] },
      {
        name: "line-to-line",
        family: "fidelity",
        file: "src/measure/fidelity/line-to-line.ts",
        papers: [],
        needs: ["nli"],
      },
    ],
  );
});

test("names the file whose export, paper or name is wrong", () => {
  const one =
    (path: string, source: string): (() => unknown) =>
    () =>
      findMethods(new Map([[path, source]]), PAPERS);
  assert.throws(one(`${ROOM}/fidelity/self-bleu.ts`, method("bleu")), /self-bleu\.ts: does not export selfBleu/);
  assert.throws(one(`${ROOM}/fidelity/apc.ts`, method("apc", "@paper 999")), /apc\.ts: @paper 999 is not in/);
  const twice = new Map([
    [`${ROOM}/drift/apc.ts`, method("apc")],
    [`${ROOM}/fidelity/apc.ts`, method("apc")],
  ]);
  assert.throws(() => findMethods(twice, PAPERS), /fidelity\/apc\.ts: src\/measure\/drift\/apc\.ts has the same name/);
});

test("plain functions are listed and described, and are in no catalogue that loads", () => {
  const files = new Map([
    [`${ROOM}/drift/gap.ts`, method("gap", "@function\n * @paper 53")],
    [`${ROOM}/fidelity/apc.ts`, method("apc")],
  ]);
  const written = generate(findMethods(files, PAPERS), PAPERS, ["measure"]);
  assert.doesNotMatch(written.get(`${ROOM}/catalogue.ts`) ?? "", /gap/);
  assert.match(
    written.get("packages/dramatis/src/presets/catalogue.ts") ?? "",
    /\{"name":"gap","room":"measure","family":"drift".*\},\n {2}\.\.\.measure,/,
  );
  assert.match(written.get(`${ROOM}/README.md`) ?? "", /drift\/gap\.ts/);
  assert.match(written.get("docs/methods.md") ?? "", /### gap/);
});

test("writes a typed catalogue, a room table and a guide with safe text", () => {
  const methods = findMethods(new Map([[`${ROOM}/fidelity/apc.ts`, method("apc")]]), PAPERS);
  const files = generate(methods, PAPERS, ["measure"]);
  assert.deepEqual([...files.keys()].sort(), [
    "docs/methods.md",
    `${ROOM}/README.md`,
    `${ROOM}/catalogue.ts`,
    "packages/dramatis/src/presets/catalogue.ts",
  ]);
  const catalogue = files.get(`${ROOM}/catalogue.ts`) ?? "";
  assert.match(catalogue, /catalogue: readonly CatalogueEntry<\(\) => Measure>\[\]/);
  assert.match(catalogue, /load: \(\) => import\("\.\/fidelity\/apc\.ts"\)\.then\(\(file\) => file\.apc\),/);
  assert.match(
    files.get(`${ROOM}/README.md`) ?? "",
    /^\| \[fidelity\/apc\.ts\]\(fidelity\/apc\.ts\) \| APC \[53\] \| The share of a \\\| b\. \| – \|$/m,
  );
  const guide = files.get("docs/methods.md") ?? "";
  assert.match(guide, /^## measure: fidelity\n\n### apc\n\nThe share of a \\\| b\.$/m);
  assert.match(guide, /^- \[53\] APC: \*Faith \\\| and &lt;b>fullness&lt;\/b>\*$/m);
});
