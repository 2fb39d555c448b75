import { stripVTControlCharacters } from "node:util";

// Controls other than tab and newline; bidirectional marks and overrides, which can make a line read as another;
// the byte order mark; lone surrogates; code points that no document may hold. What is left is legal in XML 1.0.
const UNPRINTABLE =
  /(?![\t\n])\p{Cc}|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/** Untrusted text made safe to show: escape sequences, control and bidirectional characters are gone, lines end in \n. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?|[\u2028\u2029]/gu, "\n")
    .replace(UNPRINTABLE, "");
}

/** Clean text on one line of at most `limit` code points; a cut is marked with "…". */
export function oneLine(text: string, limit = 400): string {
  const flat = cleanText(text).replace(/\s+/gu, " ").trim();
  if (flat.length <= limit) return flat;
  const points = [...flat];
  return points.length > limit ? `${points.slice(0, limit - 1).join("")}…` : flat;
}
