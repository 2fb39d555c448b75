import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bytesField, bytesOf, numberField, numbersOf, readFields, textField, textsOf } from "./wire.ts";

// protobuf.dev/programming-guides/encoding: field 1 holding 150 is 08 96 01, field 2 holding "testing" is 12 07 …,
// field 3 holding the first of them as a message is 1a 03 08 96 01, field 6 holding [3, 270, 86942] packed is
// 32 06 03 8e 02 9e a7 05.
const NUMBER = [0x08, 0x96, 0x01];
const TEXT = [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67];
const PACKED = [0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05];

test("the examples of the specification are read and written", () => {
  const fields = readFields(Uint8Array.from([...NUMBER, ...TEXT, ...PACKED]));
  assert.deepEqual(numbersOf(fields, 1), [150]);
  assert.deepEqual(textsOf(fields, 2), ["testing"]);
  assert.deepEqual(numbersOf(fields, 6), [3, 270, 86942]);
  assert.deepEqual([...numberField(1, 150)], NUMBER);
  assert.deepEqual([...textField(2, "testing")], TEXT);
  assert.deepEqual([...Buffer.concat(bytesField(3, [numberField(1, 150)]))], [0x1a, 0x03, ...NUMBER]);
});

test("what was written is read again, field for field and byte for byte", () => {
  const value = fc.oneof(fc.maxSafeNat(), fc.uint8Array({ maxLength: 300 }));
  const fields = fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 29 - 1 }), value));
  fc.assert(
    fc.property(fields, (written) => {
      const chunks = written.flatMap(([number, value]) =>
        typeof value === "number" ? [numberField(number, value)] : bytesField(number, [value]),
      );
      const bytes = new Uint8Array(Buffer.concat(chunks));
      const read = readFields(bytes);
      assert.deepEqual(
        read.map(({ number, value }) => [number, value]),
        written,
      );
      assert.deepEqual(new Uint8Array(Buffer.concat(read.map(({ raw }) => raw))), bytes);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("bytes that are no message are refused in one line, and never read past their end", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        assert.equal(Buffer.concat(readFields(bytes).map(({ raw }) => raw)).length, bytes.length);
      } catch (error) {
        assert.match((error as Error).message, /^(cut short|not a protobuf message)$/);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
  assert.throws(() => readFields(Uint8Array.from(TEXT.slice(0, -1))), /^Error: cut short$/);
  // A length of 2^63 and more; a number of eleven bytes; a group (wire type 3), which ONNX does not have; field 0.
  assert.throws(() => readFields(Uint8Array.from([0x12, ...Array(9).fill(0xff), 0x01])), /^Error: cut short$/);
  assert.throws(() => readFields(Uint8Array.from([0x08, ...Array(10).fill(0xff), 0x01])), /not a protobuf message/);
  assert.throws(() => readFields(Uint8Array.from([0x0b])), /not a protobuf message/);
  assert.throws(() => readFields(Uint8Array.from([0x00, 0x00])), /not a protobuf message/);
});

test("eight and four bytes are kept, and a number is no bytes", () => {
  const fields = readFields(Uint8Array.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4, ...NUMBER]));
  assert.deepEqual(bytesOf(fields, 1), [Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])]);
  assert.deepEqual(bytesOf(fields, 2), [Uint8Array.from([1, 2, 3, 4])]);
});
