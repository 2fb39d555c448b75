import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { ADA, dramatis, folderOf, type Said } from "../testing-cli.ts";

const SCRIPT = JSON.stringify({ rules: [{ match: "worry", reply: "I won't answer that." }], default: "B" });

function survey(
  t: TestContext,
  args: readonly string[],
  files: Record<string, string> = {},
): Promise<Said> & { folder: string } {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "mock.json": SCRIPT, ...files });
  const placed = args.map((arg) =>
    /\.(yaml|json|jsonl|txt)$/.test(arg) && !arg.includes("/") ? join(folder, arg) : arg,
  );
  const shared = ["--model", `mock:${join(folder, "mock.json")}`, "--runs", join(folder, "runs")];
  return Object.assign(dramatis(t, ["survey", ...placed, ...shared]), { folder });
}

describe("dramatis survey", () => {
  test("a table of traits with intervals, and how they were answered", async (t) => {
    const { code, out, err } = await survey(t, ["ada.persona.yaml", "--instrument", "ipip-50", "--orders", "2"]);
    assert.equal(code, 0, err);
    assert.match(out, /IPIP Big-Five factor markers, 50 items: Ada, answered by mock:/);
    assert.match(out, /replies in words, single; 1 wording, 2 orders of options, 1 time; 1 to 5/);
    // Nothing varies between items, so there is no interval.
    assert.match(out, /extraversion +3 +– +0\n/);
    assert.match(out, /emotional-stability +3 +– +2 refused\n/);
    // B is 2 in order and 4 reversed: 2 of the range of 4.
    assert.match(out, /options reversed, share of range +0\.5/);
    assert.match(err, /Run: .*survey-ipip-50-/);
  });

  test("--json gives the same as data, --out every answer", async (t) => {
    const asked = survey(t, ["ada.persona.yaml", "--instrument", "ipip-50", "--out", "answers.jsonl", "--json", "-"]);
    const { code, out } = await asked;
    assert.equal(code, 0);
    const { made, scales, people } = JSON.parse(out);
    assert.deepEqual([made.instrument, made.answers, made.orders], ["ipip-50", "words", 2]);
    assert.equal(scales.length, 5);
    assert.equal(people[0].scores[0].value, 3);
    const lines = readFileSync(join(asked.folder, "answers.jsonl"), "utf8").trim().split("\n");
    assert.equal(lines.length, 100);
    assert.deepEqual(JSON.parse(lines[0] as string).item, "1");
  });

  test("a run that is there is gone on with: nothing is asked again", async (t) => {
    const folder = folderOf(t, { "ada.persona.yaml": ADA, "mock.json": SCRIPT, "none.json": "{}" });
    const args = [
      "survey",
      join(folder, "ada.persona.yaml"),
      "--instrument",
      "ipip-50",
      "--runs",
      join(folder, "runs"),
    ];
    const model = ["--model", `mock:${join(folder, "mock.json")}`];
    assert.equal((await dramatis(t, [...args, ...model])).code, 0);
    const { code, err } = await dramatis(t, [...args, ...model, "--resume"]);
    assert.equal(code, 0);
    assert.doesNotMatch(err, /nothing to resume/);
  });

  test("what cannot be used is one line and exit code 2", async (t) => {
    const faults: [string[], RegExp][] = [
      [["ada.persona.yaml", "--instrument", "ipip-5O"], /unknown instrument "ipip-5O"; did you mean ipip-50/],
      [["ada.persona.yaml", "--instrument", "bfi-44"], /bfi-44: only its key.*--items FILE/],
      [
        ["ada.persona.yaml", "--instrument", "ipip-neo-120", "--language", "fr"],
        /no language fr; expected one of en, es, pt/,
      ],
      [
        ["ada.persona.yaml", "--instrument", "ipip-neo-120", "--norms", "men"],
        /--norms: men; expected one of men-under-21/,
      ],
      [["ada.persona.yaml", "--instrument", "ipip-50", "--norms", "men"], /expected no --norms: ipip-50 has none/],
      [["ada.persona.yaml", "--instrument", "ipip-50", "--frames", "4"], /--frames: 4 wordings; expected at most 3/],
      [
        ["ada.persona.yaml", "--instrument", "ipip-50", "--answers", "probabilities"],
        /leave out --answers probabilities/,
      ],
      [["ada.persona.yaml", "--instrument", "ipip-50", "--without", "51"], /no item "51"/],
      [["ada.persona.yaml", "--instrument", "sd3", "--items", "short.txt"], /2 lines; expected the 27 items of sd3/],
      [["empty.jsonl", "--instrument", "ipip-50"], /no persona|empty/],
    ];
    for (const [args, message] of faults) {
      const { code, out, err } = await survey(t, args, { "short.txt": "one\ntwo\n", "empty.jsonl": "\n" });
      assert.equal(code, 2, args.join(" "));
      assert.equal(out, "");
      assert.match(err, message);
      assert.equal(err.trim().split("\n").length, 1, err);
    }
  });
});
