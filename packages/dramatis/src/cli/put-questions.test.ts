import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ADA, dramatis, folderOf } from "./testing-cli.ts";

const FILES = {
  "ada.persona.yaml": ADA,
  "mock.json": JSON.stringify({ default: "A" }),
  "poll.yaml": `schema: dramatis.questions/1
name: poll
title: A poll
questions:
  - { id: cars, text: Keep cars out?, options: [Yes, No], scale: nominal }
  - { id: safe, text: How safe?, options: [Very, Rather, Not] }
`,
  "counts.csv": "question,option,count\ncars,Yes,50\ncars,No,50\nsafe,Very,10\nsafe,Rather,20\nsafe,Not,10\n",
};

test("dramatis survey --questions: tables, distances, and every answer", async (t) => {
  const folder = folderOf(t, FILES);
  const at = (name: string): string => join(folder, name);
  const shared = [
    "survey",
    at("ada.persona.yaml"),
    "--questions",
    at("poll.yaml"),
    "--model",
    `mock:${at("mock.json")}`,
  ];
  const args = [
    ...shared,
    "--runs",
    at("runs"),
    "--against",
    at("counts.csv"),
    "--orders",
    "1",
    "--html",
    at("p.html"),
  ];
  const { code, out, err } = await dramatis(t, [...args, "--json", at("out.json"), "--out", at("answers.jsonl")]);
  assert.equal(code, 0, err);
  assert.match(out, /A poll: 1 persona, answered by mock:/);
  assert.match(out, /everybody +1 +0 +1\.00 +100 % ± 0 % +0 % ± 0 %/);
  // All on the first of three: .25 / .5 / .25 lies (.75 + .25) / 2 = .5 away
  assert.match(out, /everybody +0\.5 /);
  const { made, against } = JSON.parse(readFileSync(at("out.json"), "utf8"));
  assert.deepEqual([made.questions, made.mode, made.answers], ["poll", "single", "words"]);
  assert.equal(against.overall.model.emdOfScale.value, 0.5);
  assert.equal(against.overall.model.totalVariation.value, 0.625);
  assert.equal(readFileSync(at("answers.jsonl"), "utf8").trim().split("\n").length, 2);
  const [, left = ""] = /\nReport: (.*report\.html)\n$/.exec(err) ?? [];
  const page = readFileSync(left, "utf8");
  assert.equal(readFileSync(at("p.html"), "utf8"), page);
  assert.match(
    page,
    /<h2>A poll<\/h2>[\s\S]*Only one order was asked[\s\S]*people, n=100[\s\S]*<h3>Distance from people/,
  );
  const again = await dramatis(t, [
    ...shared.slice(0, 4),
    "--model",
    "mock:nothing.json",
    "--runs",
    at("runs"),
    "--mode",
    "batch",
  ]);
  assert.equal(again.code, 2);
  assert.match(again.err, /batch with --questions; expected single or sequential/);
});

test("one of an instrument and questions, and no option of the other", async (t) => {
  const folder = folderOf(t, FILES);
  const faults: [string[], RegExp][] = [
    [[], /neither it nor --questions/],
    [["--questions", "poll.yaml", "-i", "ipip-50"], /both it and --questions/],
    [["--questions", "poll.yaml", "--norms", "x"], /--norms: it without --instrument/],
    [["-i", "ipip-50", "--against", "counts.csv"], /--against: it without --questions/],
  ];
  for (const [args, message] of faults) {
    const { code, err } = await dramatis(t, ["survey", join(folder, "ada.persona.yaml"), ...args]);
    assert.equal(code, 2);
    assert.match(err, message);
  }
});
