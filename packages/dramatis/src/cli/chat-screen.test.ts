import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { type StandardScreen, standardScreen } from "./chat-screen.ts";

const INTERRUPT = "\u0003";
const END = "\u0004";

interface Terminal {
  screen: StandardScreen;
  type(keys: string): void;
  /** The exit code with which it leaves, should it. */
  left: Promise<number>;
  /** Standard output and standard error so far; closes the screen. */
  shown(): Promise<[out: string, errors: string]>;
}

function terminal(t: TestContext): Terminal {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const { promise: left, resolve: leave } = Promise.withResolvers<number>();
  const screen = standardScreen({ input, output, errors, leave });
  t.after(() => screen.close());
  return {
    screen,
    type: (keys) => void input.write(keys),
    left,
    shown: () => {
      screen.close();
      output.end();
      errors.end();
      return Promise.all([text(output), text(errors)]);
    },
  };
}

test("lines come one by one, also those that were typed ahead", async (t) => {
  const { screen, type, shown } = terminal(t);
  const first = screen.line();
  type("Hi.\rAnd");
  assert.equal(await first, "Hi.");
  const second = screen.line();
  type(" you?\r");
  assert.equal(await second, "And you?");
  screen.say("Fine.\n");
  screen.notice("So.");
  const [out, errors] = await shown();
  assert.equal(out, "Fine.\n");
  assert.match(errors, /> .*So\.\n$/s);
});

for (const [name, key] of [
  ["^C", INTERRUPT],
  ["^D", END],
] as const) {
  test(`${name} at the prompt ends the chat, and it is not an interrupted one`, async (t) => {
    const { screen, type } = terminal(t);
    const line = screen.line();
    type(key);
    assert.equal(await line, undefined);
    assert.equal(await screen.line(), undefined);
    assert.equal(screen.interrupted, false);
  });
}

test("^C during a reply cancels it and keeps the chat; a second one leaves", async (t) => {
  const { screen, type, left } = terminal(t);
  const cancelled = Promise.withResolvers<void>();
  const release = screen.whileWorking(cancelled.resolve);
  type(INTERRUPT);
  await cancelled.promise;
  release();
  const line = screen.line();
  type("Again.\r");
  assert.equal(await line, "Again.");

  const again = Promise.withResolvers<void>();
  screen.whileWorking(again.resolve);
  type(INTERRUPT);
  await again.promise;
  type(INTERRUPT);
  assert.equal(await left, 130);
});

test("what is closed listens no longer", (t) => {
  const before = process.listenerCount("SIGINT");
  const { screen } = terminal(t);
  assert.equal(process.listenerCount("SIGINT"), before + 1);
  screen.close();
  assert.equal(process.listenerCount("SIGINT"), before);
});
