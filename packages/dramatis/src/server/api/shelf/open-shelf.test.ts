import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError } from "../../../core/index.ts";
import { HttpFault } from "../../http-fault.ts";
import type { PersonaShelf, PersonaVersion } from "../persona-shelf.ts";
import { ADA } from "../testing-house.ts";
import { openShelf } from "./open-shelf.ts";

interface Shelf {
  shelf: PersonaShelf;
  folder: string;
}

async function shelfWith(t: TestContext, files: Record<string, string> = { "ada.persona.yaml": ADA }): Promise<Shelf> {
  const folder = mkdtempSync(join(tmpdir(), "shelf-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  let ticks = 0;
  return { folder, shelf: await openShelf(folder, { now: () => new Date(Date.UTC(2030, 0, 1) + 1000 * ticks++) }) };
}

const status =
  (wanted: number, more: object = {}) =>
  (error: unknown): boolean =>
    error instanceof HttpFault &&
    error.status === wanted &&
    Object.entries(more).every(([k, v]) => error.more[k] === v);

test("lists, reads and tells how often something was said", async (t) => {
  const { shelf } = await shelfWith(t);
  const [ada, ...others] = await shelf.list();
  assert.equal(others.length, 0);
  assert.deepEqual([ada?.name, ada?.summary, ada?.statements], ["Ada", "A night nurse from Porto.", 2]);
  const read = await shelf.get(" aDA ");
  assert.equal(read.text, ADA);
  assert.equal(read.version, ada?.version);
});

test("a save keeps the text as it is, and both versions", async (t) => {
  const { shelf, folder } = await shelfWith(t);
  const before = await shelf.get("Ada");
  const text = ADA.replace("every Sunday", "every Monday");
  const saved = await shelf.save(text, { name: "Ada", expected: before.version });
  assert.equal(readFileSync(join(folder, "ada.persona.yaml"), "utf8"), text);
  assert.notEqual(saved.version, before.version);
  const versions = await shelf.versions("Ada");
  assert.deepEqual(
    versions.map(({ version, changes, isCurrent }) => [version, changes, isCurrent]),
    [
      [saved.version, 1, true],
      [before.version, null, false],
    ],
  );
  assert.equal((await shelf.get("Ada", before.version)).text, ADA);
  assert.equal((await shelf.get("Ada", before.version.slice(0, 8))).text, ADA);
  await assert.rejects(shelf.get("Ada", before.version.slice(0, 7)), status(404));
});

test("of two writers the second is told, with the version that is there", async (t) => {
  const { shelf } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  const writes = ["Monday", "Tuesday"].map((day) =>
    shelf.save(ADA.replace("Sunday", day), { name: "Ada", expected: version }),
  );
  const [first, second] = await Promise.allSettled(writes);
  assert.equal(first?.status, "fulfilled");
  const current = (await shelf.get("Ada")).version;
  assert.ok(second?.status === "rejected" && status(412, { current })(second.reason));
  assert.match((await shelf.get("Ada")).text, /Monday/);
});

test("an edit by hand is seen at once, is a version, and stops who wrote over the one before", async (t) => {
  const { shelf, folder } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  writeFileSync(join(folder, "ada.persona.yaml"), ADA.replace("Porto", "Braga"));
  await assert.rejects(shelf.save(ADA, { name: "Ada", expected: version }), status(412));
  assert.equal((await shelf.get("Ada")).persona.summary, "A night nurse from Braga.");
  assert.equal((await shelf.versions("Ada")).length, 2);
});

test("nothing is written for who only looks", async (t) => {
  const { shelf, folder } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  const [only] = await shelf.versions("Ada");
  assert.deepEqual([only?.version, only?.changes, only?.isCurrent], [version, null, true]);
  assert.equal((await shelf.get("Ada", version)).text, ADA);
  assert.deepEqual(readdirSync(folder), ["ada.persona.yaml"]);
});

test("what was edited while no server ran is the newest version", async (t) => {
  const { shelf, folder } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  const second = await shelf.save(ADA.replace("Sunday", "Monday"), { name: "Ada", expected: version });
  writeFileSync(join(folder, "ada.persona.yaml"), ADA.replace("hike every Sunday", "swim"));
  const later = await openShelf(folder);
  const third = await later.get("Ada");
  const known = (versions: PersonaVersion[]): unknown[] => versions.map((one) => [one.version, one.changes]);
  const all = [
    [third.version, 1],
    [second.version, 1],
    [version, null],
  ];
  assert.deepEqual(known(await later.versions("Ada")), all);
  const back = await later.rollback("Ada", { to: version, expected: third.version });
  assert.deepEqual(known(await later.versions("Ada")), [[back.version, 1], ...all]);
});

test("rollback is a new newest version with the old text", async (t) => {
  const { shelf } = await shelfWith(t);
  const first = await shelf.get("Ada");
  const second = await shelf.save(ADA.replace("Sunday", "day"), { name: "Ada", expected: first.version });
  const back = await shelf.rollback("Ada", { to: first.version, expected: second.version });
  assert.deepEqual([back.version, back.text], [first.version, ADA]);
  const versions = await shelf.versions("Ada");
  assert.deepEqual(
    versions.map(({ version }) => version),
    [first.version, second.version, first.version],
  );
  assert.deepEqual(
    versions.map(({ isCurrent }) => isCurrent),
    [true, false, false],
  );
  await assert.rejects(shelf.rollback("Ada", { to: "0123456789abcdef", expected: back.version }), status(404));
});

test("a comment makes no version, and is kept", async (t) => {
  const { shelf } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  await shelf.save(`${ADA}# and this\n`, { name: "Ada", expected: version });
  assert.equal((await shelf.versions("Ada")).length, 1);
  assert.match((await shelf.get("Ada")).text, /# and this/);
});

test("removed is gone from the list, and its versions stay", async (t) => {
  const { shelf, folder } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  await assert.rejects(shelf.remove("Ada", "0123456789abcdef"), status(412, { current: version }));
  await shelf.remove("Ada", version);
  assert.deepEqual(await shelf.list(), []);
  await assert.rejects(shelf.get("Ada"), status(404));
  assert.deepEqual(
    readdirSync(join(folder, ".versions", "ada"))
      .sort()
      .at(-1),
    "log.jsonl",
  );
  await shelf.save(ADA, { name: "Ada", expected: null });
  assert.equal((await shelf.versions("Ada")).at(-1)?.version, version);
});

test("no name leads out of the folder", async (t) => {
  const { shelf, folder } = await shelfWith(t, {});
  for (const name of ["...", "~", "CON", "💥", "名前", "%2e%2e%2f", "x".repeat(200)]) {
    const saved = await shelf.save(ADA.replace("name: Ada", `name: ${JSON.stringify(name)}`), { name, expected: null });
    assert.ok(saved.path.startsWith(folder) && !saved.path.slice(folder.length + 1).includes("/"), saved.path);
    assert.equal((await shelf.get(name)).persona.name, name);
  }
  assert.equal((await shelf.list()).length, 7);
  for (const bad of [
    '"../../etc/passwd"',
    '".."',
    '" . "',
    '"a/b"',
    '"a\\\\b"',
    '"a\\nb"',
    '"\\0sessions"',
    `"${"x".repeat(201)}"`,
  ]) {
    const text = ADA.replace("name: Ada", `name: ${bad}`);
    await assert.rejects(shelf.save(text, { name: "x", expected: null }), InputError);
  }
});

test("a new persona does not take the place of another", async (t) => {
  const { shelf } = await shelfWith(t);
  await assert.rejects(shelf.save(ADA.replace("Ada", "ADA"), { name: "ADA", expected: null }), status(409));
  const eve = await shelf.save(ADA.replace("Ada", "Eve"), { name: "Eve", expected: null });
  await assert.rejects(shelf.save(ADA, { name: "Eve", expected: eve.version }), status(409));
  const renamed = await shelf.save(ADA.replace("Ada", "Eva"), { name: "Eve", expected: eve.version });
  assert.equal(renamed.path, eve.path);
  assert.equal((await shelf.versions("Eva")).length, 2);
});

test("what is no persona is refused in one line; the file stays as it was", async (t) => {
  const { shelf, folder } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  for (const text of ["", "name: [", "schema: dramatis.persona/1", `${ADA}# \ud800`, "x".repeat(4 * 2 ** 20 + 1)]) {
    await assert.rejects(shelf.save(text, { name: "Ada", expected: version }), InputError);
  }
  assert.equal(readFileSync(join(folder, "ada.persona.yaml"), "utf8"), ADA);
});

test("a file that somebody is typing in is told of, and the others are served", async (t) => {
  const { shelf, folder } = await shelfWith(t, {
    "ada.persona.yaml": ADA,
    "eve.persona.yaml": ADA.replace("Ada", "Eve"),
  });
  await shelf.list();
  writeFileSync(join(folder, "ada.persona.yaml"), "name: [");
  assert.deepEqual(
    (await shelf.list()).map(({ name }) => name),
    ["Eve"],
  );
  assert.match(String(await shelf.faults()), /^ada\.persona\.yaml:\d/);
  await assert.rejects(shelf.get("Ada"), status(409));
  await assert.rejects(shelf.save(ADA, { name: "Ada", expected: null }), status(409));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  assert.equal((await shelf.get("Ada")).text, ADA);
});

test("an unknown name is told the nearest ones", async (t) => {
  const { shelf } = await shelfWith(t);
  await assert.rejects(shelf.get("Adda"), /did you mean Ada\?/);
});

test("a JSON file stays one, whatever is saved", async (t) => {
  const json = JSON.stringify({ schema: "dramatis.persona/1", name: "Jo" });
  const { shelf, folder } = await shelfWith(t, { "jo.persona.json": json });
  const { version } = await shelf.get("Jo");
  await shelf.save("schema: dramatis.persona/1\nname: Jo\nsummary: New.\n", { name: "Jo", expected: version });
  assert.equal(JSON.parse(readFileSync(join(folder, "jo.persona.json"), "utf8")).summary, "New.");
});

test("a line of the log that was cut short is passed over, and the next one is whole", async (t) => {
  const { shelf, folder } = await shelfWith(t);
  const { version } = await shelf.get("Ada");
  const second = await shelf.save(ADA.replace("Sunday", "Monday"), { name: "Ada", expected: version });
  appendFileSync(join(folder, ".versions", "ada", "log.jsonl"), '{"version":"12');
  await shelf.save(ADA.replace("Sunday", "day"), { name: "Ada", expected: second.version });
  assert.equal((await shelf.versions("Ada")).length, 3);
});

test("a folder that is not there is said at once; other files and folders in it are passed over", async (t) => {
  await assert.rejects(openShelf("/nowhere/at/all"), InputError);
  const { shelf, folder } = await shelfWith(t, { "README.md": "x", "notes.txt": "I am.", ".x.persona.yaml": ADA });
  mkdirSync(join(folder, "folder.persona.yaml"));
  assert.deepEqual(await shelf.list(), []);
});
