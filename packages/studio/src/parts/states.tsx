import { type FormEvent, type ReactElement, type ReactNode, useState } from "react";
import { ApiError, errorLine, setAccessKey } from "../api/client.ts";
import type { Loaded } from "../use-load.ts";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";

export function Loading({ what }: { what: string }): ReactElement {
  return (
    <p className="state" role="status">
      <span className="spinner" aria-hidden="true" />
      Loading {what} …
    </p>
  );
}

/** Where there is nothing yet: what would be here, and how it comes. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactElement {
  return (
    <div className="state empty">
      <p className="state-title">{title}</p>
      {children}
    </div>
  );
}

/** What went wrong, with a way to try again; asks for a key where the server wants one. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }): ReactElement {
  const needsKey = error instanceof ApiError && error.status === 401;
  return (
    <div className="state failed" role="alert">
      <p className="state-title">{needsKey ? "This server asks for a key" : "That did not work"}</p>
      <p>{needsKey ? "Whoever runs it makes one with dramatis serve --new-key NAME." : errorLine(error)}</p>
      {needsKey && <KeyForm given={() => (retry ? retry() : location.reload())} />}
      {retry && !needsKey && (
        <Button icon="again" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

function KeyForm({ given }: { given: () => void }): ReactElement {
  const [key, setKey] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAccessKey(key.trim());
    given();
  };
  return (
    <form className="row end" onSubmit={submit}>
      <TextField label="Key" type="password" autoComplete="off" value={key} change={setKey} required />
      <Button submits kind="primary">
        Use it
      </Button>
    </form>
  );
}

/** What was loaded, or how far that is. */
export function Ready<T>({
  loaded,
  what,
  children,
}: {
  loaded: Loaded<T>;
  what: string;
  children: (value: T) => ReactNode;
}): ReactNode {
  if (loaded.status === "loading") return <Loading what={what} />;
  if (loaded.status === "failed") return <Failed error={loaded.error} retry={loaded.reload} />;
  return children(loaded.value);
}

/** How far long work is, with a way to stop it. */
export function Progress({
  label,
  done,
  total,
  cancel,
}: {
  label: string;
  done: number;
  total: number;
  cancel?: () => void;
}): ReactElement {
  return (
    <div className="progress">
      <span>
        {label} <span className="quiet">{total > 0 ? `${done} of ${total}` : "…"}</span>
      </span>
      <progress aria-label={label} {...(total > 0 && { value: done, max: total })} />
      {cancel && (
        <Button icon="stop" onClick={cancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
