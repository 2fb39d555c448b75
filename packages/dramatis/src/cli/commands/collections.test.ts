// sample, dedupe, diversity, synth and bench: collections of personas, and what is made with them.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ADA, dramatis, folderOf } from "../testing-cli.ts";

const persona = (name: string, summary: string): string =>
  `${JSON.stringify({ schema: "dramatis.persona/1", name, summary })}\n`;

test("sample: the same seed writes the same bytes; standard error says how far off the people are", async (t) => {
  const folder = folderOf(t);
  const draw = async (name: string, ...more: string[]): Promise<{ text: string; err: string }> => {
    const out = join(folder, name);
    const { code, err } = await dramatis(t, ["sample", "us-adults", "--size", "200", "--out", out, ...more]);
    assert.equal(code, 0, err);
    return { text: readFileSync(out, "utf8"), err };
  };
  const first = await draw("a.jsonl");
  assert.equal(first.text.trim().split("\n").length, 200);
  assert.equal((await draw("b.jsonl")).text, first.text);
  assert.notEqual((await draw("c.jsonl", "--seed", "7")).text, first.text);
  assert.match(first.err, /^200 people\nmargins: at most [\d.]+ % of the people would have to change/);
  assert.match((await draw("d.parquet")).text.slice(0, 4), /^PAR1/);
});

test("sample leaves a page beside the people; beside standard output only where one is named", async (t) => {
  const folder = folderOf(t);
  const draw = async (size: number, ...more: string[]): Promise<string> => {
    const { code, err } = await dramatis(t, ["sample", "us-adults", "--size", String(size), ...more]);
    assert.equal(code, 0, err);
    return err;
  };
  const page = join(folder, "people.report.html");
  assert.ok((await draw(20, "--out", join(folder, "people.jsonl"))).endsWith(`Report: ${page}\n`));
  assert.match(readFileSync(page, "utf8"), /<h2>US adults, 2018<\/h2>[\s\S]*20 people were drawn with seed 42/);
  assert.doesNotMatch(await draw(1), /Report:/);
  const named = join(folder, "named.html");
  assert.ok((await draw(1, "--html", named)).endsWith(`Report: ${named}\n`));
  assert.match(readFileSync(named, "utf8"), /1 people were drawn/);
});

test("dedupe keeps the first of those that say the same, and counts the others", async (t) => {
  const people =
    persona("A", "a retired ferry captain who repairs old radios on a small island") +
    persona("B", "A retired ferry captain who repairs old radios, on a small island!") +
    persona("C", "a night nurse who paints bridges and keeps bees behind the house");
  const folder = folderOf(t, { "people.jsonl": people });
  const { code, out, err } = await dramatis(t, ["dedupe", join(folder, "people.jsonl")]);
  assert.equal(code, 0);
  const names = out
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { name: string }).name);
  assert.deepEqual(names, ["A", "C"]);
  assert.match(err, /^2 personas; 3 looked at, 2 kept, 1 dropped \(duplicate: 1\)/);
});

test("diversity of turns: speakers are told apart, and at equal length a varied side is above a monotonous one", async (t) => {
  const turns = (texts: readonly string[]): string =>
    texts.map((text, i) => JSON.stringify({ session: "s", turn: i, speaker: i % 2 ? "Bo" : "Ada", text })).join("\n");
  const nouns = [
    "boats",
    "bread",
    "chess",
    "trains",
    "roses",
    "wine",
    "storms",
    "maps",
    "birds",
    "clocks",
    "wool",
    "snow",
  ];
  const varied = nouns.map((noun, i) => (i % 2 ? `ZZZ ${noun} zzz!` : `I have always been fond of ${noun}.`));
  const same = nouns.map((_, i) => (i % 2 ? "I am fine today." : "I am very fine today, thank you."));
  const folder = folderOf(t, { "a.jsonl": turns(varied), "b.jsonl": turns(same) });
  const [a, b] = [join(folder, "a.jsonl"), join(folder, "b.jsonl")];
  const { code, out, err } = await dramatis(t, [
    "diversity",
    a,
    "--of",
    "turns",
    "--reference",
    a,
    "--baseline",
    b,
    "--json",
  ]);
  assert.equal(code, 0, err);
  const { authors, atEqualLength, texts } = JSON.parse(out);
  assert.deepEqual([authors.separability.value, authors.chance, authors.n, texts.vendi.n], [1, 0.5, 12, 12]);
  assert.ok(atEqualLength.value > 0, out);
  const lines = await dramatis(t, ["diversity", b, "--of", "turns"]);
  assert.match(lines.out, /turns that begin alike 0\.50; it reads as one author for all\n/);
  const alone = await dramatis(t, ["diversity", a, "--of", "turns", "--baseline", b]);
  assert.equal(alone.code, 2);
  assert.match(alone.err, /^dramatis: --baseline: .*add --reference FILE\n$/);
});

