import { type RefObject, useEffect, useRef } from "react";

/** Nearer to the end of the page than this, a reader follows what comes; further up, they read. */
const NEAR_PX = 320;

/** Keeps an element at the end of what grows in sight, when `length` changes, for a reader who is near the end. */
export function useFollowEnd(length: number): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { scrollHeight } = document.documentElement;
    const isNear = scrollHeight - window.scrollY - window.innerHeight < NEAR_PX;
    if (length > 0 && isNear) end.current?.scrollIntoView({ block: "end" });
  }, [length]);
  return end;
}
