import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError, UnknownNameError } from "../../core/index.ts";
import { hubSettings } from "./hub-settings.ts";
import { type PulledModel, type PullOptions, pullModel } from "./pull-model.ts";
import { type Behaviour, type TestingHub, testingHub } from "./testing-hub.ts";

/** 300,000 bytes that are not all alike. */
const WEIGHTS = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251));
const TOKEN = "hf_secret_12345";
const ONNX = {
  "README.md": Buffer.from("about"),
  "config.json": Buffer.from('{"a": 1}'),
  "generation_config.json": Buffer.alloc(0),
  "onnx/model.onnx": Buffer.from("graph"),
  "onnx/model.onnx_data": WEIGHTS,
  "onnx/model_q4.onnx": Buffer.from("another"),
  "tokenizer.json": Buffer.alloc(150, "t"),
};

interface Place {
  hub: TestingHub;
  folder: string;
  pull(name?: string, options?: Partial<PullOptions>): Promise<PulledModel>;
  /** Pulls, and cuts the connection when this many bytes are here. */
  breakAt(bytes: number): Promise<InputError>;
  /** Path of the one file that is there. */
  partOf(): string;
  /** Files below the folder of the repository, with their content. */
  files(): Record<string, Buffer>;
}

async function place(t: TestContext, files: Record<string, Buffer>, behaviour: Behaviour = {}): Promise<Place> {
  const hub = await testingHub(files, behaviour);
  const folder = mkdtempSync(join(tmpdir(), "dramatis-pull-"));
  t.after(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const root = join(folder, "o", "r");
  const settings = hubSettings({ env: { HF_ENDPOINT: hub.url, HF_TOKEN: TOKEN } });
  const pull = (name = "o/r", options: Partial<PullOptions> = {}): Promise<PulledModel> =>
    pullModel(name, { hub: settings, folder, ...options });
  return {
    hub,
    folder,
    pull,
    breakAt: async (bytes) => {
      hub.behaviour = { stallAfter: bytes };
      const error = await fault(pull("o/r", { onBytes: (here) => here === bytes && hub.cut() }));
      hub.behaviour = {};
      return error;
    },
    partOf: () => {
      const [name, ...others] = readdirSync(root);
      assert.ok(name !== undefined && others.length === 0);
      return join(root, name);
    },
    files: () => {
      const names = existsSync(root) ? (readdirSync(root, { recursive: true }) as string[]).sort() : [];
      const whole = names.filter((name) => statSync(join(root, name)).isFile());
      return Object.fromEntries(whole.map((name) => [name, readFileSync(join(root, name))]));
    },
  };
}

async function fault(work: Promise<unknown>): Promise<InputError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof InputError, String(error));
  assert.doesNotMatch(error.message, /\n/);
  assert.ok(!error.message.includes(TOKEN));
  return error;
}

test("an ONNX model comes with its data, tokenizer and configuration, and is not fetched twice", async (t) => {
  const { hub, folder, pull, files } = await place(t, ONNX);
  const sizes: unknown[] = [];
  const here: number[] = [];
  const watch = { onStart: (size: unknown) => sizes.push(size), onBytes: (bytes: number) => here.push(bytes) };
  const pulled = await pull("o/r", watch);
  const { "README.md": _, "onnx/model_q4.onnx": __, ...expected } = ONNX;
  assert.deepEqual(files(), expected);
  assert.deepEqual([pulled.kind, pulled.path], ["onnx", join(folder, "o", "r", "onnx", "model.onnx")]);
  // 5 + 300,000 + 8 + 0 + 150 bytes.
  assert.deepEqual(sizes, [{ bytes: 300_163, already: 0 }]);
  assert.equal(here.at(-1), 300_163);
  assert.deepEqual(
    here,
    here.toSorted((a, b) => a - b),
  );

  const before = hub.seen.length;
  assert.deepEqual(await pull("o/r", watch), pulled);
  assert.deepEqual(sizes[1], { bytes: 300_163, already: 300_163 });
  assert.deepEqual(
    hub.seen.slice(before).map(({ url }) => url),
    ["/api/models/o/r/tree/main?recursive=true"],
  );
});

