import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { MockImageModelV4 } from "ai/test";
import type { Page } from "playwright-core";
import { PIXEL } from "../../dramatis/src/model/testing-media.ts";
import { openStudio, overflowOf, SKIP, type Studio, seriousFaults, shoot } from "./studio.ts";

describe("portrait", { skip: SKIP }, () => {
  let studio: Studio;
  let paintings = 0;
  let fault: Error | undefined;
  before(async () => {
    const model = new MockImageModelV4({
      provider: "acme",
      modelId: "brush",
      doGenerate: async () => {
        if (fault) throw fault;
        paintings++;
        const response = { timestamp: new Date(0), modelId: "brush", headers: undefined };
        return { images: [PIXEL], warnings: [], response };
      },
    });
    studio = await openStudio({ config: { portrait: { model } } });
  });
  after(() => studio.close());

  test("a portrait is drawn until it is painted, and then shown everywhere without being painted again", async () => {
    const page = await studio.open("#/edit/Ingrid");
    const paint = page.getByRole("button", { name: "Paint portrait" });
    await paint.waitFor();
    assert.deepEqual([await widthOf(page), paintings], [256, 0]);
    await paint.click();
    await page.getByText("acme:brush painted Ingrid").waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>(".portrait img")?.naturalWidth === 1);
    await shoot(page, "painted");
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole("link", { name: "Chat" }).last().click();
    await page.getByLabel("Say something to Ingrid").waitFor();
    assert.deepEqual([await widthOf(page), paintings], [1, 1]);
    assert.deepEqual(studio.errors(), []);
  });

  test("a model that fails is said in a line, and the drawing stays", async () => {
    fault = new Error("no colour left");
    const page = await studio.open("#/edit/Dale", { width: 360 });
    await page.getByRole("button", { name: "Paint portrait" }).click();
    await page.getByText("acme:brush: no colour left").waitFor();
    assert.deepEqual([await widthOf(page), await overflowOf(page)], [256, 0]);
    await shoot(page, "not-painted");
    assert.deepEqual(studio.errors(), []);
  });
});

/** Of the first portrait, once it is there: a drawing has 256 pixels. */
async function widthOf(page: Page): Promise<number> {
  const image = page.locator(".portrait img").first();
  await image.waitFor();
  return image.evaluate(async (one: HTMLImageElement) => {
    await one.decode();
    return one.naturalWidth;
  });
}
