import { HttpRefusal } from '../../../shared/runtime/problem.ts';

interface Accepted {
  readonly type: string;
  readonly q: number;
}

/**
 * The served media type that an `Accept` header prefers (RFC 9110, 12.5.1); of equally wanted ones the first served.
 * No header accepts anything. Refuses with 406, listing what is served, where none is accepted.
 */
export function negotiate(accept: string | undefined, served: readonly string[]): string {
  const [first = ''] = served;
  if (accept === undefined || accept.trim() === '') return first;
  const accepted = accept.split(',').map(parseAccepted);
  let best = { type: '', q: 0 };
  for (const type of served) {
    const q = wantOf(type, accepted);
    if (q > best.q) best = { type, q };
  }
  if (best.q > 0) return best.type;
  throw new HttpRefusal(
    406,
    'request.not-acceptable',
    `"Accept: ${accept.slice(0, 200)}" names nothing that is served here; served: ${served.join(', ')}`,
  );
}

/** One of the things that a header of kind `Accept` names, and how much it is wanted. */
export function parseAccepted(range: string): Accepted {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const value = q === undefined ? 1 : Number(q.slice(2));
  return { type, q: value >= 0 && value <= 1 ? value : 0 };
}

/** The most specific range that covers the type decides. */
function wantOf(type: string, accepted: readonly Accepted[]): number {
  const group = `${type.split('/')[0]}/*`;
  for (const range of [type, group, '*/*']) {
    const match = accepted.find((one) => one.type === range);
    if (match !== undefined) return match.q;
  }
  return 0;
}
