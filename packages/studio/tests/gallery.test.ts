import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openStudio, SKIP, type Studio, seriousFaults, shoot } from "./studio.ts";

const SCRIPT = "<script>globalThis.ran = true</script><img src=x onerror='globalThis.ran = true'>";
const CARD = {
  spec: "chara_card_v2",
  spec_version: "2.0",
  data: {
    name: "Mallory <img src=x onerror='globalThis.ran = true'>",
    description: `${SCRIPT} A thief with a heart.`,
    personality: SCRIPT,
    scenario: SCRIPT,
    first_mes: SCRIPT,
    // Not the text that it should be: this has no place.
    mes_example: { odd: SCRIPT },
    creator_notes: SCRIPT,
    system_prompt: SCRIPT,
    post_history_instructions: SCRIPT,
    alternate_greetings: [SCRIPT],
    tags: [SCRIPT],
    creator: SCRIPT,
    character_version: SCRIPT,
    extensions: { odd: SCRIPT },
  },
};

describe("gallery and editor", { skip: SKIP }, () => {
  let studio: Studio;
  before(async () => {
    studio = await openStudio();
  });
  after(() => studio.close());

  test("a persona is found by its words and opened", async () => {
    const page = await studio.open("");
    await page.getByRole("heading", { name: "Ingrid" }).waitFor();
    await page.getByLabel("Search").fill("electrician");
    await page.getByText("1 of 3").waitFor();
    await shoot(page, "gallery");
    await page.getByRole("link", { name: "Dale", exact: true }).click();
    await page.getByRole("heading", { name: "Dale", level: 1 }).waitFor();
    assert.deepEqual(studio.errors(), []);
  });

  test("form and text are one: saved, told of a fault, and rolled back", async () => {
    const page = await studio.open("#/edit/Sam");
    const text = page.getByLabel("The persona as text");
    const first = await text.inputValue();
    await page.getByLabel("Summary").fill("A teacher who sails.");
    await page.getByText("unsaved changes").waitFor();
    assert.match(await text.inputValue(), /A teacher who sails\./);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Sam is saved").waitFor();
    assert.match(readFileSync(join(studio.folder, "sam.persona.yaml"), "utf8"), /A teacher who sails\./);

    await text.fill("schema: dramatis.persona/1\nname: Sam\nstatements: nonsense\n");
    await page.getByRole("button", { name: "Show line 3" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Save" }).isDisabled(), true);
    await shoot(page, "editor-fault");
    await page.getByRole("button", { name: "Discard changes" }).click();
    await page.getByText("A valid persona").waitFor();
    await page.getByText(/About \d+ tokens in \d+ block/).waitFor();
    await shoot(page, "editor");

    await page.getByRole("button", { name: "History" }).click();
    const drawer = page.getByRole("dialog", { name: "Versions of Sam" });
    await drawer.getByRole("button", { name: "Compare" }).click();
    await drawer.getByText(/A teacher who sails/).waitFor();
    await shoot(page, "history");
    await drawer.getByRole("button", { name: "Go back to it" }).click();
    await page.getByText(/^Sam is back at/).waitFor();
    assert.doesNotMatch(await text.inputValue(), /A teacher who sails\./);
    assert.equal((await text.inputValue()).trim(), first.trim());
    assert.deepEqual(studio.errors(), []);
  });

  test("of two writers the second is told, and sees what the first changed", async () => {
    const [one, other] = [await studio.open("#/edit/Dale"), await studio.open("#/edit/Dale")];
    await one.getByLabel("Summary").fill("Written by one.");
    await other.getByLabel("Summary").fill("Written by the other.");
    await one.getByRole("button", { name: "Save" }).click();
    await one.getByText("Dale is saved").waitFor();
    await other.getByRole("button", { name: "Save" }).click();
    const dialog = other.getByRole("dialog", { name: "Dale was changed by somebody else" });
    await dialog.getByText(/Written by one/).waitFor();
    assert.deepEqual(await seriousFaults(other), []);
    await shoot(other, "conflict");
    await dialog.getByRole("button", { name: "Save mine over theirs" }).click();
    await other.getByText("Dale is saved").waitFor();
    assert.match(readFileSync(join(studio.folder, "dale.persona.yaml"), "utf8"), /Written by the other/);
    assert.deepEqual(studio.errors(), []);
  });

  test("a card is dropped, its losses are told, and no script of its fields runs", async () => {
    const page = await studio.open("");
    await page.getByRole("heading", { name: "Ingrid" }).waitFor();
    await drop(page, { name: "mallory.json", text: JSON.stringify(CARD) });
    const dialog = page.getByRole("dialog", { name: "Import" });
    await dialog.getByText(/things? that ha(s|ve) no place/).waitFor();
    await shoot(page, "import");
    assert.deepEqual(await seriousFaults(page), []);
    await dialog.getByRole("button", { name: "Add to the shelf" }).click();
    await dialog.getByRole("link", { name: /^Open Mallory/ }).click();
    await page.getByRole("heading", { name: /Mallory/, level: 1 }).waitFor();
    await page.getByText(/About \d+ tokens/).waitFor();
    assert.equal(await page.evaluate(() => "ran" in globalThis), false);
    assert.deepEqual(studio.errors(), []);
  });

  test("a card whose name cannot stand in an address is given another", async () => {
    const page = await studio.open("");
    await page.getByRole("heading", { name: "Ingrid" }).waitFor();
    const card = { ...CARD, data: { ...CARD.data, name: "Vex / the Fox" } };
    await drop(page, { name: "vex.json", text: JSON.stringify(card) });
    const dialog = page.getByRole("dialog", { name: "Import" });
    const name = dialog.getByLabel("Name on the shelf");
    assert.equal(await name.inputValue(), "Vex / the Fox");
    const add = dialog.getByRole("button", { name: "Add to the shelf" });
    assert.equal(await add.isDisabled(), true);
    await dialog.getByText("Another name is needed").waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await shoot(page, "import-name");
    await name.fill("Vex the Fox");
    await add.click();
    await dialog.getByRole("link", { name: "Open Vex the Fox" }).click();
    await page.getByRole("heading", { name: "Vex the Fox", level: 1 }).waitFor();
    assert.match(readFileSync(join(studio.folder, "vex-the-fox.persona.yaml"), "utf8"), /^name: Vex the Fox$/m);
    // A name that is taken is said, and another can be given.
    await page.goto(studio.url);
    await page.getByRole("heading", { name: "Ingrid" }).waitFor();
    await drop(page, { name: "vex.json", text: JSON.stringify({ ...card, data: { ...card.data, name: "Sam" } }) });
    await add.click();
    await dialog
      .getByRole("alert")
      .getByText(/there is a persona "Sam" already/)
      .waitFor();
    await name.fill("Fox of the cards");
    await add.click();
    await dialog.getByRole("link", { name: "Open Fox of the cards" }).waitFor();
    assert.deepEqual(studio.errors(), []);
  });

  test("what is no card is said in one line", async () => {
    const page = await studio.open("");
    await page.getByRole("heading", { name: "Ingrid" }).waitFor();
    await drop(page, { name: "broken.json", text: "{not json" });
    await page.getByRole("dialog", { name: "Import" }).getByRole("alert").waitFor();
    assert.deepEqual(studio.errors(), []);
  });

  test("a new persona is written and deleted again", async () => {
    const page = await studio.open("#/new");
    await page.getByLabel("Name", { exact: true }).fill("Noor");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/#\/edit\/Noor/);
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete Noor" }).click();
    await page.getByText(/Noor is gone/).waitFor();
    await page
      .getByText(/personas/)
      .first()
      .waitFor();
    assert.equal(existsSync(join(studio.folder, "noor.persona.yaml")), false);
    assert.deepEqual(studio.errors(), []);
  });
});

/** Drops a file on the page, as a reader would from a folder. */
async function drop(page: Page, { name, text }: { name: string; text: string }): Promise<void> {
  const files = await page.evaluateHandle(
    (file) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([file.text], file.name, { type: "application/json" }));
      return dropped;
    },
    { name, text },
  );
  const place = page.locator("section.gallery");
  await place.dispatchEvent("dragover", { dataTransfer: files });
  await place.dispatchEvent("drop", { dataTransfer: files });
}
