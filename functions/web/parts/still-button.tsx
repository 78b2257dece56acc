/** A button that does nothing for whoever meant what lay there a moment before. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** So long a button has to lie still before a press counts: people decide, and then their thumb comes down. */
export const STILL_MS = 1000;
/** Less is no other place. */
const MOVED_PX = 4;

interface StillButtonProps {
  readonly onPress?: () => void;
  readonly type?: 'button' | 'submit';
  readonly class?: string;
  /** It stays where it is and does nothing. */
  readonly isDone?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A press within a second after the button came to its place, or after a press that did nothing, does nothing: what waits
 * there is not what was seen. It is marked as disabled and keeps the focus.
 */
export function StillButton({
  onPress,
  type = 'button',
  isDone = false,
  children,
  ...more
}: StillButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { isStill, mayPress } = useStill(button);
  return (
    <button
      {...more}
      ref={button}
      type={type}
      aria-disabled={!isStill || isDone}
      onClick={(event) => {
        // By keyboard it is what has the focus that is pressed, wherever it lies.
        const isByKey = event.detail === 0;
        if (isDone || !(isByKey || mayPress())) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
    </button>
  );
}

function useStill(button: { readonly current: HTMLElement | null }) {
  const [isStill, setStill] = useState(false);
  const from = useRef(Number.POSITIVE_INFINITY);
  const top = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const disturb = () => {
    from.current = performance.now() + STILL_MS;
    setStill(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setStill(true), STILL_MS);
  };
  // In the document, not in the window: who scrolls sees what comes.
  const measure = () => {
    if (button.current === null) return;
    const now = button.current.getBoundingClientRect().top + scrollY;
    if (top.current === null || Math.abs(now - top.current) > MOVED_PX) disturb();
    top.current = now;
  };
  useLayoutEffect(measure);
  useEffect(() => {
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => {
      watch.disconnect();
      clearTimeout(timer.current);
    };
  }, []);
  const mayPress = () => {
    if (performance.now() >= from.current) return true;
    disturb();
    return false;
  };
  return { isStill, mayPress };
}
