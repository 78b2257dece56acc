/** For how many questions a p of a comparison is adjusted, in words. */
import { countText } from '../words/count.ts';

/** `exploratory, one of 63 questions`; where there is no p, that none is adjusted. */
export function adjustedText({
  role,
  pValue,
  of,
}: {
  readonly role: 'PRIMARY' | 'EXPLORATORY';
  readonly pValue: number | null;
  readonly of: number;
}): string {
  const asked = role === 'PRIMARY' ? 'primary' : 'exploratory';
  return pValue === null
    ? `${asked}, not adjusted: there is no p`
    : `${asked}, one of ${countText(of, 'question')}`;
}
