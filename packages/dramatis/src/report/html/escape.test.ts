import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml, html, NOTHING, render, trusted } from "./escape.ts";

test("text is escaped for elements and attributes alike, and unprintable characters go", () => {
  assert.equal(
    escapeHtml(`<script>"x" & 'y'</script>\u202E\0`),
    "&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;",
  );
});

test("the template escapes text and keeps markup that it made", () => {
  const items = ["<b>", "ok"].map((text) => html`<li>${text}</li>`);
  assert.equal(
    render(html`<ul class="${'"'}">${items}${NOTHING}${3}</ul>`),
    '<ul class="&quot;"><li>&lt;b&gt;</li><li>ok</li>3</ul>',
  );
  assert.equal(render(html`<style>${trusted("a > b {}")}</style>`), "<style>a > b {}</style>");
});
