import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { studioFolder } from "../serve-house.ts";
import { ADA, dramatis, folderOf } from "../testing-cli.ts";

const isBuilt = studioFolder() !== undefined;

/** The address, once a command that runs says it on standard error. */
async function addressSaid(t: TestContext): Promise<string> {
  const write = process.stderr.write;
  const said = Promise.withResolvers<string>();
  t.mock.method(process.stderr, "write", function (this: NodeJS.WriteStream, ...args: Parameters<typeof write>) {
    const [, url] = /at (http\S+)/.exec(String(args[0])) ?? [];
    if (url !== undefined) said.resolve(url);
    return write.apply(this, args);
  });
  return said.promise;
}

test("help shows how it is called", async (t) => {
  const { code, out } = await dramatis(t, ["studio", "--help"]);
  assert.equal(code, 0);
  assert.match(out, /\$ dramatis studio personas --port 8080 --no-open/);
});

test("pages that are not built are one line with what to do", { skip: isBuilt && "they are built here" }, async (t) => {
  const { code, err } = await dramatis(t, ["studio", folderOf(t)]);
  assert.equal(code, 2);
  assert.match(err, /^dramatis: studio: pages that were not built; expected built pages; .*npm run studio[^\n]*\n$/);
});

test("a folder that is not there is one line", { skip: !isBuilt && "the studio is not built" }, async (t) => {
  const { code, err } = await dramatis(t, ["studio", "no/such/folder"]);
  assert.equal(code, 2);
  assert.match(err, /^dramatis: no\/such\/folder: no such folder; expected a folder of personas\n$/);
});

test("serves the pages and the personas of a folder until ^C", {
  skip: !isBuilt && "the studio is not built",
}, async (t) => {
  const running = dramatis(t, ["studio", folderOf(t, { "ada.persona.yaml": ADA }), "--port", "0", "--no-open"]);
  const url = await addressSaid(t);
  const page = await fetch(url, { headers: { accept: "text/html" } });
  assert.match(await page.text(), /<div id="root">/);
  const listed = (await (await fetch(`${url}/api/personas`)).json()) as { personas: { name: string }[] };
  assert.deepEqual(
    listed.personas.map(({ name }) => name),
    ["Ada"],
  );
  process.emit("SIGINT");
  assert.equal((await running).code, 0);
});
