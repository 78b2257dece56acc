import { expect, it } from 'vitest';
import { overWords } from '../../../../shared/domain/anomaly/over-words.ts';

it('what readings brought back is over; what lasted says until when it was judged', () => {
  expect(overWords({})).toBe('over');
  expect(overWords({ judgedUntil: 'LIMITS' })).toBe('lasted until its limits ended');
  expect(overWords({ judgedUntil: 'PHASE' })).toBe('lasted until its phase ended');
});
