/** What was loaded of a series, at several resolutions: kept, so that going back asks nothing. */
import { bestOf, closerAround, isSharp, stepFor, type Wanted, wantedFor } from '../chart/levels.ts';
import type { View } from '../chart/view.ts';
import { CallFailure } from './api.ts';

/** Of one page; an hour's zooming. */
const MOST_KEPT = 80;

export interface Patch<T> extends Wanted {
  readonly data: T;
}

export interface Looked {
  readonly view: View;
  /** Where the pointer is: the next closer look is expected there. */
  readonly at: number;
  readonly periodSeconds: number;
  /** Of all there is; null while nobody knows. */
  readonly whole: View | null;
}

/**
 * Asks for what is looked at, one thing at a time, always for the newest look; then for the next closer one around the
 * pointer, before it is asked for.
 */
export class Patches<T> {
  readonly #ask: (wanted: Wanted, signal: AbortSignal) => Promise<T>;
  readonly #onChange: () => void;
  readonly #quit = new AbortController();
  #kept: Patch<T>[] = [];
  #looked: Looked | null = null;
  #isAsking = false;
  #isAhead = false;
  #failure: CallFailure | null = null;

  constructor(ask: (wanted: Wanted, signal: AbortSignal) => Promise<T>, onChange: () => void) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  /** Why the newest look could not be asked for; null where it was. */
  get failure(): CallFailure | null {
    return this.#failure;
  }

  best({ view, periodSeconds }: Looked): Patch<T> | null {
    return bestOf(this.#kept, view, stepFor(view.to - view.from, periodSeconds));
  }

  isSharp(looked: Looked): boolean {
    const { view, periodSeconds, whole } = looked;
    return isSharp(this.best(looked), view, stepFor(view.to - view.from, periodSeconds), whole);
  }

  look(looked: Looked): void {
    this.#looked = looked;
    void this.#next();
  }

  /** Asks again for what is looked at: something may have come since. What is kept is shown until then. */
  renew(): void {
    const looked = this.#looked;
    if (looked === null || this.#isAsking) return;
    void this.#fetch(wantedFor(looked.view, looked.periodSeconds), true);
  }

  stop(): void {
    this.#quit.abort();
  }

  async #next(): Promise<void> {
    const looked = this.#looked;
    if (looked === null || this.#isAsking || this.#quit.signal.aborted) return;
    if (!this.isSharp(looked)) {
      await this.#fetch(wantedFor(looked.view, looked.periodSeconds), false);
      return;
    }
    const closer = closerAround(looked.view, looked.at, looked.periodSeconds);
    if (closer === null || this.#isAhead || this.#holds(closer, looked)) return;
    await this.#prefetch(closer);
  }

  /** Whether a closer look at the pointer would find all that it needs. */
  #holds(closer: Wanted, { at, whole }: Looked): boolean {
    const half = (closer.to - closer.from) / 4;
    const near = { from: at - half, to: at + half };
    return isSharp(bestOf(this.#kept, near, closer.step), near, closer.step, whole);
  }

  async #fetch(wanted: Wanted, isRenewed: boolean): Promise<void> {
    this.#isAsking = true;
    try {
      const data = await this.#ask(wanted, this.#quit.signal);
      if (isRenewed) this.#kept = [];
      this.#keep({ ...wanted, data });
      this.#failure = null;
    } catch (error) {
      if (this.#quit.signal.aborted) return;
      if (!(error instanceof CallFailure)) throw error;
      this.#failure = error;
      this.#isAsking = false;
      this.#onChange();
      return;
    }
    this.#isAsking = false;
    this.#onChange();
    await this.#next();
  }

  async #prefetch(wanted: Wanted): Promise<void> {
    this.#isAhead = true;
    try {
      this.#keep({ ...wanted, data: await this.#ask(wanted, this.#quit.signal) });
      this.#onChange();
    } catch (error) {
      // Nobody has asked for it yet; when somebody does, the same failure is told.
      if (!this.#quit.signal.aborted && !(error instanceof CallFailure)) throw error;
    } finally {
      this.#isAhead = false;
    }
  }

  #keep(patch: Patch<T>): void {
    const others = this.#kept.filter(
      ({ step, from, to }) => step !== patch.step || from < patch.from || to > patch.to,
    );
    this.#kept = [...others, patch].slice(-MOST_KEPT);
  }
}
