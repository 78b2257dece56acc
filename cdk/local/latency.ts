/** The way to AWS's services, which a laptop does not have: each call waits for it before it is served. */
import { setTimeout } from 'node:timers/promises';

export type Called = 'table' | 'objectRead' | 'objectWrite' | 'queue';

/** Waits as long as the call would be under way. */
export type Delay = (called: Called) => Promise<void>;

/** Milliseconds of a call within a region of AWS, as the median of a busy day. */
export const LATENCY_MS: Readonly<Record<Called, number>> = {
  table: 5,
  objectRead: 20,
  objectWrite: 30,
  queue: 8,
};

export const NO_DELAY: Delay = async () => {};

export const delayLikeAws: Delay = async (called) => setTimeout(LATENCY_MS[called]);
