import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { NO_SERVER, testDatabaseUrl } from "../../run/shared/testing-database.ts";
import { openHouse } from "./open-house.ts";

test("with a database two servers share what is said and remembered, and keep no file of it", {
  skip: NO_SERVER,
}, async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl("open house") };
  const [first, second] = [folderOf(t), folderOf(t)];
  const houses = [await openHouse({ folder: first, env }), await openHouse({ folder: second, env })] as const;
  try {
    await houses[0].store.memories.put("Ada", "m1", { text: "Ben likes tea." });
    const found = [];
    for await (const one of houses[1].store.memories.list("Ada")) found.push(one);
    assert.deepEqual(found, [{ id: "m1", memory: { text: "Ben likes tea." } }]);
  } finally {
    for (const house of houses) await house.close();
  }
  assert.equal(existsSync(join(first, ".dramatis", "store.sqlite")), false);
});

test("a database that is not there is said when the server starts", async (t) => {
  const folder = folderOf(t);
  const opening = openHouse({ folder, env: { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" } });
  await assert.rejects(opening, { code: "store", message: /not to be reached/ });
});

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-house-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const ada = "schema: dramatis.persona/1\nname: Ada\nstatements:\n  - { id: dog, text: I have a dog. }\n";
  writeFileSync(join(folder, "ada.persona.yaml"), ada);
  return folder;
}
