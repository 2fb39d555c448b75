import { type ReactElement, useEffect, useState, useSyncExternalStore } from "react";
import { accessKey, callForBlob, path } from "../api/client.ts";
import { onPainted, paintingsOf } from "../api/media.ts";

/** The persona's face; its first letter until it is there, or where there is none. It stands beside the name and says nothing. */
export function Portrait({
  name,
  version,
  large = false,
}: {
  name: string;
  version?: string | undefined;
  large?: boolean;
}): ReactElement {
  const url = usePortrait(name, version);
  const [broken, setBroken] = useState<string>();
  const isShown = url !== undefined && url !== broken;
  return (
    <span className={large ? "portrait large" : "portrait"} aria-hidden="true">
      {isShown ? <img src={url} alt="" loading="lazy" onError={() => setBroken(url)} /> : ([...name][0] ?? "?")}
    </span>
  );
}

/** An image cannot show a key, so that with one the bytes are fetched. */
function usePortrait(name: string, version: string | undefined): string | undefined {
  const paintings = useSyncExternalStore(onPainted, () => paintingsOf(name));
  const asked = new URLSearchParams({
    ...(version !== undefined && { version }),
    ...(paintings > 0 && { paintings: String(paintings) }),
  }).toString();
  const where = `${path`/api/personas/${name}/portrait`}${asked === "" ? "" : `?${asked}`}`;
  const [fetched, setFetched] = useState<string>();
  const needsKey = accessKey() !== null;
  useEffect(() => {
    if (!needsKey) return;
    const asking = new AbortController();
    let url: string | undefined;
    callForBlob(where, { signal: asking.signal }).then(
      (blob) => {
        url = URL.createObjectURL(blob);
        setFetched(url);
      },
      () => setFetched(undefined),
    );
    return () => {
      asking.abort();
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [where, needsKey]);
  return needsKey ? fetched : where;
}
