/** The shared state of a simulation; engines narrow it. */
export interface World {
  step: number;
  done: boolean;
}

/** Moves a world one step. Stopping is a predicate of the caller. */
export interface Engine<W extends World = World> {
  readonly name: string;
  step(world: W, signal?: AbortSignal): Promise<W>;
}
