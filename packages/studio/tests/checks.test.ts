import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { conversation, openStudio, SKIP, type Studio, seriousFaults, shoot } from "./studio.ts";

describe("checks", { skip: SKIP }, () => {
  let studio: Studio;
  before(async () => {
    studio = await openStudio();
  });
  after(() => studio.close());

  test("started, watched and read: the table keeps interval, n, missing and coverage, and a flag its claim", async () => {
    const page = await studio.open("#/checks");
    await page.getByText("Nothing was run yet").waitFor();
    await page.getByLabel("Persona", { exact: true }).selectOption("Ingrid");
    await page.getByLabel("Repeats").fill("0");
    assert.equal(await page.getByRole("button", { name: "Start the check" }).isDisabled(), true);
    await page.getByText("From 1 to 50.").waitFor();
    await page.getByLabel("Repeats").fill("1");
    await page.getByLabel("Turns each").fill("3");
    await page.getByRole("button", { name: "Start the check" }).click();
    await page.getByRole("progressbar").waitFor();
    await shoot(page, "check-watched");

    const table = page.getByRole("table", { name: "Measures with their 95 % intervals" });
    await table.waitFor();
    const heads = await table.getByRole("columnheader").allTextContents();
    for (const head of ["Value", "95 % interval", "n", "Missing", "Coverage"]) assert.ok(heads.includes(head), head);
    await page.getByRole("button", { name: /Show all \d+ measures/ }).click();
    await table
      .getByText(/needs|nothing to score|too few/)
      .first()
      .waitFor();
    await page.getByRole("heading", { name: /Flagged lines/ }).waitFor();
    await page.locator(".drawing svg").first().waitFor();
    await shoot(page, "check-read");
    assert.deepEqual(await seriousFaults(page), []);

    const [report] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Report as a page" }).click(),
    ]);
    await report.getByRole("heading", { name: "Ingrid" }).first().waitFor();
    assert.deepEqual(studio.errors(), []);
  });

  test("a flagged line stands in its conversation, beside the claim that it contradicts", async () => {
    const { id } = await studio.api<{ id: string }>("api/runs", {
      command: "check",
      arguments: {
        persona: "Ingrid",
        measures: ["contradiction-rate", "repetition"],
        transcript: conversation("Ingrid", [
          ["Hello, who are you?", "I am a construction worker."],
          ["Do you like animals?", "I hate cats and I have never had a cat."],
          ["What else?", "I hate cats and I have never had a cat."],
        ]),
      },
    });
    const page = await studio.open(`#/checks/${id}`);
    const flag = page.locator(".flagged-lines > li", { hasText: "contradicts" }).first();
    await flag.waitFor();
    assert.match(await flag.locator("mark").innerText(), /hate cats/);
    assert.match(await flag.locator("blockquote").innerText(), /love cats/);
    assert.match(await flag.innerText(), /Do you like animals\?/);
    await shoot(page, "check-flagged");
    assert.deepEqual(studio.errors(), []);
  });

  test("cancelled it keeps what it has, and goes on when told to", async () => {
    const page = await studio.open("#/checks");
    await page.getByLabel("Persona", { exact: true }).selectOption("Dale");
    await page.getByLabel("Suite").selectOption({ label: "Drift" });
    await page.getByLabel("Repeats").fill("20");
    await page.getByRole("button", { name: "Start the check" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("This run was cancelled").waitFor();
    await shoot(page, "check-cancelled");
    await page.getByRole("button", { name: "Go on with it" }).click();
    await page.getByRole("progressbar").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("This run was cancelled").waitFor();
    await page.getByRole("link", { name: "All runs" }).click();
    await page.getByRole("row", { name: /Dale · drift cancelled/ }).waitFor();
    assert.deepEqual(studio.errors(), []);
  });

  test("two checks are compared pair by pair, by keyboard alone", async () => {
    const said = (last: string): object[] =>
      ["a", "b", "c"].flatMap((session) =>
        conversation("Sam", [
          ["Hello", "Hello, nice to meet you."],
          ["And you?", `${last} ${session}`],
        ]).map((line) => ({ ...line, session })),
      );
    for (const last of ["I like it here", "I like it here, I like it here, I like it here"]) {
      const asked = { persona: "Sam", measures: ["repetition", "question-rate"], transcript: said(last) };
      const { id } = await studio.api<{ id: string }>("api/runs", { command: "check", arguments: asked });
      await done(studio, id);
    }
    const page = await studio.open("#/checks");
    const boxes = page.getByRole("checkbox", { name: /Compare Sam/ });
    await boxes.first().waitFor();
    for (const at of [1, 0]) {
      await boxes.nth(at).focus();
      await page.keyboard.press("Space");
    }
    await page.getByRole("button", { name: "Compare two checks" }).focus();
    await page.keyboard.press("Enter");
    const differences = page.getByRole("table", { name: "Paired differences with their 95 % intervals" });
    await differences.waitFor();
    const row = differences.getByRole("row", { name: /^repetition / });
    assert.match(await row.innerText(), /\s3\s/);
    await page.getByRole("table", { name: /every pair/ }).waitFor();
    await page.locator(".drawing svg").waitFor();
    await shoot(page, "compare");
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(studio.errors(), []);
  });

  test("a questionnaire is read as a radar and a table of its scales", async () => {
    const page = await studio.open("#/checks?persona=Sam");
    await page.getByLabel("Suite").selectOption({ label: "Questionnaire" });
    await page.getByRole("option", { name: /^Machine Personality/ }).waitFor({ state: "attached" });
    await page.getByLabel("Questionnaire", { exact: true }).selectOption("ipip-50");
    await page.getByLabel("Repeats").fill("1");
    await page.getByRole("button", { name: "Start the questionnaire" }).click();
    const scales = page.getByRole("table", { name: "Scales with their 95 % intervals" });
    await scales.waitFor();
    await scales.getByRole("row", { name: /extraversion/ }).waitFor();
    const radar = page.getByRole("img", { name: /^Traits: .*extraversion \d+ % of its range/ });
    await radar.locator("svg").waitFor();
    await shoot(page, "questionnaire");
    assert.deepEqual(studio.errors(), []);
  });

  test("what cannot be run is said in one line, with what was expected", async () => {
    const page = await studio.open("#/checks");
    await page.getByLabel("Model that plays it").fill("nonsense:model");
    await page.getByRole("button", { name: "Start the check" }).click();
    const fault = page.getByRole("alert");
    await fault.waitFor();
    assert.match(await fault.innerText(), /nonsense:model.*expected openai:MODEL/);
    await shoot(page, "check-failed");
    assert.deepEqual(studio.errors(), []);
  });

  test("a run that is not there, and a server that is gone, are said and can be tried again", async () => {
    const page = await studio.open("#/checks/no-such-run");
    await page
      .getByRole("alert")
      .getByText(/no-such-run/)
      .waitFor();
    await page.route("**/api/runs", (route) => route.abort());
    await page.goto(`${studio.url}#/checks`);
    await page.getByText("The server cannot be reached").waitFor();
    await shoot(page, "unreachable");
    await page.unroute("**/api/runs");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Runs" }).waitFor();
    await page.getByRole("table").first().waitFor();
    assert.deepEqual(studio.errors(), []);
  });
});

/** Waits until a run is done, by asking as the page does. */
async function done(studio: Studio, id: string): Promise<void> {
  const response = await fetch(`${studio.url}api/runs/${id}/events`);
  const text = await response.text();
  assert.match(text, /"status":"done"/, text.slice(-400));
}
