import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** A folder of files by name, for a test; it is deleted after it. */
export function folderOf(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-promptfoo-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

export const ADA = `schema: dramatis.persona/1
name: Ada
statements:
  - { id: dog, text: I have a dog. }
  - { id: hike, text: I hike every Sunday. }
`;
