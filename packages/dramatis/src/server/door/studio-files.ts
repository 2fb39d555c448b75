import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { gzipSync } from "node:zlib";

/** A file as it is sent. */
export interface StudioFile {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Absent where it would not be smaller. */
  zipped?: Uint8Array<ArrayBuffer>;
  /** Its name has a hash of its content. */
  isLasting: boolean;
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/**
 * The built pages by their paths, such as `/index.html`; undefined where they were not built. What is not among them cannot
 * be asked for, whatever the path says.
 */
export function studioFiles(folder: string): ReadonlyMap<string, StudioFile> | undefined {
  if (!statSync(join(folder, "index.html"), { throwIfNoEntry: false })?.isFile()) return undefined;
  const files = new Map<string, StudioFile>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const type = TYPES[extname(name).toLowerCase()];
    if (type === undefined || !statSync(join(folder, name)).isFile()) continue;
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const zipped = new Uint8Array(gzipSync(bytes));
    const path = `/${name.split(sep).join("/")}`;
    files.set(path, {
      type,
      bytes,
      ...(zipped.length < bytes.length * 0.9 && { zipped }),
      isLasting: path.startsWith("/assets/"),
    });
  }
  return files;
}

export function studioResponse({ type, bytes, zipped, isLasting }: StudioFile, request: Request): Response {
  const takesZip = zipped !== undefined && /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
  return new Response(takesZip ? zipped : bytes, {
    headers: {
      "content-type": type,
      "cache-control": isLasting ? "public, max-age=31536000, immutable" : "no-cache",
      vary: "accept-encoding",
      ...(takesZip && { "content-encoding": "gzip" }),
    },
  });
}
