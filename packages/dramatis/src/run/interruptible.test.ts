import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { interruptible } from "./interruptible.ts";

function keyboard(): { source: EventEmitter; written: string[]; left: number[]; options: object } {
  const source = new EventEmitter();
  const written: string[] = [];
  const left: number[] = [];
  const stream = { write: (text: string) => void written.push(text) };
  return { source, written, left, options: { source, stream, leave: (code: number) => void left.push(code) } };
}

const message = "interrupted; go on with --resume";

test("an undisturbed run gives its value and leaves no listener", async () => {
  const { source, written, options } = keyboard();
  assert.deepEqual(await interruptible(async () => 7, { message, ...options }), { interrupted: false, value: 7 });
  assert.equal(source.listenerCount("SIGINT"), 0);
  assert.deepEqual(written, []);
});

test("the first ^C aborts and says how to go on; what the run still returns is kept", async () => {
  const { source, written, left, options } = keyboard();
  const result = await interruptible(
    async (signal) => {
      source.emit("SIGINT");
      return signal.aborted;
    },
    { message, ...options },
  );
  assert.deepEqual(result, { interrupted: true, value: true });
  assert.deepEqual(written, [`\n${message}\n`]);
  assert.deepEqual(left, []);
});

test("the second ^C leaves at once with 130", async () => {
  const { source, left, options } = keyboard();
  await interruptible(
    async () => {
      source.emit("SIGINT");
      source.emit("SIGINT");
    },
    { message, ...options },
  );
  assert.deepEqual(left, [130]);
});

test("a run that throws the abort was interrupted; any other error is thrown", async () => {
  const { source, options } = keyboard();
  const stopped = interruptible(
    async (signal) => {
      source.emit("SIGINT");
      signal.throwIfAborted();
    },
    { message, ...options },
  );
  assert.deepEqual(await stopped, { interrupted: true });
  const broken = interruptible(
    async () => {
      source.emit("SIGINT");
      throw new Error("disk full");
    },
    { message, ...options },
  );
  await assert.rejects(broken, /disk full/);
  assert.equal(source.listenerCount("SIGINT"), 0);
});
