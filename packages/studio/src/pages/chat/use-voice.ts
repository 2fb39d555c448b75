import { useEffect, useRef, useState } from "react";
import { readMedia } from "../../api/media.ts";
import { voiceOf } from "../../api/sessions.ts";
import { notifyFault } from "../../parts/notices.tsx";

/** Says a text in the persona's voice; undefined where the server has none, or until that is known. */
export function useVoice(persona: string): ((text: string) => void) | undefined {
  const [has, setHas] = useState(false);
  /** Ends what is asked for or said now. */
  const saying = useRef<AbortController>(null);
  useEffect(() => {
    let isHere = true;
    readMedia().then(
      ({ voice }) => isHere && setHas(voice !== null),
      () => isHere && setHas(false),
    );
    return () => {
      isHere = false;
      saying.current?.abort();
    };
  }, []);
  function say(text: string): void {
    saying.current?.abort();
    const end = new AbortController();
    saying.current = end;
    play(persona, { text, end }).catch((error: unknown) => {
      if (end.signal.aborted) return;
      end.abort();
      notifyFault(error);
    });
  }
  return has ? say : undefined;
}

async function play(persona: string, { text, end }: { text: string; end: AbortController }): Promise<void> {
  // Made at once, while the browser knows that the reader asked for it.
  const audio = new AudioContext();
  end.signal.addEventListener("abort", () => void audio.close(), { once: true });
  const sound = await voiceOf(persona, text, end.signal);
  const source = audio.createBufferSource();
  source.buffer = await audio.decodeAudioData(await sound.arrayBuffer());
  source.connect(audio.destination);
  source.onended = () => end.abort();
  source.start();
}
