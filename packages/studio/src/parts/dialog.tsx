import { type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./button.tsx";
import { Notices } from "./notices.tsx";

export interface DialogProps {
  title: string;
  /** Beside the page instead of over its middle. */
  drawer?: boolean;
  close(): void;
  children: ReactNode;
}

/** Over the page while it is mounted. The browser keeps the focus inside, closes it on Escape, and gives the focus back. */
export function Dialog({ title, drawer = false, close, children }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={drawer ? "drawer" : "dialog"}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <IconButton icon="close" label="Close" onClick={close} />
      </header>
      <div className="dialog-body">{children}</div>
      <Notices inDialog />
    </dialog>
  );
}
