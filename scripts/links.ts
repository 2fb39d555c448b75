// Checks that every relative link and anchor of every Markdown file leads somewhere, and that no file speaks of a place
// outside the repository, which its readers do not have.
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { ROOT, repositoryFiles } from "./repository.ts";

export interface BrokenLink {
  file: string;
  line: number;
  message: string;
}

const INLINE = /\]\(\s*<?([^\s)>]+)>?(?:\s+["'(][^)]*)?\)/g;
const REFERENCE = /^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/g;
const HTML = /\b(?:href|src)="([^"]+)"/g;
const HTML_ANCHOR = /\b(?:id|name)="([^"]+)"/g;
const EXTERNAL = /^(?:[a-z][a-z+.-]*:|\/\/)/i;
/** Home and work folders of one machine, and folders that are beside a checkout but not in it. */
const ELSEWHERE = /(?<![\w.~-])[/](?:home|Users|root|work)[/]\w|(?<![\w)\]])[.]library\b|\bshared[/]design\b/;

/**
 * The links that lead nowhere.
 *
 * @param pages Markdown by path from the repository's root.
 * @param files every path of the repository; a link to a folder needs a file below it.
 */
export function brokenLinks(pages: ReadonlyMap<string, string>, files: readonly string[]): BrokenLink[] {
  const places = new Set(files.flatMap((file) => [file, ...parents(file)]));
  const anchors = new Map([...pages].map(([file, text]) => [file, anchorsOf(text)]));
  return [...pages].flatMap(([file, text]) =>
    linksOf(text).flatMap(({ target, line }) => {
      const message = fault(target, { file, places, anchors });
      return message ? [{ file, line, message: `${target}: ${message}` }] : [];
    }),
  );
}

/** Lines of any text file that speak of a place outside the repository. */
export function foreignPlaces(file: string, text: string): BrokenLink[] {
  return text.split("\n").flatMap((line, i) => {
    const found = ELSEWHERE.exec(line);
    return found ? [{ file, line: i + 1, message: `${found[0]}: a place that is not in the repository` }] : [];
  });
}

interface Site {
  file: string;
  places: ReadonlySet<string>;
  anchors: ReadonlyMap<string, ReadonlySet<string>>;
}

function fault(target: string, { file, places, anchors }: Site): string | null {
  if (EXTERNAL.test(target)) return null;
  if (target.startsWith("/")) return "an absolute path; write it from this file";
  const [path = "", anchor] = target.split("#");
  const page = path === "" ? file : normalize(join(dirname(file), decodeURI(path))).replace(/\/$/, "");
  if (page.startsWith("..")) return "leads out of the repository";
  if (!places.has(page)) return "there is no such file";
  const known = anchors.get(page);
  if (anchor === undefined || !known || known.has(decodeURI(anchor).toLowerCase())) return null;
  return `${page} has no heading with this anchor`;
}

function linksOf(markdown: string): { target: string; line: number }[] {
  return prose(markdown).flatMap((text, i) =>
    [INLINE, REFERENCE, HTML].flatMap((form) =>
      [...text.matchAll(form)].map(([, target = ""]) => ({ target, line: i + 1 })),
    ),
  );
}

/** Anchors as GitHub makes them: the heading in lower case, without marks, spaces as hyphens, -1, -2 … when repeated. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const times = new Map<string, number>();
  for (const line of prose(markdown, true)) {
    for (const [, id = ""] of line.matchAll(HTML_ANCHOR)) anchors.add(id.toLowerCase());
    const heading = /^ {0,3}#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = heading
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-");
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}

/** The lines of a page with fenced code, comments and (unless kept) inline code blanked, so that line numbers stay. */
function prose(markdown: string, keepInlineCode = false): string[] {
  let fence = "";
  const visible = markdown.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ""));
  return visible.split("\n").map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence === "" && mark !== "") fence = mark;
    else if (fence !== "" && mark.startsWith(fence)) fence = "";
    else if (fence === "") return keepInlineCode ? line : line.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, "");
    return "";
  });
}

function parents(file: string): string[] {
  const folder = dirname(file);
  return folder === "." ? ["."] : [folder, ...parents(folder)];
}

function main(): number {
  const files = repositoryFiles();
  const texts = new Map(
    files
      .map((file): [string, Buffer] => [file, readFileSync(join(ROOT, file))])
      .filter(([, bytes]) => !bytes.subarray(0, 8000).includes(0))
      .map(([file, bytes]) => [file, bytes.toString("utf8")]),
  );
  const pages = new Map([...texts].filter(([file]) => file.endsWith(".md")));
  const faults = [...brokenLinks(pages, files), ...[...texts].flatMap(([file, text]) => foreignPlaces(file, text))];
  for (const { file, line, message } of faults) console.log(`${file}:${line} ${message}`);
  console.log(`${pages.size} pages, ${faults.length} faults`);
  return faults.length > 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = main();
