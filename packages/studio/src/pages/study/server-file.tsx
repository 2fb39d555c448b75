import { type ReactElement, useState } from "react";
import { accessKey, callForBlob } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { notifyFault } from "../../parts/notices.tsx";

/** A file of the server. A link cannot show a key, so that with one the bytes are fetched and saved. */
export function ServerFile(props: { where: string; name: string; children: string }): ReactElement {
  const { where, name, children } = props;
  const [busy, setBusy] = useState(false);
  if (accessKey() === null) {
    return (
      <a className="button" href={where} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  }
  const fetched = async (): Promise<void> => {
    setBusy(true);
    try {
      saveAs(await callForBlob(where), name);
    } catch (error) {
      notifyFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button busy={busy} onClick={fetched}>
      {children}
    </Button>
  );
}

/** Hands bytes to the browser as a file. */
export function saveAs(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
