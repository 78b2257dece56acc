/** Something was refused or failed; the sentence says what, and the program ends with exit code 1. */
export class CliFailure extends Error {
  readonly code: string;
  readonly findings: readonly Finding[];
  /** How many there are: more than are listed, where there are many. */
  readonly found: number;

  constructor(
    code: string,
    sentence: string,
    findings: readonly Finding[] = [],
    { found, ...options }: ErrorOptions & { readonly found?: number | undefined } = {},
  ) {
    super(sentence, options);
    this.name = 'CliFailure';
    this.code = code;
    this.findings = findings;
    this.found = found ?? findings.length;
  }
}

export interface Finding {
  readonly field: string;
  readonly message: string;
  readonly line?: number | null | undefined;
}
