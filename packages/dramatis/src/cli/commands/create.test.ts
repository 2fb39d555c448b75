import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parsePersonaText } from "../../persona/index.ts";
import { ADA, dramatis, folderOf } from "../testing-cli.ts";

const LOG = ["I live in Lyon.", "I work as a nurse.", "I have two dogs."]
  .flatMap((text) => [
    { session: "m", speaker: "Ana", text },
    { session: "m", speaker: "assistant", text: "I see." },
  ])
  .map((line) => `${JSON.stringify(line)}\n`)
  .join("");

test("a persona is made of a log offline, says where each part is from, and standard error counts", async (t) => {
  const folder = folderOf(t, { "log.jsonl": LOG });
  const report = join(folder, "report.json");
  const { code, out, err } = await dramatis(t, [
    "create",
    "user-profile",
    "--transcript",
    join(folder, "log.jsonl"),
    "--speaker",
    "Ana",
    "--report",
    report,
  ]);
  assert.equal(code, 0, err);
  const persona = parsePersonaText(out, "out", "yaml");
  assert.equal(persona.name, "Ana");
  assert.ok(persona.statements?.some(({ text }) => /nurse/.test(text)));
  for (const { provenance } of persona.statements ?? []) assert.equal(provenance?.[0]?.method, "user-profile");
  assert.match(err, /^1 persona; \d+ looked at, \d+ kept, \d+ dropped/m);
  const { asked, kept, dropped } = JSON.parse(readFileSync(report, "utf8")) as Record<string, number | object>;
  assert.equal(asked, (kept as number) + Object.values(dropped as object).reduce((sum, n) => sum + n, 0));
});

test("--out: a folder with a file each, JSONL, one file; --count stops", async (t) => {
  const folder = folderOf(t);
  const make = (out: string, count: number) =>
    dramatis(t, ["create", "identities", "--count", String(count), "--out", join(folder, out)]);
  assert.equal((await make("people", 3)).code, 0);
  assert.equal(readdirSync(join(folder, "people")).length, 3);
  assert.equal((await make("people.jsonl", 3)).code, 0);
  assert.equal(readFileSync(join(folder, "people.jsonl"), "utf8").trim().split("\n").length, 3);
  assert.equal((await make("one.yaml", 1)).code, 0);
  const { code, err } = await make("two.yaml", 2);
  assert.equal(code, 2);
  assert.match(err, /more than one persona.*folder, or to a \.jsonl/);
});

test("personas are read from JSONL, and the same seed writes the same bytes", async (t) => {
  const folder = folderOf(t);
  const write = async (name: string, seed: string): Promise<string> => {
    const out = join(folder, name);
    await dramatis(t, ["create", "identities", "--count", "5", "--seed", seed, "--out", out]);
    return readFileSync(out, "utf8");
  };
  const first = await write("a.jsonl", "7");
  assert.equal(await write("b.jsonl", "7"), first);
});

test("mistakes are one line and exit code 2, and leave no file", async (t) => {
  const folder = folderOf(t, {
    "ada.persona.yaml": ADA,
    "bad.jsonl": '{"text": 3}\n',
    "log.jsonl": LOG,
    "empty.txt": " \n",
    "page.txt": "A page.",
  });
  const file = (name: string): string => join(folder, name);
  const out = file("out.jsonl");
  const cases: [args: string[], said: RegExp][] = [
    [["extract-personas"], /unknown way to create personas.*extract-persona/],
    [["journal"], /journal: no texts.*--text FILE/],
    [["journal", "--text", file("none.txt")], /none\.txt: no such file/],
    [["journal", "--text", file("empty.txt")], /empty\.txt: an empty file/],
    [["journal", "--text", file("bad.jsonl")], /bad\.jsonl:1: /],
    [["text-to-persona", "--text", file("page.txt")], /text-to-persona.*--model|follows instructions/],
    [["user-profile", "--transcript", file("log.jsonl"), "--speaker", "Zoe"], /Zoe/],
    [["identities", "--max-cost", "1", "--model", "openai:gpt-x"], /--max-cost.*--price/],
    [["identities", "--set", "nonsense"], /name=value/],
  ];
  for (const [args, said] of cases) {
    const { code, err } = await dramatis(t, ["create", ...args, "--out", out]);
    assert.equal(code, 2, args.join(" "));
    assert.match(err, said);
    assert.equal(err.trim().split("\n").length, 1, err);
    assert.ok(!existsSync(out), args.join(" "));
  }
});
