import type { ContainerName } from "../interchange.ts";

/** A file that came with a card: a picture, a voice, another program's data. */
export interface Asset {
  /** Its path in the container, with "/" between folders; never one that leads out of it. */
  name: string;
  bytes: Uint8Array;
}

/** What was in a container, before anyone asked what it means. */
export interface Contained {
  container: ContainerName;
  records: unknown[];
  assets: Asset[];
  /** The picture that a card lay in, without the card. */
  image?: Uint8Array;
}
