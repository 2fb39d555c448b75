// A profile that changes by patches with evidence: what a patch is, and which ones can be applied.
import { z } from "zod";
import type { DatedMessage } from "./message-memory.ts";

/** What a profile tells of somebody, as AI PERSONA [62] divides it. */
export const PROFILE_FIELDS = ["demographics", "personality", "interests", "communication", "goals"] as const;

/** One thing a profile says: a field with a name in it, such as "interests/music", and its value. */
export interface ProfileEntry {
  path: string;
  value: string;
}

export interface ProfilePatch {
  op: "add" | "replace" | "remove";
  path: string;
  /** Of no account where something is removed. */
  value: string;
  /** Words of the session that say so. */
  evidence: string;
}

export const profilePatches: z.ZodType<{ patches: ProfilePatch[] }> = z.object({
  patches: z.array(
    z.object({
      op: z.enum(["add", "replace", "remove"]),
      path: z.string(),
      value: z.string(),
      evidence: z.string(),
    }),
  ),
});

const PATH = new RegExp(`^(?:${PROFILE_FIELDS.join("|")})/[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}$`, "u");
/** Fewer words than this are no evidence, unless they are a whole message. */
const LEAST_WORDS = 3;

/** A patch that can be applied, with the message that says so. */
export interface GroundedPatch extends ProfilePatch {
  message: DatedMessage;
}

export interface RejectedPatch {
  patch: ProfilePatch;
  reason: string;
}

/**
 * Which patches of one session can be applied to a profile. Rejected are those whose path is none, whose evidence does
 * not stand in what the person said, that replace or remove what is not there or add what is, and all but the last of
 * those with one path.
 *
 * @param said the session's messages of the person
 */
export function checkPatches(
  patches: readonly ProfilePatch[],
  { profile, said }: { profile: readonly ProfileEntry[]; said: readonly DatedMessage[] },
): { accepted: GroundedPatch[]; rejected: RejectedPatch[] } {
  const accepted: GroundedPatch[] = [];
  const rejected: RejectedPatch[] = [];
  const known = new Set(profile.map(({ path }) => path));
  for (const [i, patch] of patches.entries()) {
    const message = said.find(({ text }) => isSaid(patch.evidence, text));
    const reason = fault(patch, known) ?? (message === undefined ? "its evidence does not stand in the session" : null);
    const isLast = !patches.slice(i + 1).some(({ path }) => path === patch.path);
    if (reason !== null) rejected.push({ patch, reason });
    else if (!isLast) rejected.push({ patch, reason: "a later patch has the same path" });
    else if (message !== undefined) accepted.push({ ...patch, value: patch.value.trim(), message });
  }
  return { accepted, rejected };
}

function fault({ op, path, value }: ProfilePatch, known: ReadonlySet<string>): string | null {
  if (!PATH.test(path))
    return `its path is not one of ${PROFILE_FIELDS.join(", ")} with a name, such as interests/music`;
  if (op !== "remove" && value.trim() === "") return "it has no value";
  if (op === "add" && known.has(path)) return "it adds what is there";
  if (op !== "add" && !known.has(path)) return `it would ${op} what is not there`;
  return null;
}

/** Whether a text holds these words; letter case, spaces and the shape of quotes do not count. */
function isSaid(evidence: string, text: string): boolean {
  const [quote, whole] = [plain(evidence), plain(text)];
  if (quote === "") return false;
  return quote === whole || (quote.split(" ").length >= LEAST_WORDS && whole.includes(quote));
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/[\u201c\u201d]/gu, '"')
    .replace(/\s+/gu, " ")
    .trim();
}
