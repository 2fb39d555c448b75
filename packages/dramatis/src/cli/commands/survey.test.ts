import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { ADA, dramatis, folderOf, type Said } from "../testing-cli.ts";

const SCRIPT = JSON.stringify({ rules: [{ match: "worry", reply: "I won't answer that." }], default: "B" });

const SMALL = `schema: dramatis.instrument/1
name: small
title: Small
licence: ours
source: this test
options: { min: 1, labels: { en: [no, a little, yes] } }
aggregate: mean
scales: [{ id: outgoing, trait: EXT }]
items:
  - { id: "1", text: { en: I talk a lot. } }
  - { id: "2", text: { en: I keep quiet. } }
key:
  - { item: "1", scale: outgoing, sign: 1 }
  - { item: "2", scale: outgoing, sign: -1 }
`;

function survey(
  t: TestContext,
  args: readonly string[],
  files: Record<string, string> = {},
): Promise<Said> & { folder: string } {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "mock.json": SCRIPT, ...files });
  const placed = args.map((arg) =>
    /\.(yaml|json|jsonl|txt|html)$/.test(arg) && !arg.includes("/") ? join(folder, arg) : arg,
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
    assert.match(out, /extraversion +3 +– +0 +0\n/);
    assert.match(out, /emotional-stability +3 +– +0 +2 refused\n/);
    // B is 2 in order and 4 reversed: 2 of the range of 4.
    assert.match(out, /options reversed, share of range +0\.5/);
    assert.match(err, /Run: .*survey-ipip-50-/);
  });

  test("answers of which not one can be used are counted, shown, and end with 2", async (t) => {
    const files = { "mock.json": JSON.stringify({ default: "Hm, well, you see." }) };
    const { code, out, err } = await survey(t, ["ada.persona.yaml", "--instrument", "ipip-50"], files);
    assert.equal(code, 2);
    assert.match(out, /extraversion +– +– +– +20 /);
    assert.match(err, /not one of 100 answers could be read: 100 unparsed\n/);
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

  test("the page is kept in the run's folder, and --html writes it where it is wanted", async (t) => {
    const asked = survey(t, ["ada.persona.yaml", "--instrument", "ipip-50", "--html", "page.html"]);
    const { code, err } = await asked;
    assert.equal(code, 0, err);
    const [, kept] = /^Report: (.*report\.html)$/m.exec(err) ?? [];
    const page = readFileSync(join(asked.folder, "page.html"), "utf8");
    assert.equal(readFileSync(kept as string, "utf8"), page);
    assert.match(page, /<title>IPIP Big-Five factor markers, 50 items: Ada<\/title>/);
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

  test("--shape asks the designs, named in every answer, and says before how much that is; nothing is asked twice", async (t) => {
    const folder = folderOf(t, { "ada.persona.yaml": ADA, "small.yaml": SMALL, "mock.json": SCRIPT });
    const at = (name: string): string => join(folder, name);
    const args = [
      ...["survey", at("ada.persona.yaml"), "-i", at("small.yaml"), "--shape", "levels"],
      ...["--model", `mock:${at("mock.json")}`, "--runs", at("runs")],
    ];
    const { code, out, err } = await dramatis(t, [...args, "--json", at("levels.json"), "--out", at("answers.jsonl")]);
    assert.equal(code, 0, err);
    assert.match(err, /9 personas, 36 questions of about \d+ tokens\n/);
    assert.match(err, /Run: .*survey-small-levels-/);
    assert.match(out, /Small: 1 persona in 9 designs, answered by mock:/);
    // The script always gives B: every level has the same score, so there is no rank correlation.
    assert.match(out, /extraversion +– +– +0 +9\n/);
    const { made, shape, shaping } = JSON.parse(readFileSync(at("levels.json"), "utf8"));
    assert.deepEqual([made.shape, shape.designs, shape.levels[0].trait, shaping], ["levels", 9, "EXT", []]);
    const people = readFileSync(at("answers.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).person);
    assert.deepEqual([people[0], people.at(-1), people.length], ["Ada, EXT 1", "Ada, EXT 9", 36]);
    const again = await dramatis(t, [...args, "--resume"]);
    assert.deepEqual([again.code, /nothing to resume/.test(again.err)], [0, false]);
    const [run, ...others] = readdirSync(at("runs"));
    assert.equal(others.length, 0);
    assert.equal(
      readFileSync(join(at("runs"), run as string, "trials.jsonl"), "utf8")
        .trim()
        .split("\n").length,
      36,
    );
  });

  test("--shape induction: what the model would not describe is said; types are held beside what is published", async (t) => {
    const script = JSON.stringify({
      rules: [
        { match: "unfriendliness", reply: "I cannot help with that." },
        { match: "Describe", reply: "You are." },
      ],
      default: "C",
    });
    const files = { "small.yaml": SMALL, "mock.json": script };
    const induced = await survey(t, ["ada.persona.yaml", "-i", "small.yaml", "--shape", "induction"], files);
    assert.equal(induced.code, 0, induced.err);
    assert.match(induced.out, /1 persona in 5 designs/);
    assert.match(induced.out, /personality: extraversion high +0/);
    assert.match(induced.out, /No personality prompt for extraversion low: .*wrote\s+no\s+description/s);
    const types = await survey(t, ["ada.persona.yaml", "-i", "small.yaml", "--shape", "profiles"], files);
    assert.match(types.out, /extraversion +2 +2 +– +– +– +16 \+ 16 +5.47 +7.81\n/);
  });

  test("two instruments: both are scored, answers are named by theirs, and how they agree", async (t) => {
    const other = SMALL.replace("name: small", "name: other");
    const asked = survey(
      t,
      ["ada.persona.yaml", "-i", "small.yaml", "-i", "other.yaml", "--repeats", "2", "--out", "a.jsonl", "--json", "-"],
      { "small.yaml": SMALL, "other.yaml": other },
    );
    const { code, out, err } = await asked;
    assert.equal(code, 0, err);
    const { made, second, validity, retest } = JSON.parse(out);
    assert.deepEqual([made.instrument, second.made.instrument, retest.length], ["small", "other", 1]);
    // One person correlates with nothing.
    assert.deepEqual([validity.traits[0].trait, validity.traits[0].convergent.value], ["EXT", null]);
    assert.deepEqual(validity.spread, { first: null, second: null });
    const lines = readFileSync(join(asked.folder, "a.jsonl"), "utf8").trim().split("\n");
    assert.deepEqual(
      [lines[0], lines.at(-1)].map((line) => JSON.parse(line as string).instrument),
      ["small", "other"],
    );
    assert.equal(lines.length, 16);
  });

  test("--after asks who speaks in a transcript again, and says how far they moved; who does not is named", async (t) => {
    const people = ["Ada", "Bo", "Mute"].map((name) => JSON.stringify({ schema: "dramatis.persona/1", name }));
    const said = [
      { session: "s", speaker: "Bo", text: "Come to the party!" },
      { session: "s", speaker: "Ada", text: "Gladly." },
    ];
    const files = {
      "small.yaml": SMALL,
      "people.jsonl": `${people.join("\n")}\n`,
      "talk.jsonl": `${said.map((line) => JSON.stringify(line)).join("\n")}\n`,
    };
    const args = ["people.jsonl", "-i", "small.yaml", "--after", "talk.jsonl", "--orders", "1"];
    const asked = survey(t, [...args, "--json", "s.json", "--out", "a.jsonl"], files);
    const { code, out, err } = await asked;
    assert.equal(code, 0, err);
    assert.match(err, /talk\.jsonl: 1 of 3 personas are in no session, and not asked again: Mute\n/);
    assert.match(out, /outgoing +2 +2 +0 +– +– +– +1 +2\n/);
    const { shift } = JSON.parse(readFileSync(join(asked.folder, "s.json"), "utf8"));
    assert.deepEqual([shift.personas, shift.silent, shift.scales[0].n], [2, ["Mute"], 2]);
    const lines = readFileSync(join(asked.folder, "a.jsonl"), "utf8").trim().split("\n");
    const after = lines.map((line) => JSON.parse(line)).filter((line) => line.after);
    assert.deepEqual([lines.length, after.length, after[0].person, after.at(-1).person], [10, 4, "Ada", "Bo"]);
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
      [["ada.persona.yaml", "-i", "ipip-50", "--shape", "lewels"], /--shape.*Allowed choices are levels, concurrent/],
      [
        ["ada.persona.yaml", "-i", "dramatis-values", "--shape", "levels"],
        /--shape: dramatis-values, which measures none of the Big Five; expected .*ipip-50/,
      ],
      [["ada.persona.yaml", "-i", "ipip-50", "-i", "ipip-50"], /--instrument: ipip-50 twice; expected two/],
      [
        ["ada.persona.yaml", "-i", "ipip-50", "-i", "mpi-120", "-i", "sd3"],
        /--instrument: 3 of them; expected one, or two/,
      ],
      [
        ["ada.persona.yaml", "-i", "ipip-50", "--after", "talk.jsonl"],
        /nobody but Zoe; expected a speaker named as .*Ada/,
      ],
      [
        ["ada.persona.yaml", "-i", "ipip-50", "--shape", "levels", "--after", "talk.jsonl"],
        /--after: it with --shape; expected personas as they are/,
      ],
      [["ada.persona.yaml", "--questions", "poll.yaml", "--after", "talk.jsonl"], /--after: it without --instrument/],
    ];
    for (const [args, message] of faults) {
      const { code, out, err } = await survey(t, args, {
        "short.txt": "one\ntwo\n",
        "empty.jsonl": "\n",
        "talk.jsonl": '{"speaker": "Zoe", "text": "Hi."}\n',
      });
      assert.equal(code, 2, args.join(" "));
      assert.equal(out, "");
      assert.match(err, message);
      assert.equal(err.trim().split("\n").length, 1, err);
    }
  });
});
