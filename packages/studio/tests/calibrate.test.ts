import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openStudio, SKIP, type Studio, seriousFaults, shoot } from "./studio.ts";

const CASES = Array.from({ length: 10 }, (_, i) => ({
  id: `case-${i}`,
  known: { persona: ["I have two cats."], context: [`user: question ${i}`] },
  tested: { reply: `<img src=x onerror="globalThis.ran = true"> reply ${i}` },
}));

describe("calibrate", { skip: SKIP }, () => {
  let studio: Studio;
  before(async () => {
    studio = await openStudio();
  });
  after(() => studio.close());

  test("ten cases by keys alone, blind, with undo; agreement is live once a second rater has begun", async () => {
    const { id } = await studio.api<{ id: string }>("api/calibrations", {
      ...{ title: "Ten replies", policy: "Is it true to the persona?", cases: CASES },
    });
    const page = await studio.open(`#/calibrate/${id}`);
    await page.getByLabel("Your name").fill("kim!");
    await page.getByText("Letters, digits, dots and dashes only.").waitFor();
    await page.getByLabel("Your name").fill("kim");
    await page.keyboard.press("Enter");
    await page.getByText("0 of 10 labelled").waitFor();
    assert.doesNotMatch(await page.locator(".case").innerText(), /label|score|judge|verdict|system/i);

    const labelled: string[] = [];
    for (let i = 1; i <= 10; i++) {
      labelled.push(await page.locator(".tested").innerText());
      await page.keyboard.press(String(1 + (i % 5)));
      await page.getByText(`${i} of 10 labelled`).waitFor();
    }
    assert.equal(new Set(labelled).size, 10);
    await page.getByText("All 10 are labelled").waitFor();
    await page.keyboard.press("u");
    await page.getByText("9 of 10 labelled").waitFor();
    assert.equal(await page.locator(".tested").innerText(), labelled[9]);
    await page.keyboard.press("1");
    await page.getByText("All 10 are labelled").waitFor();

    await page.getByRole("button", { name: "Somebody else" }).click();
    await page.getByLabel("Your name").fill("lee");
    await page.keyboard.press("Enter");
    for (let i = 1; i <= 10; i++) {
      await page.getByText(`${i - 1} of 10 labelled`).waitFor();
      const text = await page.locator(".tested").innerText();
      // What kim gave: the nth case got 1 + n mod 5, and the last a 1 after the undo, which is the same.
      const at = labelled.indexOf(text) + 1;
      await page.keyboard.press(String(1 + (at % 5)));
      if (i === 3) await shoot(page, "labelling");
    }
    await page.getByText("All 10 are labelled").waitFor();
    await page.getByText("1, 95 % interval 1 to 1, 10 cases").first().waitFor();
    await shoot(page, "labelled");
    assert.deepEqual(await seriousFaults(page), []);
    assert.equal(await page.evaluate(() => "ran" in globalThis), false);
    assert.deepEqual(studio.errors(), []);
  });

  test("cases are drawn from a check that is done", async () => {
    const page = await studio.open("#/calibrate");
    await page.getByText("No check is done yet").waitFor();
    const transcript = ["Hello there.", "I work on a farm.", "I like my truck."].flatMap((text, i) => [
      { session: "s", speaker: "user", text: `question ${i}` },
      { session: "s", speaker: "Dale", text },
    ]);
    const asked = { persona: "Dale", measures: ["repetition"], transcript };
    const run = await studio.api<{ id: string }>("api/runs", { command: "check", arguments: asked });
    await (await fetch(`${studio.url}api/runs/${run.id}/events`)).text();
    await page.reload();
    await page.getByLabel("Name", { exact: true }).fill("Dale's replies");
    await page.getByRole("button", { name: "Draw the cases" }).click();
    await page.getByLabel("Your name").fill("kim");
    await page.keyboard.press("Enter");
    await page.getByText("0 of 3 labelled").waitFor();
    await page.getByRole("button", { name: /^4/ }).click();
    await page.getByText("1 of 3 labelled").waitFor();
    assert.deepEqual(studio.errors(), []);
  });

  test("a label that is not kept is said, and the case stays", async () => {
    const { id } = await studio.api<{ id: string }>("api/calibrations", {
      ...{ title: "Two replies", policy: "", cases: CASES.slice(0, 2) },
    });
    const page = await studio.open(`#/calibrate/${id}`);
    await page.getByLabel("Your name").fill("kim");
    await page.keyboard.press("Enter");
    const text = await page.locator(".tested").innerText();
    await page.route("**/labels*", (route) => route.abort());
    await page.keyboard.press("3");
    await page.getByText("Not kept:").waitFor();
    assert.equal(await page.locator(".tested").innerText(), text);
    await page.getByText("0 of 2 labelled").waitFor();
    assert.deepEqual(studio.errors(), []);
  });
});
