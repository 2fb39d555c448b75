import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Message, Persona } from "../../core/index.ts";
import { check } from "./check.ts";
import { leftOutLines, leftOutOf } from "./left-out.ts";

test("statements are one line, the rest another", () => {
  assert.deepEqual(leftOutLines([]), []);
  assert.deepEqual(leftOutLines(["statements.tea"]), ["1 statement was left out, for the context is too small: tea"]);
  assert.deepEqual(leftOutLines(["style.examples.0", "statements.tea", "statements.dog"]), [
    "2 statements were left out, for the context is too small: tea, dog",
    "left out as well: style.examples.0",
  ]);
});

test("what is left out is gathered from the persona's own replies; one that says nothing of it counts as whole", () => {
  const ada: Persona = { schema: "dramatis.persona/1", name: "Ada" };
  const said = (speaker: string, dropped: string[], droppedTurns: number): Message => ({
    session: "s",
    turn: 0,
    speaker,
    text: "Hi.",
    evidence: { blocks: [], statements: [], dropped, droppedTurns, attempt: 0 },
  });
  const messages = [
    said("Robin", ["summary"], 3),
    said("ada", ["statements.tea"], 0),
    said("Ada", ["statements.tea", "statements.dog"], 2),
    { session: "s", turn: 3, speaker: "Ada", text: "Hi." },
  ];
  assert.deepEqual(leftOutOf(ada, [{ session: "s", messages }]), {
    dropped: ["statements.tea", "statements.dog"],
    replies: 3,
    shortened: 1,
  });
});

test("an interview of a persona that the actor cannot hold says so, and so does its report", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-left-out-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const persona = join(folder, "ada.txt");
  writeFileSync(persona, Array.from({ length: 300 }, (_, i) => `I have been to city number ${i}.`).join("\n"));
  const notices: string[] = [];
  const { report } = await check({
    persona,
    measures: ["question-rate"],
    turns: 1,
    repeats: 1,
    env: {},
    runs: join(folder, "runs"),
    onNotice: (line) => void notices.push(line),
  });
  const said = notices.filter((line) => / statements were left out, /.test(line));
  assert.equal(said.length, 1, notices.join("\n"));
  const [, count] =
    /^\S+: (\d+) statements were left out, for the context is too small: s300, /.exec(said[0] ?? "") ?? [];
  const actor = report.results[0]?.witnesses.find(({ role }) => role === "actor");
  assert.match(actor?.card ?? "", new RegExp(` ${count} statements had no room in its prompt\\.`));
});
