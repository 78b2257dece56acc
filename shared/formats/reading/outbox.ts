import { excerptOf } from './excerpt.ts';
import type { ReadEvent, Reject } from './reading.ts';
import type { RowProblem } from './row-problems.ts';

/** Rejects, or events, that may wait to be handed over. */
const MOST_WAITING = 1000;

/** Rejects and events of a reading, until they are handed over. */
export class Outbox {
  private rejects: Reject[] = [];
  private events: ReadEvent[] = [];

  isFull(): boolean {
    return this.rejects.length >= MOST_WAITING || this.events.length >= MOST_WAITING;
  }

  takeRejects(): readonly Reject[] {
    const { rejects } = this;
    if (rejects.length > 0) this.rejects = [];
    return rejects;
  }

  takeEvents(): readonly ReadEvent[] {
    const { events } = this;
    if (events.length > 0) this.events = [];
    return events;
  }

  /** `text` is the cell or line that is not taken; `samples` what that costs. */
  reject(problem: RowProblem, place: Pick<Reject, 'line' | 'column' | 'samples'>, text: Uint8Array): void {
    const { line, column, samples } = place;
    const { code, message } = problem;
    this.rejects.push({ line, column, code, message, text: excerptOf(text), samples });
  }

  event(event: ReadEvent): void {
    this.events.push(event);
  }
}