test("diversity: a dozen different people are more kinds than a dozen of one", async (t) => {
  const jobs = ["nurse", "sailor", "judge", "baker", "pilot", "poet", "miner", "monk", "clown", "spy", "vet", "king"];
  const folder = folderOf(t, {
    "many.jsonl": jobs.map((job, i) => persona(`P${i}`, `A ${job} who dreams of ${jobs[(i + 5) % 12]}s.`)).join(""),
    "one.jsonl": jobs.map((_, i) => persona(`P${i}`, `A nurse who dreams of sailors, number ${i}.`)).join(""),
  });
  const vendi = async (name: string): Promise<number> => {
    const { code, out, err } = await dramatis(t, ["diversity", join(folder, name), "--json"]);
    assert.equal(code, 0, err);
    return (JSON.parse(out) as { texts: { vendi: { value: number } } }).texts.vendi.value;
  };
  assert.ok((await vendi("many.jsonl")) > (await vendi("one.jsonl")));
});

test("synth writes a row for each task and character, with where it is from", async (t) => {
  const folder = folderOf(t, {
    "ada.persona.yaml": ADA,
    "tasks.jsonl": '{"id": "sum", "instruction": "What is 2 + 2?", "output": "4"}\n',
    "mock.json": '{"default": "Four, dear."}',
  });
  const file = (name: string): string => join(folder, name);
  const model = `mock:${file("mock.json")}`;
  const args = ["synth", "response-generation", "--tasks", file("tasks.jsonl"), "-p", file("ada.persona.yaml")];
  const { code, out, err } = await dramatis(t, [...args, "--each", "1", "--model", model]);
  assert.equal(code, 0, err);
  const row = JSON.parse(out) as { messages: { role: string; content: string }[]; provenance: { from: string } };
  assert.deepEqual(row.messages.at(-1), { role: "assistant", content: "Four, dear." });
  assert.equal(row.provenance.from, "sum");
  const without = await dramatis(t, [...args, "--each", "1"]);
  assert.deepEqual([without.code, /follows instructions/.test(without.err)], [2, true]);
});

test("mistakes are one line, exit code 2, and leave no file", async (t) => {
  const folder = folderOf(t, {
    "bad.population.yaml": "schema: dramatis.population/1\nname: x\nvariables: {}\n",
    "rows.jsonl": '{"nobody": 1}\n',
  });
  const file = (name: string): string => join(folder, name);
  const out = file("out.jsonl");
  const cases: [args: string[], said: RegExp][] = [
    [["sample", "us-adlts", "--out", out], /unknown population .*us-adults/],
    [["sample", file("bad.population.yaml"), "--out", out], /bad\.population\.yaml/],
    [["sample", "us-adults", "--size", "0", "--out", out], /at least 1/],
    [["dedupe", file("rows.jsonl"), "--out", out], /rows\.jsonl:1: /],
    [["dedupe", file("none.jsonl"), "--out", out], /none\.jsonl: no such file/],
    [["diversity", file("none.jsonl")], /none\.jsonl: no such file/],
    [["bench", "persona-jim", "--data", folder], /unknown benchmark .*persona-gym/],
    [["report", file("rows.jsonl")], /rows\.jsonl/],
  ];
  for (const [args, said] of cases) {
    const { code, err } = await dramatis(t, args);
    assert.equal(code, 2, args.join(" "));
    assert.match(err, said);
    assert.equal(err.trim().split("\n").length, 1, err);
    assert.ok(!existsSync(out), args.join(" "));
  }
});
