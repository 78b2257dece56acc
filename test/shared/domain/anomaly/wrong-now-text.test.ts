import { expect, it } from 'vitest';
import { wrongNowText } from '../../../../shared/domain/anomaly/wrong-now-text.ts';

it.each([
  [{}, undefined, 'nothing'],
  [{}, 'NOTHING_RECEIVED', 'not known, no sample yet'],
  [{}, 'NO_VALID_READING', 'not known, no valid reading'],
  [{ WARNING: 2, CRITICAL: 1, WATCH: 0 }, undefined, '1 CRITICAL, 2 WARNING'],
] as const)('of %j, unseen for %s, says %j', (current, unseen, text) => {
  expect(wrongNowText(current, unseen)).toBe(text);
});
