/** An invocation came to no result, and how: the function could not load, threw, took too long, crashed, said too much, or the stack stops. */
export class InvocationFailure extends Error {
  readonly kind: 'load' | 'error' | 'timeout' | 'crash' | 'too-large' | 'stopped';

  constructor(kind: InvocationFailure['kind'], sentence: string) {
    super(sentence);
    this.name = 'InvocationFailure';
    this.kind = kind;
  }
}
