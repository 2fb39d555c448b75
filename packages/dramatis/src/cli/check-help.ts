/** What `dramatis check --help` says after the options. */
export const CHECK_HELP = `
Examples:
  $ dramatis check ada.persona.yaml --transcript chat.jsonl
  $ dramatis check ada.persona.yaml -t chat.jsonl --speaker assistant --measures contradiction-rate,apc
  $ dramatis check ada.persona.yaml -t chat.jsonl --gate gate.yaml --junit results.xml
  $ dramatis check ada.persona.yaml -t chat.jsonl --json | jq .measures
  $ dramatis check ada.persona.yaml
  $ dramatis check ada.persona.yaml --model openai:MODEL --turns 20 --repeats 5 --price 0.15,0.6 --max-cost 1
  $ dramatis check ada.persona.yaml --suite auto
  $ dramatis check ada.persona.yaml --suite ada.suite.yaml --model openai:MODEL
  $ dramatis check ada.persona.yaml --suite drift
  $ dramatis check ada.persona.yaml --turns 40 --guard persona-guard --with compact-history
  $ dramatis check ada.persona.yaml -t chat.jsonl --nli judge --judge openai:MODEL --price 0.15,0.6 --max-cost 1

Without --transcript the model that plays the persona is interviewed: in each repeat a scripted user asks open and
yes-or-no questions about its statements and baits it with their opposites, and a user whom a model plays talks with it.
Every measure is run. The conversations stay in transcripts.jsonl of the run's folder and can be checked again with -t.

--suite auto writes PERSONA.suite.yaml: every question that can be made of the persona by rules (open, yes or no, baits,
what it does not state, how it speaks, pressure over several turns, a question asked again later, requests for its prompt),
each put to it in a conversation of its own. Edit the file; --suite FILE asks it again the same.

--suite drift writes PERSONA.drift.suite.yaml: questions about its statements challenged eight times each, corrections that
are sound, two questions on each of ten values in four wordings and openly, replies as itself and as its opposite, and what it
says of itself beside what it would do. The measures that read them are run; value-use-case-consistency, which gives open answers a stance, when it
is named with a --judge. Questions of a suite with a fixed set of answers are answered by the probabilities of
the answers where the model gives them, which no guard hears; --answers words asks for a reply.

--guard, --strategy, --with, --memory and --lorebook, or act in dramatis.config.yaml, make the agent that is interviewed or
asked the one that a chat with them would have; its memory is a fresh one for each conversation.

A conversation as JSONL, one message a line; session and turn may be left out:
  {"session": "monday", "turn": 0, "speaker": "user", "text": "Do you have a dog?"}
  {"session": "monday", "turn": 1, "speaker": "Ada", "text": "Yes, Bolt."}

A gate file, with a min, a max or both for each measure; the whole interval must be inside:
  measures:
    entailment-coverage: { min: 0.4 }
    atomic-fidelity: { min: 0.8 }

A script for --judge mock:SCRIPT.json, which rehearses a judge without one; the first rule whose text (or /pattern/)
is in the question answers, else the next of replies, else default:
  {"rules": [{"match": "dog", "reply": "{\\"reason\\": \\"\\", \\"verdict\\": \\"entail\\"}"}],
   "replies": [], "default": "{\\"reason\\": \\"\\", \\"verdict\\": \\"neutral\\"}", "price": {"input": 1, "output": 2}}

Exit codes: 0 done (and the gate passed), 1 the gate did not pass, 2 bad input or a measure's trials all failed,
130 interrupted.`;
