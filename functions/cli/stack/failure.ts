/** Something was refused or failed; the sentence says what, and the program ends with exit code 1. */
export class CliFailure extends Error {
  readonly code: string;
  readonly findings: readonly Finding[];
  /** How many there are: more than are listed, where there are many. */
  readonly found: number;
  /** Whether it may go well a moment later. */
  readonly isPassing: boolean;
  /** Of what is damaged, where that is why. */
  readonly key: string | undefined;

  constructor(
    code: string,
    sentence: string,
    findings: readonly Finding[] = [],
    { found, isPassing = false, key, ...options }: FailureOptions = {},
  ) {
    super(sentence, options);
    this.name = 'CliFailure';
    this.code = code;
    this.findings = findings;
    this.found = found ?? findings.length;
    this.isPassing = isPassing;
    this.key = key;
  }
}

interface FailureOptions extends ErrorOptions {
  readonly found?: number | undefined;
  readonly isPassing?: boolean;
  readonly key?: string | undefined;
}

/** Of the stack or the line to it; anything else says itself what is to be done. */
const LINE_CODES = ['stack.silent', 'answer.broken', 'answer.failed', 'upload.broken', 'wait.deadline'];

export const isOfTheLine = ({ code }: CliFailure): boolean => LINE_CODES.includes(code);

export interface Finding {
  readonly field: string;
  readonly message: string;
  readonly line?: number | null | undefined;
}
