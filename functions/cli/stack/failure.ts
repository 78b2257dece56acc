/** Something was refused or failed; the sentence says what, and the program ends with exit code 1. */
export class CliFailure extends Error {
  readonly code: string;
  readonly findings: readonly Finding[];

  constructor(code: string, sentence: string, findings: readonly Finding[] = [], options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'CliFailure';
    this.code = code;
    this.findings = findings;
  }
}

export interface Finding {
  readonly field: string;
  readonly message: string;
  readonly line?: number | null | undefined;
}
