import { type ReactElement, useEffect, useState } from "react";
import { paintPortrait, readMedia } from "../../api/media.ts";
import { Button } from "../../parts/button.tsx";
import { notify, notifyFault } from "../../parts/notices.tsx";

/** Has the server's image model paint the persona as it was saved; nothing where there is no such model. */
export function PaintButton({ name }: { name: string }): ReactElement | null {
  const [painter, setPainter] = useState<string | null>(null);
  const [isPainting, setIsPainting] = useState(false);
  useEffect(() => {
    let isHere = true;
    readMedia().then(
      (media) => isHere && setPainter(media.painter),
      () => isHere && setPainter(null),
    );
    return () => {
      isHere = false;
    };
  }, []);
  if (painter === null) return null;
  const paint = async (): Promise<void> => {
    setIsPainting(true);
    try {
      await paintPortrait(name);
      notify(`${painter} painted ${name}`);
    } catch (error) {
      notifyFault(error);
    } finally {
      setIsPainting(false);
    }
  };
  return (
    <Button kind="quiet" icon="people" busy={isPainting} onClick={() => void paint()}>
      {isPainting ? "Painting …" : "Paint portrait"}
    </Button>
  );
}
