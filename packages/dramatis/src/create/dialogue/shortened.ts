/** What follows is why, or beside the point. */
const REST =
  /(?:,|\s+-)?\s+(?:because|cause|cuz|since i|as i am|though|although|however|so (?:maybe|i|we|that|it|they|he|she|much so)|which|where(?! i (?:live|work|grew up|study)\b)|whereas|while|even though|but|except|unless|especially|lol|haha|hehe|at the moment|these days|by the way|of course|if|when you|thankfully|unfortunately|sadly|thank you|thanks|to be honest|you know|as of|and (?:famous|good|bad) at it)\b.*$/iu;
const TAIL =
  /(?:,|\s+)\s*(?:too|as well|though|lol|haha|hehe|myself|actually|either|right now|also|just|anyway|now|then|honestly|yet)\s*$/iu;
/** A list keeps its commas: "pizza, tea and cake". */
const AFTER_COMMA = /,\s+(?!(?:\w+ ){0,3}?(?:and|or)\b)(?:\w+ ){2,}.*$/iu;
const END = /(?:[\s,.!;:]+| (?:and|or|but|so|because))+$/u;
const FILLERS =
  /^(I(?:'m| am|'ve| have)?|we(?:'re| are)?|my \w+(?: is)?) (?:(?:just|actually|definitely|basically|honestly|simply|literally|totally|also|certainly|currently|still) )+/iu;
const LEAST_WORDS = 3;

/** The clause without what explains it, comments on it or fills it: "I also love dogs because they are loyal" → "I love dogs". */
export function shortened(clause: string): string {
  const whole = clause.replace(END, "").replace(FILLERS, "$1 ");
  return [REST, AFTER_COMMA, TAIL].reduce((text, cut) => {
    const short = text.replace(cut, "").trim();
    return short.split(/\s+/u).length >= LEAST_WORDS ? short : text;
  }, whole);
}
