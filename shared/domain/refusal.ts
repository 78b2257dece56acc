import { shortened } from './quoted.ts';

/** No sentence of ours is longer, unless it repeats what was sent. */
const LONGEST_SENTENCE = 32_000;

/**
 * The one error of the domain: something the caller asked for or sent cannot be done, and this is why.
 * The sentence says what was expected, what came, where, and what to do. `code` is dotted and stable
 * (`downlink.digest-mismatch`); the shell maps `kind` to an HTTP status or an exit code.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly place: Place;

  constructor(kind: RefusalKind, code: string, sentence: string, place: Place = {}, options?: ErrorOptions) {
    super(shortened(sentence, LONGEST_SENTENCE), options);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.place = place;
  }
}

export type RefusalKind =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'unauthorized'
  | 'forbidden'
  | 'gone'
  | 'too-large'
  | 'unavailable';

/** Where in what the caller sent: a line and column of a file, or a field of a document (`channels[2].unit`). */
export interface Place {
  readonly line?: number;
  readonly column?: string;
  readonly field?: string;
}

/** What was asked for, or why it is refused: for whoever has another way, or collects refusals. Other errors pass. */
export function orRefusal<T>(ask: () => T): T | Refusal {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
