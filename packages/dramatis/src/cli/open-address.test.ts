import assert from "node:assert/strict";
import { test } from "node:test";
import { openerOf } from "./open-address.ts";

test("each system has its own opener, and a machine without a screen none", () => {
  assert.equal(openerOf("darwin", {}), "open");
  assert.equal(openerOf("win32", {}), "explorer.exe");
  assert.equal(openerOf("linux", { DISPLAY: ":0" }), "xdg-open");
  assert.equal(openerOf("linux", { WAYLAND_DISPLAY: "wayland-0" }), "xdg-open");
  assert.equal(openerOf("linux", { DISPLAY: "" }), null);
});
