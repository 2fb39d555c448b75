import { spawn } from "node:child_process";

/** What shows an address to whoever sits here; null where nobody can see it, as on a server without a screen. */
export function openerOf(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string | null {
  if (platform === "darwin") return "open";
  if (platform === "win32") return "explorer.exe";
  return env.DISPLAY || env.WAYLAND_DISPLAY ? "xdg-open" : null;
}

/** Shows an address in the reader's browser, where there is one; it is printed in any case. */
export function openAddress(url: string): void {
  const opener = openerOf(process.platform, process.env);
  if (opener === null) return;
  const child = spawn(opener, [url], { stdio: "ignore", detached: true });
  child.on("error", ({ message }) => process.stderr.write(`No browser could be opened (${message}).\n`));
  child.unref();
}