test("a connection that breaks keeps what came, and the next pull goes on there", async (t) => {
  const { hub, pull, files, breakAt } = await place(t, { "m.gguf": WEIGHTS });
  const error = await breakAt(100_000);
  assert.match(error.message, /^m\.gguf: a connection that broke \(\w+\); .*run the same command again to go on/);
  const [part, ...others] = Object.entries(files());
  assert.ok(part !== undefined && others.length === 0);
  assert.match(part[0], /^m\.gguf\.[0-9a-f]{12}\.part$/);
  assert.deepEqual(part[1], WEIGHTS.subarray(0, 100_000));

  const sizes: unknown[] = [];
  await pull("o/r", { onStart: (size) => sizes.push(size) });
  assert.equal(hub.seen.at(-1)?.range, "bytes=100000-");
  assert.deepEqual(sizes, [{ bytes: 300_000, already: 100_000 }]);
  assert.deepEqual(files(), { "m.gguf": WEIGHTS });
});

test("a hub that knows no ranges is read from the beginning", async (t) => {
  const { hub, pull, files, breakAt } = await place(t, { "m.gguf": WEIGHTS });
  await breakAt(100_000);
  hub.behaviour = { ignoresRange: true };
  await pull();
  assert.deepEqual(files(), { "m.gguf": WEIGHTS });
});

test("a part that is whole is checked and not fetched again", async (t) => {
  const { hub, pull, files, partOf, breakAt } = await place(t, { "m.gguf": WEIGHTS });
  await breakAt(10);
  writeFileSync(partOf(), WEIGHTS);
  const before = hub.seen.length;
  await pull();
  assert.deepEqual(files(), { "m.gguf": WEIGHTS });
  assert.equal(hub.seen.length, before + 1);
});

test("a part that is longer than the file is begun anew", async (t) => {
  const { pull, files, partOf, breakAt } = await place(t, { "m.gguf": WEIGHTS });
  await breakAt(10);
  writeFileSync(partOf(), Buffer.alloc(WEIGHTS.length + 1));
  await pull();
  assert.deepEqual(files(), { "m.gguf": WEIGHTS });
});

test("an abort is passed on as it is, and what came stays", async (t) => {
  const { hub, pull, files } = await place(t, { "m.gguf": WEIGHTS }, { stallAfter: 50_000 });
  const abort = new AbortController();
  const reason = new Error("enough");
  const onBytes = (here: number): void => {
    if (here === 50_000) abort.abort(reason);
  };
  await assert.rejects(pull("o/r", { signal: abort.signal, onBytes }), (error) => error === reason);
  assert.deepEqual(Object.values(files()), [WEIGHTS.subarray(0, 50_000)]);
  hub.behaviour = {};
  await pull();
  assert.deepEqual(files(), { "m.gguf": WEIGHTS });
});

for (const [kind, size] of [
  ["SHA-256", 200],
  ["git hash", 50],
] as const) {
  test(`content that does not have its ${kind} is removed, with one line`, async (t) => {
    const { hub, pull, files } = await place(t, { "m.gguf": Buffer.alloc(size, "a") });
    for (const content of [Buffer.alloc(size, "b"), Buffer.alloc(size * 1000, "a")]) {
      hub.behaviour = { content };
      const { message } = await fault(pull());
      assert.match(
        message,
        new RegExp(`^m\\.gguf: content that does not match its checksum; expected ${kind} [0-9a-f]+`),
      );
      assert.deepEqual(files(), {});
    }
    hub.behaviour = { content: Buffer.alloc(size - 1, "a") };
    assert.match((await fault(pull())).message, new RegExp(`^m\\.gguf: ${size - 1} bytes; expected ${size};`));
  });
}

test("a file of another content in its place is replaced", async (t) => {
  const { pull, files } = await place(t, { "m.gguf": Buffer.alloc(200, "a") });
  await pull();
  const next = await testingHub({ "m.gguf": Buffer.alloc(200, "b") });
  t.after(() => next.close());
  await pull("o/r", { hub: { base: next.url } });
  assert.deepEqual(files(), { "m.gguf": Buffer.alloc(200, "b") });
});

test("the token goes to the hub, and to no other place that it names", async (t) => {
  const { hub, pull, files } = await place(t, { "m.gguf": WEIGHTS }, { elsewhere: true });
  await pull();
  assert.deepEqual(files(), { "m.gguf": WEIGHTS });
  assert.deepEqual(
    hub.seen.map(({ at, authorization }) => [at, authorization]),
    [
      ["hub", `Bearer ${TOKEN}`],
      ["hub", `Bearer ${TOKEN}`],
      ["store", undefined],
    ],
  );
});

