import { useEffect, useRef, useState } from "react";
import { voiceOf } from "../../api/sessions.ts";
import { notifyFault } from "../../parts/notices.tsx";

/** Says a text in the persona's voice; undefined where the server has none, or until that is known. */
export function useVoice(persona: string): ((text: string) => void) | undefined {
  const [has, setHas] = useState(false);
  const sounding = useRef<AudioBufferSourceNode>(null);
  useEffect(() => {
    const asking = new AbortController();
    voiceOf(persona, "A", asking.signal).then(
      () => setHas(true),
      () => setHas(false),
    );
    return () => {
      asking.abort();
      sounding.current?.stop();
    };
  }, [persona]);
  async function play(text: string): Promise<void> {
    const audio = new AudioContext();
    const source = audio.createBufferSource();
    source.buffer = await audio.decodeAudioData(await (await voiceOf(persona, text)).arrayBuffer());
    source.connect(audio.destination);
    sounding.current?.stop();
    sounding.current = source;
    source.onended = () => void audio.close();
    source.start();
  }
  return has ? (text) => void play(text).catch(notifyFault) : undefined;
}
