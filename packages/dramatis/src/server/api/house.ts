import type { Embedder, Model, Persona, Store } from "../../core/index.ts";
import type { Environment, Painter, VoiceActor } from "../../model/index.ts";
import type { ActSettings, DramatisConfig } from "../../presets/open/config-file.ts";
import type { OpenedActor } from "../../presets/open/open-actor.ts";
import type { PersonaShelf } from "./persona-shelf.ts";
import type { RunDesk } from "./run-desk.ts";

/** All that a server serves, in one place. */
export interface House {
  /** Folder of the personas, with their versions in `.versions`. */
  readonly folder: string;
  readonly personas: PersonaShelf;
  /** Sessions and memories, in SQLite. */
  readonly store: Store;
  readonly runs: RunDesk;
  readonly config: DramatisConfig;
  readonly env: Environment;
  /** A model by its spec (`understudy`, `openai:…`), opened once; the default where absent. */
  model(spec?: string): Promise<Model>;
  embedder(): Promise<Embedder>;
  /**
   * Who plays a persona: model and parts as they are configured for it, under what is asked for here. The models behind it
   * are opened once for the whole house.
   */
  actor(persona: Persona, over?: { model?: string | undefined; act?: ActSettings | undefined }): Promise<PlayedBy>;
  /** Paints portraits; DiceBear draws where absent. */
  readonly painter?: Painter;
  /** Speaks for the personas; espeak-ng does where absent. */
  readonly voiceActor?: VoiceActor;
  /** The time, for stamps. */
  now(): Date;
}

/** An actor, and the parts that its agents are made with. */
export interface PlayedBy {
  actor: OpenedActor;
  act: ActSettings;
}
