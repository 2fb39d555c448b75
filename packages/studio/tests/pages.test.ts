import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { conversation, openStudio, overflowOf, SKIP, type Studio, seriousFaults, shoot, type Theme } from "./studio.ts";

const WIDTHS = [360, 768, 1280, 2560];
const FIRST_LOAD_KB = 250;

describe("every page", { skip: SKIP }, () => {
  let studio: Studio;
  let pages: Record<string, string>;
  before(async () => {
    studio = await openStudio();
    pages = await placesOf(studio);
  });
  after(() => studio.close());

  for (const theme of ["light", "dark"] as const) {
    test(`axe finds nothing serious on any page: ${theme}`, async () => {
      const faults: string[] = [];
      for (const [name, hash] of Object.entries(pages)) {
        const page = await opened(studio, { name, hash, theme });
        faults.push(...(await seriousFaults(page)).map((fault) => `${name}: ${fault}`));
        await shoot(page, `${name}-${theme}`);
        await page.context().close();
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(studio.errors(), []);
    });
  }

  test("no page is wider than its window, from 360 to 2,560 pixels", async () => {
    const faults: string[] = [];
    for (const [name, hash] of Object.entries(pages)) {
      const page = await opened(studio, { name, hash });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const wider = await overflowOf(page);
        if (wider > 0) faults.push(`${name}: ${wider} pixels too wide at ${width}`);
        await shoot(page, `${name}-${width}`);
      }
      await page.context().close();
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(studio.errors(), []);
  });

  test("the theme that was chosen is kept", async () => {
    const page = await studio.open("#/checks", { theme: "light" });
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByRole("button", { name: "Use the dark theme" }).click();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.reload();
    await page.getByRole("button", { name: "Use the light theme" }).waitFor();
    assert.equal(await ground(), dark);
  });

  test("the keyboard reaches everything that can be used, and what has the focus is seen", async () => {
    for (const name of ["gallery", "checks", "run", "population", "label"]) {
      const page = await opened(studio, { name, hash: pages[name] ?? "" });
      const missed = await unreachable(page);
      assert.deepEqual(missed, [], name);
      await page.context().close();
    }
  });

  test(`the first load is under ${FIRST_LOAD_KB} kB, without the charts`, async () => {
    const page = await studio.open("");
    await page.getByRole("heading", { name: "Ingrid" }).waitFor();
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => name.includes("/assets/"))
        .map(({ name, encodedBodySize }) => ({ name: name.replace(/^.*\//, ""), bytes: encodedBodySize })),
    );
    const kilobytes = loaded.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    assert.ok(kilobytes > 20 && kilobytes < FIRST_LOAD_KB, `${kilobytes} kB: ${JSON.stringify(loaded)}`);
    assert.deepEqual(
      loaded.filter(({ name }) => name.startsWith("charts")),
      [],
    );
  });
});

/** Every page with something on it, and those with nothing. */
async function placesOf(studio: Studio): Promise<Record<string, string>> {
  const talk = (last: string): object[] =>
    ["a", "b"].flatMap((session) =>
      conversation("Ingrid", [
        ["Hello, who are you?", "I am a construction worker."],
        ["Do you like animals?", `I hate cats. ${last}`],
      ]).map((line) => ({ ...line, session })),
    );
  const check = async (last: string): Promise<string> => {
    const asked = { persona: "Ingrid", measures: ["contradiction-rate", "repetition"], transcript: talk(last) };
    return ran(studio, { command: "check", arguments: asked });
  };
  const [first, second] = [await check("I never had one."), await check("I hate cats.")];
  const questioned = await ran(studio, {
    command: "survey",
    arguments: { personas: ["Dale"], instrument: "ipip-50", orders: 1 },
  });
  const people = await studio.api<{ id: string }>("api/populations/sample", {
    ...{ population: "us-adults", size: 50, seed: 1 },
  });
  const set = await studio.api<{ id: string }>("api/calibrations", { title: "Replies", policy: "True?", run: first });
  return {
    gallery: "",
    new: "#/new",
    editor: "#/edit/Ingrid",
    "chat-whom": "#/chat",
    chat: "#/chat/Ingrid",
    sides: "#/chat/Ingrid?view=sides",
    checks: "#/checks",
    run: `#/checks/${first}`,
    questionnaire: `#/checks/${questioned}`,
    compare: `#/checks/compare?a=${first}&b=${second}`,
    "no-run": "#/checks/nobody",
    population: "#/population",
    people: `#/population/${people.id}`,
    calibrate: "#/calibrate",
    rater: `#/calibrate/${set.id}`,
    label: `#/calibrate/${set.id}`,
    nowhere: "#/nowhere",
  };
}

async function ran(studio: Studio, asked: object): Promise<string> {
  const { id } = await studio.api<{ id: string }>("api/runs", asked);
  await (await fetch(`${studio.url}api/runs/${id}/events`)).text();
  return id;
}

/** A page on which nothing is on its way any more. */
async function opened(studio: Studio, { name, hash, theme = "light" }: Place): Promise<Page> {
  const page = await studio.open(hash, { theme });
  await page.getByRole("heading").first().waitFor();
  if (name === "label") {
    await page.getByLabel("Your name").fill("kim");
    await page.keyboard.press("Enter");
    await page.locator(".case").waitFor();
  }
  await page.waitForFunction(() => document.querySelector(".spinner") === null);
  return page;
}

interface Place {
  name: string;
  hash: string;
  theme?: Theme;
}

/** What can be seen and used but not be come to with Tab, and what shows no focus. */
async function unreachable(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const usable = "a[href], button:not(:disabled), input:not([hidden]), select, textarea, summary";
    const all = [...document.querySelectorAll<HTMLElement>(usable)].filter((one) => one.checkVisibility());
    for (const one of all) one.dataset.usable = "";
    return all.length;
  });
  await page.evaluate(() => document.body.focus());
  for (let i = 0; i < count + 20; i++) {
    await page.keyboard.press("Tab");
    await page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement)) return;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== "none" && outlineWidth !== "0px") delete at.dataset.usable;
    });
  }
  return page.evaluate(() => [...document.querySelectorAll("[data-usable]")].map((one) => one.outerHTML.slice(0, 120)));
}
