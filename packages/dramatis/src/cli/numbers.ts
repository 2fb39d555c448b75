import { InvalidArgumentError } from "commander";
import type { Price } from "../model/index.ts";

/** A flag's text as a number of at least 0. @throws InvalidArgumentError */
export function amount(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError("Expected a number of at least 0.");
}

/** A flag's text as a number above 0. @throws InvalidArgumentError */
export function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Expected a number above 0.");
}

/** A flag's text as a number from 0 to 1. @throws InvalidArgumentError */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("Expected a number from 0 to 1.");
}

/** A flag's text as a whole number of at least `least`. @throws InvalidArgumentError */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number of at least ${least}.`);
  };
}

/** "0.15,0.6" → dollars per million tokens in and out. @throws InvalidArgumentError */
export function price(text: string): Price {
  const [, input, output] = /^\s*(\d*\.?\d+)\s*,\s*(\d*\.?\d+)\s*$/.exec(text) ?? [];
  if (input !== undefined && output !== undefined) return { input: Number(input), output: Number(output) };
  throw new InvalidArgumentError("Expected dollars per million tokens, in and out, such as 0.15,0.6.");
}
