// Who else is spoken of: what a speaker says of a relative or a friend is no fact of the speaker. English.
import type { Relation } from "../../core/index.ts";
import { asSentence, plainText } from "./plain-text.ts";

const KIN =
  "sisters?|brothers?|siblings?|mother|mom|mum|mommy|father|dad|daddy|parents|folks|wife|husband|spouse|partner|girlfriend|boyfriend|fianc(?:e|ee|é|ée)|ex(?: |-)(?:wife|husband|girlfriend|boyfriend)|ex|sons?|daughters?|kids?|child|children|twins|baby|babies|step ?(?:son|daughter|mom|dad|sister|brother|children|kids)s?|friends?|buddy|boss|neighbou?rs?|uncles?|aunts?|cousins?|nephews?|nieces?|grand(?:mother|ma|father|pa|parents|son|daughter|kids|children)s?|roommates?|colleagues?|coworkers?|family|in(?: |-)laws|mother in law|father in law|hubby|significant other";
const OF_KIN = new RegExp(
  `^(?:(?:both|one|all|most|two|some) (?:of )?)?(?:my|our) (?<which>(?:[\\w-]+ ){0,2}?)(?<kind>${KIN})\\b(?<said> .+)$`,
  "iu",
);
const NAMED = /^ (?:named |called )?(\p{Lu}[\p{L}'-]+)(?= )/u;
const WITH_ONESELF = /^ (?:and|or) (?:i|me|myself)\b/iu;
/** "I have a sister who is a nurse." */
const WHO = new RegExp(
  `\\b(?:an?|my|one|two|three|\\d+) (?<which>(?:[\\w-]+ ){0,2}?)(?<kind>${KIN})\\b,? (?:who|that) (?<said>(?:is|are|was|were|has|have|works?|lives?|loves?|plays?|teaches|goes|studies|likes?)\\b.+)$`,
  "iu",
);
const BE = /^(?:is|are|'s|'re)\s+(?:an?\s+)?/iu;

/** A sentence about someone else, and the relation that it makes. */
export interface OfKin {
  text: string;
  relation: Relation;
}

/** What a clause says of a relative or a friend of its speaker; null where it speaks of the speaker. */
export function ofKin(clause: string): OfKin | null {
  const plain = plainText(clause);
  const found = OF_KIN.exec(plain)?.groups;
  const { kind = "", which = "", said: rest = "" } = found ?? {};
  const name = NAMED.exec(rest)?.[1] ?? "";
  const said = rest.replace(NAMED, "");
  if (found === undefined || WITH_ONESELF.test(said) || !/^ \p{L}/u.test(said)) return null;
  return { text: asSentence(plain), relation: relationOf({ kind, which, name, said }) };
}

/** What a clause says of another person beside what it says of its speaker: "I have a sister who is a nurse." */
export function besides(clause: string): OfKin | null {
  const found = WHO.exec(plainText(clause))?.groups;
  if (found === undefined) return null;
  const { kind = "", which = "", said = "" } = found;
  return { text: asSentence(`my ${which}${kind} ${said}`), relation: relationOf({ kind, which, name: "", said }) };
}

function relationOf({
  kind,
  which,
  name,
  said,
}: {
  kind: string;
  which: string;
  name: string;
  said: string;
}): Relation {
  const role = kind.toLowerCase();
  const view = asSentence(said.trim()).replace(/\.$/u, "").replace(BE, "");
  const to = name === "" ? `${which.toLowerCase()}${role}`.trim() : name;
  return { to, kind: role, view: view.charAt(0).toLowerCase() + view.slice(1) };
}
