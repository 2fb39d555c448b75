import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../persona.ts";

/** Registers the test that a plug-in's name can be a file, a command and an anchor. */
export function testName(make: () => Promise<{ readonly name: string }>): void {
  test("the name is kebab-case", async () => {
    assert.match((await make()).name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
}

/** Registers the tests that nothing is yielded once a signal is aborted. */
export function testAbort<T>(iterate: (signal: AbortSignal) => Promise<AsyncIterable<T>>): void {
  for (const [name, most] of [["before", 0] as const, ["during", 1] as const]) {
    test(`nothing is yielded after an abort ${name} the iteration`, async () => {
      const abort = new AbortController();
      const reason = new Error("enough");
      let seen = 0;
      if (most === 0) abort.abort(reason);
      try {
        for await (const _ of await iterate(abort.signal)) {
          if (++seen > most) break;
          abort.abort(reason);
        }
      } catch (error) {
        assert.equal(error, reason);
      }
      assert.ok(seen <= most, `yielded ${seen} or more`);
    });
  }
}

export function checkPersona(persona: Persona): void {
  assert.equal(persona.schema, "dramatis.persona/1");
  assert.notEqual(persona.name.trim(), "");
  checkJson(persona);
}

export function checkJson(value: unknown): void {
  assert.deepEqual(JSON.parse(JSON.stringify(value)), value, "not plain JSON");
}

export async function take<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) if (taken.push(item) >= count) break;
  return taken;
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return take(items, Number.POSITIVE_INFINITY);
}
