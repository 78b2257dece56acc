/** An answer of the stack that a page shows, asked again while somebody looks. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { CallFailure } from './api.ts';
import { stackNow } from './clock.ts';

export interface Shown<T> {
  /** The newest that came; null before the first. */
  readonly answer: T | null;
  /** When it came, by the stack's clock. */
  readonly cameAt: number | null;
  /** Why there is none, or why it is old; null where the newest call succeeded. */
  readonly failure: CallFailure | null;
  readonly isAsking: boolean;
  /** Newer ones should have come by now, and have not: a call hangs, or the page was out of sight. */
  readonly isLate: boolean;
  /** Asks now, after something was done. */
  again(): void;
}

/** So many turns may pass without an answer before what is shown is called old. */
const LATE_AFTER_TURNS = 3;

/**
 * Asks at once, and again every so often while the page is visible, when it becomes visible, and when the machine is
 * online again; never twice at once. A failure leaves what was shown and says so.
 *
 * @param key what is asked: another key begins anew
 * @param everyMs null asks once
 */
export function useAnswer<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null = null,
): Shown<T> {
  const [shown, setShown] = useState<Kept<T>>(() => nothing(key));
  const [asked, setAsked] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    setShown((before) => (before.key === key ? { ...before, isAsking: true } : nothing(key)));
    return poll<T>({
      everyMs,
      ask: (signal) => latest.current(signal),
      onAnswer: (answer) =>
        setShown({ key, answer, cameAt: stackNow(), failure: null, isAsking: false, isLate: false }),
      onFailure: (failure) => setShown((before) => ({ ...before, failure, isAsking: false })),
      onLate: () => setShown((before) => (before.answer === null ? before : { ...before, isLate: true })),
    });
  }, [key, asked, everyMs]);
  const isOfKey = shown.key === key;
  return { ...(isOfKey ? shown : nothing<T>(key)), again: () => setAsked((n) => n + 1) };
}

type Kept<T> = Omit<Shown<T>, 'again'> & { readonly key: string };

function nothing<T>(key: string): Kept<T> {
  return { key, answer: null, cameAt: null, failure: null, isAsking: true, isLate: false };
}

interface Polling<T> {
  readonly everyMs: number | null;
  readonly ask: (signal: AbortSignal) => Promise<T>;
  readonly onAnswer: (answer: T) => void;
  readonly onFailure: (failure: CallFailure) => void;
  readonly onLate: () => void;
}

/** Begins to ask; the answer ends it. */
function poll<T>({ everyMs, ask, onAnswer, onFailure, onLate }: Polling<T>): () => void {
  const quit = new AbortController();
  const { signal } = quit;
  let isBusy = false;
  let newest = performance.now();
  const call = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const answer = await ask(signal);
      if (signal.aborted) return;
      newest = performance.now();
      onAnswer(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof CallFailure)) throw error;
      onFailure(error);
    } finally {
      isBusy = false;
    }
  };
  void call();
  if (everyMs === null) return () => quit.abort();
  const look = () => {
    if (document.hidden) return;
    if (performance.now() - newest > LATE_AFTER_TURNS * everyMs) onLate();
    void call();
  };
  const timer = setInterval(look, everyMs);
  signal.addEventListener('abort', () => clearInterval(timer));
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('online', look, { signal });
  addEventListener('offline', look, { signal });
  return () => quit.abort();
}
