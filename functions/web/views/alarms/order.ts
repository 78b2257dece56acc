/** In which order the cards lie: as they were first drawn, until somebody asks for another, or nobody looks. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import { newsSince } from './groups.ts';

/** Whoever has not touched the page for so long has no thumb above it. */
const IDLE_MS = 60_000;
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'scroll'] as const;

interface Order {
  readonly drawn: readonly AlarmOnWire[];
  /** Another with each new order. */
  readonly turn: number;
  putInOrder(): void;
}

export function useOrder(now: readonly AlarmOnWire[]): Order {
  const [{ drawn, turn }, setOrder] = useState({ drawn: now, turn: 0 });
  const touched = useRef(performance.now());
  useEffect(() => {
    const end = new AbortController();
    const touch = () => {
      touched.current = performance.now();
    };
    // Who comes back looks anew.
    const hide = () => {
      if (document.hidden) touched.current = Number.NEGATIVE_INFINITY;
    };
    for (const kind of TOUCHES)
      addEventListener(kind, touch, { signal: end.signal, passive: true, capture: true });
    document.addEventListener('visibilitychange', hide, { signal: end.signal });
    return () => end.abort();
  }, []);
  const putInOrder = () => setOrder({ drawn: now, turn: turn + 1 });
  useEffect(() => {
    const isUntouched = performance.now() - touched.current > IDLE_MS;
    // Where nothing lies, nothing moves.
    if ((isUntouched || drawn.length === 0) && newsSince(drawn, now) !== null) putInOrder();
  }, [now]);
  return { drawn, turn, putInOrder };
}
