/**
 * Leaves the prompt as it is: every block of the persona in the system message, at every turn.
 *
 * The plain strategy of C-COMPILE, against which others are compared. It contributes nothing, whatever the view.
 *
 * @method
 */
import type { Strategy } from "../strategy.ts";

export function flat(): Strategy {
  return {
    name: "flat",
    async contribute(_view, signal) {
      signal?.throwIfAborted();
      return [];
    },
  };
}
