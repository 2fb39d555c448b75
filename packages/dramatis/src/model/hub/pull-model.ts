import { join } from "node:path";
import { type ChosenFiles, chooseFiles } from "./choose-files.ts";
import { bytesHere, downloadFile } from "./download-file.ts";
import { type HubFile, hubClient } from "./hub-client.ts";
import { hubTarget } from "./hub-models.ts";
import { type HubSettings, hubSettings } from "./hub-settings.ts";

export interface PullOptions {
  hub?: HubSettings;
  /** Folder of the models; a model lies below it at owner/repo/path. */
  folder: string;
  revision?: string;
  signal?: AbortSignal;
  /** Before the first byte: of all files, and how much of them is here from before. */
  onStart?(size: { bytes: number; already: number }): void;
  /** Bytes of all files that are here. */
  onBytes?(here: number): void;
}

/** A model on disk. */
export interface PulledModel {
  kind: ChosenFiles["kind"];
  repo: string;
  revision: string;
  /** Path of the file that a runtime is given. */
  path: string;
  files: { path: string; bytes: number }[];
}

/**
 * Downloads one model from a hub, with checksums, and goes on where an earlier pull of it stopped.
 *
 * @param name a short name of `HUB_MODELS`, `owner/repo`, or `owner/repo/path/file.gguf`
 * @throws UnknownNameError, InputError in one line; what the disk refuses is thrown as it is
 */
export async function pullModel(
  name: string,
  { hub = hubSettings(), folder, revision = "main", signal, onStart = () => {}, onBytes = () => {} }: PullOptions,
): Promise<PulledModel> {
  const target = hubTarget(name);
  const { repo } = target;
  const client = hubClient(hub);
  const { kind, main, files } = chooseFiles(await client.list({ repo, revision }, signal), target);
  const pathOf = ({ path }: HubFile): string => join(folder, repo, path);

  const here = await Promise.all(files.map((file) => bytesHere(pathOf(file), file)));
  onStart({ bytes: sum(files.map((file) => file.bytes)), already: sum(here) });
  for (const [index, file] of files.entries()) {
    await downloadFile({
      file,
      target: pathOf(file),
      read: (from) => client.read({ repo, revision, path: file.path, from }, signal),
      signal,
      onBytes: (bytes) => {
        here[index] = bytes;
        onBytes(sum(here));
      },
    });
  }
  const placed = files.map((file) => ({ path: pathOf(file), bytes: file.bytes }));
  return { kind, repo, revision, path: pathOf(main), files: placed };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
