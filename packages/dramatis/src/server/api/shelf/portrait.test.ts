import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { PORTRAIT_STYLES, portrait } from "./portrait.ts";

const definition = z.object({ default: z.object({ meta: z.object({ license: z.object({ name: z.string() }) }) }) });

test("every style's own licence says that its drawings are in the public domain", async () => {
  for (const style of PORTRAIT_STYLES) {
    const read: unknown = await import(`@dicebear/styles/${style}.json`, { with: { type: "json" } });
    assert.equal(definition.parse(read).default.meta.license.name, "CC0 1.0", style);
  }
});

test("a face depends on the name, or on the seed that the facet names, and on nothing else", async () => {
  const schema = "dramatis.persona/1" as const;
  const ada = await portrait({ schema, name: "Ada" });
  assert.equal(await portrait({ schema, name: "Ada", summary: "Another." }), ada);
  assert.notEqual(await portrait({ schema, name: "Eve" }), ada);
  const seeded = await portrait({ schema, name: "Eve", facets: { portrait: { seed: "Ada" } } });
  assert.equal(seeded, ada);
  const named = await portrait({ schema, name: "</svg><script>alert(1)</script>" });
  assert.ok(!/<script|alert/.test(named));
});
