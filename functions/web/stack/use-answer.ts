/** An answer of the stack that a page shows, asked again while somebody looks. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { CallFailure } from './api.ts';

export interface Shown<T> {
  /** The newest that came; null before the first. */
  readonly answer: T | null;
  /** When it came, by the clock of this machine. */
  readonly cameAt: number | null;
  /** Why there is none, or why it is old; null where the newest call succeeded. */
  readonly failure: CallFailure | null;
  readonly isAsking: boolean;
  /** Asks now, after something was done. */
  again(): void;
}

/**
 * Asks at once, and again every so often while the page is visible; a failure leaves what was shown and says so.
 *
 * @param key what is asked: another key begins anew
 * @param everyMs null asks once
 */
export function useAnswer<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null = null,
): Shown<T> {
  const [shown, setShown] = useState<Omit<Shown<T>, 'again'> & { key: string }>(() => nothing(key));
  const [asked, setAsked] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const quit = new AbortController();
    setShown((before) => (before.key === key ? { ...before, isAsking: true } : nothing(key)));
    const call = async () => {
      try {
        const answer = await latest.current(quit.signal);
        if (!quit.signal.aborted)
          setShown({ key, answer, cameAt: Date.now(), failure: null, isAsking: false });
      } catch (error) {
        if (quit.signal.aborted) return;
        if (!(error instanceof CallFailure)) throw error;
        setShown((before) => ({ ...before, failure: error, isAsking: false }));
      }
    };
    void call();
    const look = () => {
      if (!document.hidden) void call();
    };
    const timer = everyMs === null ? null : setInterval(look, everyMs);
    if (everyMs !== null) document.addEventListener('visibilitychange', look);
    return () => {
      quit.abort();
      if (timer !== null) clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [key, asked, everyMs]);
  const isOfKey = shown.key === key;
  return { ...(isOfKey ? shown : nothing<T>(key)), again: () => setAsked((n) => n + 1) };
}

function nothing<T>(key: string): Omit<Shown<T>, 'again'> & { key: string } {
  return { key, answer: null, cameAt: null, failure: null, isAsking: true };
}
