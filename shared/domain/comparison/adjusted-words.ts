/** For how many questions a p of a comparison is adjusted, in words. */
import { countText } from '../words/count.ts';

const OF = { PRIMARY: '', CHANNELS: ' of channels', ENDPOINTS: ' of assays' } as const;

/** `exploratory, one of 27 questions of channels`; where there is no p, that none is adjusted. */
export function adjustedText({
  role,
  pValue,
  of,
  family,
}: {
  readonly role: 'PRIMARY' | 'EXPLORATORY';
  readonly family: 'PRIMARY' | 'CHANNELS' | 'ENDPOINTS';
  readonly pValue: number | null;
  readonly of: number;
}): string {
  const asked = role === 'PRIMARY' ? 'primary' : 'exploratory';
  return pValue === null
    ? `${asked}, not adjusted: there is no p`
    : `${asked}, one of ${countText(of, 'question')}${OF[family]}`;
}
