import { type FormEvent, type KeyboardEvent, type ReactElement, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { TextArea } from "../../parts/field.tsx";

export interface ComposerProps {
  label: string;
  /** While a reply is on its way. */
  isBusy: boolean;
  say(text: string): Promise<void>;
  stop(): void;
}

/** Where one writes: Enter sends, Shift and Enter begins a line. */
export function Composer({ label, isBusy, say, stop }: ComposerProps): ReactElement {
  const [text, setText] = useState("");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || text.trim() === "") return;
    setText("");
    void say(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While a word is composed, as in Japanese, Enter ends the word.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
  };
  return (
    <form className="composer" onSubmit={send}>
      <TextArea
        label={label}
        hiddenLabel
        placeholder={`${label} …`}
        rows={Math.min(6, text.split("\n").length)}
        value={text}
        change={setText}
        onKeyDown={onKeyDown}
      />
      {isBusy ? (
        <Button icon="stop" onClick={stop}>
          Stop
        </Button>
      ) : (
        <Button submits kind="primary" icon="up" disabled={text.trim() === ""}>
          Send
        </Button>
      )}
    </form>
  );
}
