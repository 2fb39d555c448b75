import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../core/index.ts";
import { hubSettings } from "./hub-settings.ts";

test("huggingface.co unless the environment or the flag names another", () => {
  assert.deepEqual(hubSettings({ env: {} }), { base: "https://huggingface.co" });
  assert.deepEqual(hubSettings({ env: { HF_ENDPOINT: "http://mirror:8080/hf/" } }), { base: "http://mirror:8080/hf" });
  assert.deepEqual(hubSettings({ hub: "http://a", env: { HF_ENDPOINT: "http://b" } }), { base: "http://a" });
});

test("the token goes to the hub of the environment and to no other", () => {
  const env = { HF_TOKEN: " hf_x\n" };
  assert.deepEqual(hubSettings({ env }), { base: "https://huggingface.co", token: "hf_x" });
  assert.deepEqual(hubSettings({ hub: "https://huggingface.co/", env }).token, "hf_x");
  assert.equal(hubSettings({ hub: "https://elsewhere.example", env }).token, undefined);
  assert.equal(hubSettings({ env: { ...env, HF_ENDPOINT: "http://mirror" } }).token, "hf_x");
});

test("what is no address, or no token, is one line that does not show it", () => {
  for (const hub of ["huggingface.co", "ftp://x", "https://me:secret@x"]) {
    assert.throws(
      () => hubSettings({ hub, env: {} }),
      (error) => {
        return error instanceof InputError && /^--hub: /.test(error.message) && !error.message.includes("secret");
      },
    );
  }
  assert.throws(
    () => hubSettings({ env: { HF_TOKEN: "sécret" } }),
    (error) => {
      return error instanceof InputError && !error.message.includes("sécret");
    },
  );
});
