// Items of the IPIP Big-Five factor markers (Goldberg 1992; public domain, ipip.ori.org) as statements of an author, eight a
// trait, four of them reversed: "-" before the text.
import type { BigFiveTrait } from "./trait-reader.ts";

export const STATEMENTS: Record<BigFiveTrait, readonly string[]> = {
  openness: [
    "The author has a rich vocabulary.",
    "The author has a vivid imagination.",
    "The author is full of ideas.",
    "The author spends time reflecting on things.",
    "-The author has difficulty understanding abstract ideas.",
    "-The author is not interested in abstract ideas.",
    "-The author does not have a good imagination.",
    "-The author avoids difficult reading.",
  ],
  conscientiousness: [
    "The author is always prepared.",
    "The author pays attention to details.",
    "The author gets chores done right away.",
    "The author follows a schedule.",
    "-The author leaves belongings around.",
    "-The author makes a mess of things.",
    "-The author often forgets to put things back in their proper place.",
    "-The author shirks duties.",
  ],
  extraversion: [
    "The author is the life of the party.",
    "The author feels comfortable around people.",
    "The author starts conversations.",
    "The author talks to a lot of different people at parties.",
    "-The author doesn't talk a lot.",
    "-The author keeps in the background.",
    "-The author has little to say.",
    "-The author is quiet around strangers.",
  ],
  agreeableness: [
    "The author is interested in people.",
    "The author sympathizes with others' feelings.",
    "The author has a soft heart.",
    "The author takes time out for others.",
    "-The author feels little concern for others.",
    "-The author insults people.",
    "-The author is not interested in other people's problems.",
    "-The author is not really interested in others.",
  ],
  neuroticism: [
    "The author gets stressed out easily.",
    "The author worries about things.",
    "The author gets upset easily.",
    "The author has frequent mood swings.",
    "-The author is relaxed most of the time.",
    "-The author seldom feels blue.",
    "-The author is not easily disturbed.",
    "-The author keeps calm under pressure.",
  ],
};
