/** The clock of the stack. Ages go by it: the clock of the machine before which somebody sits may be a day wrong. */

/** From here on a reader is told: less changes no age that anybody acts on. */
const NOTABLE_MS = 120_000;
/** HTTP tells whole seconds, cut off. */
const HALF_SECOND_MS = 500;

export class StackClock {
  /** By how much the stack's clock is ahead of this machine's; null before the first answer. */
  #ahead: number | null = null;
  readonly #listeners = new Set<() => void>();

  /**
   * Each answer tells it anew, so that a clock that is put right meanwhile does no harm.
   *
   * @param date the header of an answer; null where the browser does not show it
   * @param here this machine's clock when it came, in ms
   */
  hear(date: string | null, here: number): void {
    const told = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(told)) return;
    const wasNotable = this.wrongBy() !== null;
    this.#ahead = told + HALF_SECOND_MS - here;
    if (wasNotable !== (this.wrongBy() !== null)) for (const listener of this.#listeners) listener();
  }

  /** In ms since 1970; by this machine's clock before the first answer. */
  now(here: number): number {
    return here + (this.#ahead ?? 0);
  }

  /** By how many ms this machine is ahead of the stack (below 0: behind), where that is worth saying; else null. */
  wrongBy(): number | null {
    const ahead = this.#ahead;
    return ahead === null || Math.abs(ahead) < NOTABLE_MS ? null : -ahead;
  }

  /** Calls when what `wrongBy` says begins or ends; the answer stops that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const stackClock = new StackClock();

/** Now, by the stack's clock, in ms since 1970. */
export const stackNow = (): number => stackClock.now(Date.now());
