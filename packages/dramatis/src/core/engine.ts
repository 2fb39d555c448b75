/** The shared state of a simulation, as plain data; engines narrow it. */
export interface World {
  /** Steps taken so far. */
  step: number;
  /** Nothing more happens. */
  done: boolean;
}

/** Moves a world one step. Stopping is a predicate of the caller. */
export interface Engine<W extends World = World> {
  /** kebab-case. */
  readonly name: string;
  /**
   * The next world, with `step` one higher; the given world is left as it is. A world that is done stays done, at the
   * same step. Rejects when the signal is aborted.
   */
  step(world: W, signal?: AbortSignal): Promise<W>;
}
