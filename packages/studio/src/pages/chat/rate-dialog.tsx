import { type FormEvent, type ReactElement, useState } from "react";
import { rate } from "../../api/sessions.ts";
import type { Message } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea, TextField } from "../../parts/field.tsx";
import { notify, notifyFault } from "../../parts/notices.tsx";

const OWN = "own";

/** Which reply is the best: the one that was said, an earlier one, or one of the reader's own. Each better pair is kept. */
export function RateDialog({ reply, close }: { reply: Message; close: () => void }): ReactElement {
  const said = [reply.text, ...(reply.alternatives ?? [])];
  const [best, setBest] = useState(said.length > 1 ? "0" : OWN);
  const [own, setOwn] = useState("");
  const [why, setWhy] = useState("");
  const preferred = best === OWN ? own.trim() : (said[Number(best)] ?? "");
  // A reader's own words are better than what was said last; a reply that was said, than all others that were.
  const over = best === OWN ? [reply.text] : said.filter((text) => text !== preferred);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      for (const text of over) {
        await rate(reply.session, {
          turn: reply.turn,
          preferred,
          over: text,
          ...(why.trim() !== "" && { why: why.trim() }),
        });
      }
      notify(over.length === 1 ? "1 preference pair is kept" : `${over.length} preference pairs are kept`);
      close();
    } catch (error) {
      notifyFault(error);
    }
  };
  return (
    <Dialog title="Which reply is best?" close={close}>
      <form className="stack" onSubmit={(event) => void save(event)}>
        <fieldset className="choices">
          <legend className="unseen">The best reply</legend>
          {said.map((text, index) => (
            <label key={text} className="card choice">
              <input
                type="radio"
                name="best"
                value={index}
                checked={best === String(index)}
                onChange={() => setBest(String(index))}
              />
              <span>
                {text}
                {index === 0 && said.length > 1 && <span className="quiet small"> (the last one)</span>}
              </span>
            </label>
          ))}
          <label className="card choice">
            <input type="radio" name="best" value={OWN} checked={best === OWN} onChange={() => setBest(OWN)} />
            <span>None of them: better would be …</span>
          </label>
        </fieldset>
        {best === OWN && (
          <TextArea label={`What ${reply.speaker} should have said`} value={own} change={setOwn} required />
        )}
        <TextField label="Why" hint="Not needed" value={why} change={setWhy} />
        <div className="row">
          <Button submits kind="primary" disabled={preferred === "" || over.length === 0 || preferred === over[0]}>
            Keep the preference
          </Button>
          {said.length === 1 && <span className="hint">Regenerate first to choose between two replies.</span>}
        </div>
      </form>
    </Dialog>
  );
}
