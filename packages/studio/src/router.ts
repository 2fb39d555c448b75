import { useSyncExternalStore } from "react";

/** Where the page is: `#/chat/Ada?session=s1` is `{ page: "chat", rest: ["Ada"], query: { session: "s1" } }`. */
export interface Route {
  /** First part of the path; "" for the gallery. */
  page: string;
  rest: string[];
  query: Record<string, string>;
}

/** What every page gets. */
export interface PageProps {
  route: Route;
}

/** Reads a hash; parts that are badly escaped stay as they are. */
export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const [page = "", ...rest] = path.split("/").map(decoded);
  return { page, rest: rest.filter((part) => part !== ""), query: Object.fromEntries(new URLSearchParams(query)) };
}

/** The hash of a place, to be put in `href`: `to(["chat", name], { session })`. */
export function to(path: readonly string[], query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search === "" ? "" : `?${search}`}`;
}

/** Goes to a place; with `replace` the back button does not return to this one. */
export function go(hash: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) location.replace(hash);
  else location.hash = hash;
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(onHashChange, () => location.hash));
}

function onHashChange(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
