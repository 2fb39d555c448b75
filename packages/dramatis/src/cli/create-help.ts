/** What `dramatis create --help` says after the options. */
export const CREATE_HELP = `
Examples:
  $ dramatis list create
  $ dramatis create extract-persona --transcript chat.jsonl --speaker user --out ana.persona.yaml
  $ dramatis create character-gpt --text novel.txt --speaker "Elizabeth Bennet" --model openai:MODEL --out personas/
  $ dramatis create text-to-persona --text pages/ --model openai:MODEL --price 0.15,0.6 --max-cost 1 --out people.jsonl
  $ dramatis create out-of-persona --persona ana.persona.yaml --persona examples/personas --out more/

Every persona says where each of its parts is from. Standard error tells how many were looked at, kept and dropped, and
why; --report keeps it as JSON. The same seed and material give the same personas, if the model keeps to its seed.

Exit codes: 0 done, 2 bad input or nothing to make a persona of, 130 interrupted; what was made until then is kept.`;
