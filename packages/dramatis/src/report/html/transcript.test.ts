import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "../findings.ts";
import { singleReportFixture } from "../fixture.ts";
import { anchors } from "./anchors.ts";
import { render } from "./escape.ts";
import { highlighted, transcripts } from "./transcript.ts";

const [marta] = singleReportFixture().results;
assert.ok(marta);
const chat = render(transcripts(marta, findings(marta), anchors(marta, 0)));

test("a flagged line is marked and stands beside the statement it meets", () => {
  const line = chat.split("<li ").find((part) => part.includes('id="persona-1-session-1-line-6"')) ?? "";
  assert.match(line, /^class="own flagged"/);
  assert.match(line, /<mark>I eat fish almost every day\.<\/mark>/);
  assert.match(line, /contradicts statement s3<\/a>/);
  assert.match(line, /<blockquote>I am a strict vegetarian\.<\/blockquote>/);
});

test("support is noted without a mark", () => {
  const line = chat.split("<li ").find((part) => part.includes('id="persona-1-session-1-line-4"')) ?? "";
  assert.match(line, /^class="own"/);
  assert.match(line, /supports statement s2/);
  assert.doesNotMatch(line, /<mark>/);
});

test("sessions with something flagged are open, the others folded", () => {
  assert.deepEqual(chat.match(/<details class="session"[^>]*>/gu), [
    '<details class="session" open>',
    '<details class="session" open>',
    '<details class="session">',
  ]);
});

test("quotes are marked where they are, overlaps once, and the whole line when a quote is not in it", () => {
  assert.equal(render(highlighted("a bc d", ["bc"])), "a <mark>bc</mark> d");
  assert.equal(render(highlighted("abcdef", ["bcd", "cde"])), "a<mark>bcd</mark><mark>e</mark>f");
  assert.equal(render(highlighted("abc", ["abc", "b"])), "<mark>abc</mark>");
  assert.equal(render(highlighted("a <b>", ["zzz"])), "<mark>a &lt;b&gt;</mark>");
  assert.equal(render(highlighted("abc", [])), "abc");
});
