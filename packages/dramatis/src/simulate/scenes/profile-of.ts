import { renderPersona } from "../../persona/index.ts";
import type { Player } from "../world/player.ts";

/** What a player is like, told to somebody else; "" for one without a persona. */
export function profileOf({ persona }: Pick<Player, "persona">): string {
  return persona ? renderPersona(persona.persona, { person: "third", without: ["ROLE"] }).system : "";
}
