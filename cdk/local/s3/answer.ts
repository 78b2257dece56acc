/** What a request is answered with; the server adds request id, date and CORS headers and writes it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
}

export type AnswerBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'xml'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** An open file descriptor; whoever writes the answer closes it. `length` bytes from `from`. */
  | { readonly kind: 'file'; readonly descriptor: number; readonly from: number; readonly length: number }
  /** HEAD: the length of what GET would have sent. */
  | { readonly kind: 'length'; readonly length: number };

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: { kind: 'none' } };
}
