/** An invocation came to no result, and how: the function could not load, threw, took too long, crashed, said too much. */
export class InvocationFailure extends Error {
  readonly kind: 'load' | 'error' | 'timeout' | 'crash' | 'too-large';

  constructor(kind: InvocationFailure['kind'], sentence: string) {
    super(sentence);
    this.name = 'InvocationFailure';
    this.kind = kind;
  }
}
