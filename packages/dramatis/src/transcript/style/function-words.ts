// The closed list by which the style vector [192] counts function words: that of the authors' released vectorizer
// (tj-brandt/synchrony-stability, MIT licence, copyright 2025 T. James Brandt). 84 words.
const WORDS = `
i you we he she they me him her us them
a an the
in on at by for with about against between into through during before after above below to from up down over under
am is are was were be being been have has had having do does did will would shall should may might must can could
and but or so yet nor while whereas although though because since if unless until when as that whether
no not never none n't
`;

export const FUNCTION_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
