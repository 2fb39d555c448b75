/**
 * Shows the persona's own lines at one turn and gives the instructions on its style at the next, in turns.
 *
 * The strategy of that name in C-COMPILE, whose two halves we read as the blocks EXEMPLARS and STYLE: demonstrations come
 * before the first, third, fifth … of the persona's own turns, instructions before the others, so that neither takes the
 * room of both. Where the persona has only one of them it always stands; with neither there is nothing. No model calls.
 *
 * @method
 */
import { renderPersona } from "../../persona/index.ts";
import type { Strategy } from "../strategy.ts";
import { nextOwnTurn } from "./anchor.ts";

export function demoFirst(): Strategy {
  return {
    name: "demo-first",
    replaces: ["STYLE", "EXEMPLARS"],
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const { name, style } = view.persona;
      const { blocks } = renderPersona({ schema: "dramatis.persona/1", name, ...(style && { style }) });
      const halves = blocks.filter(({ id }) => id === "EXEMPLARS" || id === "STYLE");
      const wanted = nextOwnTurn(view) % 2 === 1 ? "EXEMPLARS" : "STYLE";
      const half = halves.find(({ id }) => id === wanted) ?? halves[0];
      return half ? [{ block: half.id, text: half.text, fields: half.fields }] : [];
    },
  };
}
