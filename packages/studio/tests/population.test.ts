import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { openStudio, SKIP, type Studio, seriousFaults, shoot } from "./studio.ts";

describe("population", { skip: SKIP }, () => {
  let studio: Studio;
  before(async () => {
    studio = await openStudio();
  });
  after(() => studio.close());

  test("drawn, held against its margins, browsed, one opened and kept, all exported", async () => {
    const page = await studio.open("#/population");
    await page.getByText("Nobody was drawn yet").waitFor();
    await page.getByLabel("People", { exact: true }).fill("5001");
    await page.getByText("A whole number from 1 to 5,000.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Draw them" }).isDisabled(), true);
    await page.getByLabel("People", { exact: true }).fill("230");
    await page.getByLabel("Seed").fill("7");
    await page.getByRole("button", { name: "Draw them" }).click();

    await page.getByText(/The farthest margin is .* of 230 would have to change/).waitFor();
    await page
      .getByRole("img", { name: /^sex: 2 values, / })
      .locator("svg")
      .waitFor();
    await page
      .getByRole("img", { name: /^openness: mean 0\.\d+, standard deviation/ })
      .locator("svg")
      .waitFor();
    await page.getByText("Numbers of sex").click();
    const sex = page.getByRole("table", { name: "sex: shares of people" });
    const cells = await sex
      .getByRole("row", { name: /^female/ })
      .getByRole("cell")
      .allInnerTexts();
    // Women among the adults of the United States, 2018: 51.3 %; 118 of 230 people are 51.3 %.
    assert.deepEqual(cells, ["51.3 %", "51.3 %", "0.0"]);
    await shoot(page, "population");

    await page.getByText("1 to 25 of 230").waitFor();
    await page.getByRole("button", { name: "After" }).click();
    await page.getByText("26 to 50 of 230").waitFor();
    await page.getByRole("link", { name: "Person 0000030" }).click();
    const person = page.getByRole("dialog", { name: "Person 0000030" });
    await person.getByText("openness").waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await shoot(page, "person");
    await page.keyboard.press("Escape");
    await person.waitFor({ state: "detached" });

    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export as JSONL" }).click(),
    ]);
    assert.equal(saved.suggestedFilename(), "us-adults-230-7.jsonl");
    const people = readFileSync(await saved.path(), "utf8")
      .trim()
      .split("\n");
    assert.equal(people.length, 230);
    assert.equal(JSON.parse(people[229] ?? "").name, "Person 0000230");

    await page.getByRole("link", { name: "Person 0000030" }).click();
    await person.getByRole("button", { name: "Keep as a persona" }).click();
    await page.waitForURL(/#\/edit\/Person/);
    assert.deepEqual(studio.errors(), []);
  });

  test("what was drawn before is listed, and the same seed is the same people", async () => {
    const [first, second] = [await draw(studio), await draw(studio)];
    assert.deepEqual(first, second);
    const page = await studio.open("#/population");
    await page.getByRole("link", { name: "us-adults" }).first().click();
    await page.getByRole("heading", { name: "Margins against targets" }).waitFor();
    assert.deepEqual(studio.errors(), []);
  });

  test("drawing can be cancelled", async () => {
    const page = await studio.open("#/population");
    await page.route("**/api/populations/sample", () => undefined);
    await page.getByRole("button", { name: "Draw them" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Draw them" }).waitFor();
    assert.deepEqual(studio.errors(), []);
  });
});

function draw(studio: Studio): Promise<{ people: unknown[] }> {
  return studio.api("api/populations/sample", { population: "us-adults", size: 20, seed: 3 });
}
