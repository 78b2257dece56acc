import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Of the heading of a card that opens elsewhere than where somebody asked for it: it comes into view and takes the focus. */
export function useArrival(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, []);
  return heading;
}
