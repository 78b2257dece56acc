/** The local stack cannot start or go on, and this is why: the sentence says what came, where, and what to do. */
export class LocalStackFailure extends Error {
  /** Dotted and stable, for programs. */
  readonly code: string;

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'LocalStackFailure';
    this.code = code;
  }
}
