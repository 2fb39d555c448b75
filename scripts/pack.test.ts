import assert from "node:assert/strict";
import { test } from "node:test";
import { publishedManifest } from "./pack.ts";

test("the published manifest points at compiled code and types, and ships no source", () => {
  const published = publishedManifest({
    name: "x",
    files: ["bin", "dist", "src", "!src/**/*.test.ts"],
    exports: { ".": "./src/index.ts", "./schema.json": "./schema.json" },
  });
  assert.deepEqual(published.files, ["bin", "dist"]);
  assert.deepEqual(published.exports, {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./schema.json": "./schema.json",
  });
});
