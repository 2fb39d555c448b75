import type { LoadedPersona } from "../../persona/index.ts";
import { HttpFault } from "../http-fault.ts";
import { type Caller, mayReach } from "./caller.ts";
import type { House } from "./house.ts";
import { unknownPersona } from "./shelf/kept-files.ts";

/**
 * A persona for who asks; of an older version where one is given.
 *
 * @throws HttpFault 404, with the nearest names that the caller may know; so also for a persona that it may not reach.
 */
export async function reachPersona(
  { personas }: Pick<House, "personas">,
  { caller, name, version }: { caller: Caller; name: string; version?: string | undefined },
): Promise<LoadedPersona & { text: string }> {
  try {
    if (mayReach(caller, name)) return await personas.get(name, version);
  } catch (error) {
    if (!(error instanceof HttpFault) || error.code !== "persona_not_found") throw error;
  }
  const known = (await personas.list()).map((one) => one.name).filter((one) => mayReach(caller, one));
  throw unknownPersona(name, known);
}

/** Whether who asks may see what a persona is made of, and so what its prompts say. */
export function maySeeInside({ scopes }: Caller): boolean {
  return scopes.includes("write");
}
