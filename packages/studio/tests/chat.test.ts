import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openStudio, SKIP, type Studio, seriousFaults, shoot } from "./studio.ts";

describe("chat", { skip: SKIP }, () => {
  let studio: Studio;
  before(async () => {
    studio = await openStudio();
  });
  after(() => studio.close());

  test("a reply streams, keeps why it was said, is made again and rated", async () => {
    const page = await studio.open("#/chat/Ingrid");
    const pieces = await watchPieces(page);
    await say(page, "Ingrid", "Do you have any pets?");
    const reply = page.locator(".turn.own");
    await reply.getByRole("button", { name: "Why this" }).waitFor();
    assert.ok((await reply.locator(".said").innerText()).length > 0);
    assert.ok((await pieces()) > 1, "the reply came in pieces");

    await reply.getByRole("button", { name: "Why this" }).click();
    const why = page.getByRole("dialog", { name: "Why this reply" });
    await why.getByRole("heading", { name: "Statements in the prompt" }).waitFor();
    await why.getByText(/cats/).first().waitFor();
    await why.getByRole("table", { name: /Blocks of the prompt/ }).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await shoot(page, "evidence");
    await page.keyboard.press("Escape");

    await reply.getByRole("button", { name: "Regenerate" }).click();
    await page.getByText("1 earlier reply").waitFor();
    await reply.getByRole("button", { name: "Rate", exact: true }).click();
    const rating = page.getByRole("dialog", { name: "Which reply is best?" });
    await rating.getByRole("radio").nth(1).check();
    await rating.getByLabel("Why").fill("It is warmer.");
    await shoot(page, "rate");
    await rating.getByRole("button", { name: "Keep the preference" }).click();
    await rating.waitFor({ state: "detached" });
    const kept = await (await fetch(`${studio.url}api/preferences`)).text();
    assert.match(kept, /It is warmer\./);
    await shoot(page, "chat");
    assert.deepEqual(studio.errors(), []);
  });

  test("guards choose among candidates, and the drawer says why one won", async () => {
    const page = await studio.open("#/chat/Ingrid");
    await page.getByRole("button", { name: "Settings" }).click();
    const settings = page.getByRole("dialog", { name: "How to talk" });
    await settings.getByRole("checkbox", { name: /nli-rerank/ }).check();
    await settings.getByRole("spinbutton", { name: "Candidates" }).fill("3");
    await shoot(page, "settings");
    assert.deepEqual(await seriousFaults(page), []);
    await settings.getByRole("button", { name: "Use this" }).click();
    await say(page, "Ingrid", "What is your job?");
    await page.getByRole("button", { name: "Why this" }).click();
    const chosen = page.getByRole("region", { name: /Chosen by nli-rerank/ });
    await chosen.waitFor();
    assert.equal(await chosen.getByRole("listitem").count(), 3);
    assert.equal(await chosen.getByText("chosen", { exact: true }).count(), 1);
    await shoot(page, "candidates");
    assert.deepEqual(studio.errors(), []);
  });

  test("what is remembered is seen, changed, deleted and forgotten", async () => {
    const page = await studio.open("#/chat/Dale");
    await say(page, "Dale", "My name is Kim and I have a sister called Rose.");
    await page.getByRole("button", { name: "Why this" }).waitFor();
    await page.getByRole("button", { name: "Memory" }).click();
    const drawer = page.getByRole("dialog", { name: "What Dale remembers" });
    const edit = drawer.getByRole("button", { name: /^Change: / }).first();
    await edit.waitFor();
    await shoot(page, "memory");
    await edit.click();
    await drawer.getByLabel("Memory").fill("The user's sister is called Violet.");
    await drawer.getByRole("button", { name: "Save" }).click();
    await drawer.getByText("The user's sister is called Violet.").waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await drawer.getByRole("button", { name: "Delete: The user's sister is called Violet." }).click();
    await drawer.getByText("The user's sister is called Violet.").waitFor({ state: "detached" });
    assert.deepEqual(studio.errors(), []);
  });

  test("two models answer the same message side by side", async () => {
    const page = await studio.open("#/chat/Sam?view=sides");
    await page.getByLabel("Say something to both").fill("Hello, how are you?");
    await page.keyboard.press("Enter");
    for (const side of ["Left", "Right"]) {
      const answer = page.getByRole("region", { name: `${side} answer` });
      await answer.getByRole("button", { name: "Why this" }).waitFor();
      assert.ok((await answer.locator(".said").innerText()).length > 1);
    }
    await page.getByRole("button", { name: "Go on with this" }).click();
    await shoot(page, "sides");
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(studio.errors(), []);
  });

  test("of two versions the better answer is kept as a pair", async () => {
    const was = await studio.api<{ version: string; text: string }>("api/personas/Dale");
    const text = was.text.replace(
      /^statements:[\s\S]*/m,
      "statements:\n  - { id: sea, text: I am a sailor and live at sea. }\n",
    );
    const change = { method: "PUT", headers: { "if-match": `"${was.version}"` }, body: JSON.stringify({ text }) };
    assert.equal((await fetch(`${studio.url}api/personas/Dale`, change)).status, 200);
    const page = await studio.open("#/chat/Dale?view=sides");
    const left = page.getByRole("group", { name: "Left" }).getByLabel("Version");
    await left.selectOption({ index: 1 });
    await page.getByLabel("Say something to both").fill("What do you do for a living?");
    await page.keyboard.press("Enter");
    const answers: string[] = [];
    for (const side of ["Left", "Right"]) {
      const answer = page.getByRole("region", { name: `${side} answer` });
      await answer.getByRole("button", { name: "This one is better" }).waitFor();
      answers.push(await answer.locator(".said").innerText());
    }
    const right = page.getByRole("region", { name: "Right answer" });
    await right.getByRole("button", { name: "This one is better" }).click();
    await right.getByText("the better one").waitFor();
    assert.equal(await page.getByRole("button", { name: "This one is better" }).count(), 0);
    const kept = (await (await fetch(`${studio.url}api/preferences`)).text()).trim().split("\n");
    const pair = JSON.parse(kept.at(-1) ?? "") as { chosen: string; rejected: string; over: { version: string } };
    assert.deepEqual([pair.rejected, pair.chosen, pair.over.version], [...answers, was.version]);
    assert.deepEqual(await seriousFaults(page), []);
    await shoot(page, "sides-rated");
    assert.deepEqual(studio.errors(), []);
  });

  test("html that is said stays text", async () => {
    const page = await studio.open("#/chat/Sam");
    await say(page, "Sam", "<img src=x onerror='globalThis.ran = true'><script>globalThis.ran = true</script>");
    await page.getByRole("button", { name: "Why this" }).waitFor();
    await page.getByText("<img src=x onerror=").first().waitFor();
    assert.equal(await page.evaluate(() => "ran" in globalThis), false);
    assert.deepEqual(studio.errors(), []);
  });

  test("a model that cannot be reached is said, and what was said is not lost", async () => {
    const page = await studio.open("#/chat/Sam");
    await page.route("**/messages", (route) => route.abort());
    await say(page, "Sam", "Are you there?");
    await page.getByRole("alert").waitFor();
    await shoot(page, "chat-fault");
    assert.deepEqual(studio.errors(), []);
  });
});

async function say(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel(`Say something to ${name}`).fill(text);
  await page.keyboard.press("Enter");
}

/** Counts from now on how often the reply that is on its way is shown with more words. */
async function watchPieces(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(globalThis, { seen });
    const look = (): void => {
      const text = document.querySelector(".turn.own[aria-busy] .said")?.textContent ?? "";
      if (text !== "" && text !== "…") seen.add(text);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { seen: Set<string> }).seen.size);
}
