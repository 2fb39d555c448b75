import assert from "node:assert/strict";
import { test } from "node:test";
import { soul } from "./soul.ts";

const text = `# SOUL.md - Who You Are

_Make it yours._

## Core Truths

**Look twice.** Rust hides
under paint.

- You are patient.

---

## Boundaries

- Never guess a load.
* Ask before you write to anyone.

## The Vibe

Dry, and brief.

## Continuity

These files are your memory.
`;
const identity = `# IDENTITY.md

- **Name:** Ada
- **Creature:**
  _inspector_
- **Vibe:** _(sharp? warm?)_
- **Emoji:** 🌉
`;
const folder = { files: { "SOUL.md": text, "IDENTITY.md": identity, "USER.md": "Bea" } };

test("truths, boundaries, the vibe and a name", () => {
  assert.ok(soul.detects(folder));
  const { statements, ...persona } = soul.read(folder, "f");
  assert.deepEqual(persona, {
    schema: "dramatis.persona/1",
    name: "Ada",
    kind: "assistant",
    identity: { social: { creature: "inspector" } },
    rules: ["Never guess a load.", "Ask before you write to anyone."],
    facets: { aspects: { tone: ["Dry, and brief."], emoji: "🌉" } },
  });
  assert.deepEqual(
    statements?.map(({ text }) => text),
    ["Look twice. Rust hides under paint.", "I am patient."],
  );
});

test("a persona is written as two files", () => {
  const { files } = (soul.write?.(soul.read(folder, "f")) ?? {}) as typeof folder;
  assert.equal(
    files["SOUL.md"],
    "# SOUL.md\n\n## Core Truths\n\n- Look twice. Rust hides under paint.\n- You are patient.\n\n" +
      "## Boundaries\n\n- Never guess a load.\n- Ask before you write to anyone.\n\n## Vibe\n\n- Dry, and brief.\n",
  );
  assert.equal(files["IDENTITY.md"], "# IDENTITY.md\n\n- **Name:** Ada\n- **Creature:** inspector\n- **Emoji:** 🌉\n");
});

test("of the older file only the parts that differ are new", () => {
  const settled = (change: object): string => {
    const record = soul.write?.({ ...soul.read(folder, "f"), ...change }) ?? {};
    const { files } = (soul.settle?.(record, folder) ?? {}) as typeof folder;
    return files["SOUL.md"];
  };
  assert.equal(settled({}), text);
  assert.equal(
    settled({ rules: ["Never lie."] }),
    text.replace("- Never guess a load.\n* Ask before you write to anyone.\n\n", "- Never lie.\n\n"),
  );
});
