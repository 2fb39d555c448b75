/**
 * A line in CoSER's format, `[a thought that nobody hears] (an action that others see) plain speech`, as what was said aloud
 * and what was thought. Brackets without their other half are left out, what they begin is speech.
 */
export function innerSpeech(text: string): { spoken: string; thoughts: string[]; isBalanced: boolean } {
  const opened: number[] = [];
  const whole: [start: number, end: number][] = [];
  let isBalanced = true;
  for (const { 0: bracket, index } of text.matchAll(/[[\]]/gu)) {
    if (bracket === "[") opened.push(index);
    else {
      const start = opened.pop();
      if (start === undefined) isBalanced = false;
      else whole.push([start, index + 1]);
    }
  }
  if (opened.length > 0) isBalanced = false;
  const outer = whole.filter(([start, end]) => !whole.some(([from, to]) => from < start && to > end));
  outer.sort(([a], [b]) => a - b);
  let spoken = "";
  let after = 0;
  for (const [start, end] of outer) {
    spoken += text.slice(after, start);
    after = end;
  }
  spoken += text.slice(after);
  return {
    spoken: spoken
      .replace(/[[\]]/gu, "")
      .replace(/[ \t]{2,}/gu, " ")
      .trim(),
    thoughts: outer.map(([start, end]) => text.slice(start + 1, end - 1).trim()).filter((thought) => thought !== ""),
    isBalanced,
  };
}