test("redirections without end, or to what is no address, are one line", async (t) => {
  const { hub, pull } = await place(t, { "m.gguf": WEIGHTS });
  hub.behaviour = { redirect: `${hub.url}/o/r/resolve/main/m.gguf` };
  assert.match((await fault(pull())).message, /more than 5 redirections/);
  hub.behaviour = { redirect: "file:///etc/passwd" };
  assert.match((await fault(pull())).message, /a redirection to file:\/\/\/etc\/passwd/);
});

for (const path of [
  "../../evil.gguf",
  "/etc/evil.gguf",
  "a/../../b.gguf",
  "a\\..\\b.gguf",
  "C:evil.gguf",
  "a//b.gguf",
  "a\n.gguf",
]) {
  test(`the path ${JSON.stringify(path)} is refused, and nothing is written`, async (t) => {
    const { pull, files, hub } = await place(t, {});
    hub.behaviour = { listing: [{ type: "file", path, size: 1, oid: "0".repeat(40) }] };
    assert.match((await fault(pull())).message, /which may lead out of the folder/);
    assert.deepEqual(files(), {});
    assert.equal(hub.seen.length, 1);
  });
}

test("a list in pages is read to its end", async (t) => {
  const { hub, pull, files } = await place(t, ONNX, { page: 3 });
  await pull();
  assert.equal(Object.keys(files()).length, 5);
  // A folder and seven files, three a page.
  assert.equal(hub.seen.filter(({ url }) => url.startsWith("/api/")).length, 3);
});

const REFUSED: [string, Behaviour, RegExp][] = [
  ["404", { status: 404 }, /\/o\/r at main: nothing there \(status 404\)/],
  ["401", { status: 401 }, /a refusal \(status 401\); .*set HF_TOKEN/],
  ["503", { status: 503 }, /status 503/],
  ["a list that is not one", { listing: { error: "x" } }, /a list of another shape/],
  [
    "a list with a wrong checksum",
    { listing: [{ type: "file", path: "m.gguf", size: 1, oid: "xyz" }] },
    /another shape/,
  ],
  ["an empty list", { listing: [] }, /o\/r: no model file; expected a \.gguf or \.onnx file/],
];

for (const [what, behaviour, says] of REFUSED) {
  test(`${what} is one line`, async (t) => {
    const { pull } = await place(t, { "m.gguf": WEIGHTS }, behaviour);
    assert.match((await fault(pull())).message, says);
  });
}

test("a hub that is not there is one line", async (t) => {
  const { pull, hub } = await place(t, {});
  const { url } = hub;
  await hub.close();
  hub.close = async () => {};
  const { message } = await fault(pull("o/r", { hub: { base: url } }));
  assert.match(message, /^http:\/\/127\.0\.0\.1:\d+: no answer \(ECONNREFUSED\); expected a hub that can be reached/);
});

test("a full disk is told by its code", { skip: !existsSync("/dev/full") }, async (t) => {
  const { pull, partOf, breakAt } = await place(t, { "m.gguf": WEIGHTS });
  await breakAt(10);
  const part = partOf();
  rmSync(part);
  symlinkSync("/dev/full", part);
  await assert.rejects(pull(), { code: "ENOSPC" });
});

test("names that are none: a mistyped short name, a path that leads up, a file that is not there", async (t) => {
  const { hub, pull } = await place(t, ONNX);
  await assert.rejects(
    pull("qwen2.5-0.5"),
    (error) => error instanceof UnknownNameError && /qwen2\.5-0\.5b/.test(error.message),
  );
  for (const name of ["o/", "../r", "o/r/../x.gguf", "o/r?x"]) {
    assert.match((await fault(pull(name))).message, /expected owner\/repo or owner\/repo\/file\.gguf/);
  }
  assert.equal(hub.seen.length, 0);
  await assert.rejects(pull("o/r/onnx/model_q8.onnx"), (error) => {
    return error instanceof UnknownNameError && /did you mean .*onnx\/model_q4\.onnx/.test(error.message);
  });
});
