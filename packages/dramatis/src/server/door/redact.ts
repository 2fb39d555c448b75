import type { Environment } from "../../model/index.ts";

const MASK = "[secret]";

/** Bearer tokens, our own keys, and keys of the usual shape. */
const SHAPES = /\bBearer\s+[\w.~+/=-]{8,}|\bdramatis_[\w-]{20,}|\bsk-[\w-]{8,}/gi;

/** Names of variables that hold what nobody may read. */
const SECRET_NAME = /KEY|TOKEN|SECRET|PASSWORD/i;

/** Shorter values are words that stand in texts by chance. */
const LEAST_LENGTH = 8;

/** Takes secrets out of a text: what is shaped like a key, and the values of the environment's own. */
export function redactor(env: Environment): (text: string) => string {
  const values = Object.entries(env)
    .filter(([name, value]) => SECRET_NAME.test(name) && (value?.trim().length ?? 0) >= LEAST_LENGTH)
    .map(([, value]) => (value as string).trim());
  return (text) => values.reduce((left, value) => left.replaceAll(value, MASK), text.replace(SHAPES, MASK));
}
