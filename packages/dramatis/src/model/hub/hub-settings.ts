import { InputError } from "../../core/index.ts";
import type { Environment } from "../resolve-roles.ts";

const HUGGING_FACE = "https://huggingface.co";

/** A hub, and the token for it where there is one. */
export interface HubSettings {
  /** Without a slash at its end. */
  base: string;
  token?: string;
}

/**
 * Which hub is asked: the one named, else `HF_ENDPOINT`, else huggingface.co. The token (`HF_TOKEN`) goes to the hub
 * that the environment names and to no other.
 *
 * @throws InputError for an address that is none, or has a password in it, and for a token that no header can carry
 */
export function hubSettings({
  hub,
  env = process.env,
}: {
  hub?: string | undefined;
  env?: Environment;
} = {}): HubSettings {
  const home = checkedUrl(env.HF_ENDPOINT?.trim() || HUGGING_FACE, "HF_ENDPOINT");
  const url = hub === undefined ? home : checkedUrl(hub, "--hub");
  const token = env.HF_TOKEN?.trim();
  const base = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  if (!token || url.origin !== home.origin) return { base };
  if (/^[\x21-\x7e]+$/.test(token)) return { base, token };
  const expected = "printable ASCII without spaces";
  throw new InputError({ where: "HF_TOKEN", found: "a character that no header can carry", expected });
}

function checkedUrl(text: string, where: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
  const found = url?.username || url?.password ? "an address with a name or password in it" : JSON.stringify(text);
  throw new InputError({ where, found, expected: "an address such as https://huggingface.co" });
}
