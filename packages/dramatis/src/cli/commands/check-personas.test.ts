import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ADA, dramatis, folderOf, TALK } from "../testing-cli.ts";

// A persona's own settings, in the configuration's `personas`.

function folderWithTwo(t: Parameters<typeof folderOf>[0]): string {
  return folderOf(t, {
    "ada.persona.yaml": ADA,
    "bo.persona.yaml": ADA.replace("Ada", "Bo"),
    "all.json": '{"default":"I am played as all are."}',
    "bos.json": '{"default":"I am played as Bo is."}',
    "talk.jsonl": TALK,
  });
}

function config(folder: string): string {
  return JSON.stringify({
    model: `mock:${join(folder, "all.json")}`,
    user: `mock:${join(folder, "all.json")}`,
    personas: { bo: { model: `mock:${join(folder, "bos.json")}`, act: { components: ["affect"] } } },
  });
}

async function checked(
  t: Parameters<typeof folderOf>[0],
  folder: string,
  [what = "", ...flags]: string[],
): ReturnType<typeof dramatis> {
  writeFileSync(join(folder, "c.json"), config(folder));
  const held = flags.includes("-t") ? [] : ["--turns", "1", "--repeats", "1"];
  const shared = [
    "-m",
    "distinct-n",
    "--runs",
    join(folder, "runs"),
    "--config",
    join(folder, "c.json"),
    "--json",
    "-",
  ];
  return dramatis(t, ["check", join(folder, what), ...flags, ...held, ...shared]);
}

test("check plays a persona with its own model and parts, and another as all are", async (t) => {
  const folder = folderWithTwo(t);
  const said = async (file: string): Promise<[string, string]> => {
    const { code, out, err } = await checked(t, folder, [file]);
    assert.equal(code, 0, err);
    const { witnesses } = JSON.parse(out) as { witnesses: { role: string; id: string; card: string }[] };
    const actor = witnesses.find(({ role }) => role === "actor");
    return [actor?.id ?? "", actor?.card ?? ""];
  };
  const [ada, adas] = await said("ada.persona.yaml");
  const [bo, bos] = await said("bo.persona.yaml");
  assert.notEqual(ada, bo);
  assert.match(bos, /Played with affect\./);
  assert.doesNotMatch(adas, /Played with/);
});

test("a folder whose personas are played differently is one line and exit 2; a flag for all makes it one run", async (t) => {
  const folder = folderWithTwo(t);
  const refused = await checked(t, folder, ["."]);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /personas: Ada and Bo, which are played differently; .*check them one by one/);
  const model = ["--model", `mock:${join(folder, "all.json")}`, "--with", "affect"];
  const { code, err } = await checked(t, folder, [".", ...model]);
  assert.equal(code, 0, err);
});

test("a conversation that is there is judged, whoever would play the persona", async (t) => {
  const folder = folderWithTwo(t);
  const { code, err } = await checked(t, folder, ["ada.persona.yaml", "-t", join(folder, "talk.jsonl")]);
  assert.equal(code, 0, err);
});
