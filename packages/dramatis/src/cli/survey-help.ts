import { bundledInstruments } from "../measure/psychometrics/index.ts";

/** What `dramatis survey --help` says after the options. */
export const SURVEY_HELP: string = `
Instruments that come with it: ${bundledInstruments().join(", ")}.
Of bfi-44, bfi-2-s, dirty-dozen, pvq-21-spectrum and sd3 only the key: their items are their authors', so give your copy
with --items, one item a line. A file of yours (.json, .yaml) is read as well.

Examples:
  $ dramatis survey ada.persona.yaml --instrument ipip-50
  $ dramatis survey people.jsonl --instrument ipip-neo-120 --orders 4 --norms women-21-40
  $ dramatis survey personas/ --instrument ipip-neo-120 --model openai:MODEL --frames 3 --without 28,58,88,118
  $ dramatis survey ada.persona.yaml --instrument bfi-44 --items my-bfi.txt --model openai:MODEL --mode batch --repeats 3

Every item is asked in several orders of its options, and if you like in several wordings. Where the model gives
probabilities of the options, an answer is their mean; elsewhere replies are read strictly, and what was refused or could not
be read is counted and in no score. A scale of which more than a fifth is missing has no score. Intervals resample personas;
of a single persona, items. Percentiles are by the normal curve.

Exit codes: 0 done, 2 bad input or nothing answered, 130 interrupted; --resume goes on.`;
