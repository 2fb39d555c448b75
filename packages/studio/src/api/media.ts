import { call, path } from "./client.ts";

/** Who makes portraits and voices on this server; null for nobody but the drawing of every persona. */
export interface Media {
  painter: string | null;
  voice: string | null;
}

let known: Promise<Media> | undefined;

/** Asked once: it does not change while the server runs. */
export function readMedia(): Promise<Media> {
  known ??= call<Media>("/api/media").catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

/** How often each persona was painted since this page was opened: the browser would else show a portrait as it was. */
const paintings = new Map<string, number>();
const listeners = new Set<() => void>();

/** Has a new portrait painted, which the model's owner pays for. */
export async function paintPortrait(persona: string): Promise<void> {
  await call(path`/api/personas/${persona}/portrait`, { method: "POST", body: { again: true } });
  paintings.set(persona, paintingsOf(persona) + 1);
  for (const listener of listeners) listener();
}

export function paintingsOf(persona: string): number {
  return paintings.get(persona) ?? 0;
}

/** Hears of every painting; the result ends that. */
export function onPainted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
