/** Who asks: the key that was shown, or nobody in particular on this machine. */
export interface Caller {
  /** Name of the key; "local" without one. */
  readonly key: string;
  readonly scopes: readonly ("read" | "write")[];
  /** Names of the personas that it may reach; "all" without a bound. */
  readonly personas: "all" | readonly string[];
}

/** Whoever sits at this machine, where no keys are set. */
export const LOCAL: Caller = { key: "local", scopes: ["read", "write"], personas: "all" };

/** Whether the caller may reach a persona. */
export function mayReach({ personas }: Caller, name: string): boolean {
  return personas === "all" || personas.some((one) => plainName(one) === plainName(name));
}

/** A persona's name as it is compared: case, width and outer spaces aside. */
export function plainName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
