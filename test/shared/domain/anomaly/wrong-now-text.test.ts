import { expect, it } from 'vitest';
import { soughtText, wrongNowText } from '../../../../shared/domain/anomaly/wrong-now-text.ts';

it.each([
  [{}, undefined, 'nothing'],
  [{}, 'NOTHING_RECEIVED', 'not known, no sample yet'],
  [{}, 'NO_VALID_READING', 'not known, no valid reading'],
  [{ WARNING: 2, CRITICAL: 1, WATCH: 0 }, undefined, '1 CRITICAL, 2 WARNING'],
] as const)('of %j, unseen for %s, says %j', (current, unseen, text) => {
  expect(wrongNowText(current, unseen)).toBe(text);
});

it('says what was checked on all channels, on some, and on none', () => {
  const sought = (kind: string, channel: string, looked: boolean) => ({ kind, channel, looked });
  expect(soughtText([])).toBe('checked: nothing');
  expect(soughtText([sought('LIMIT', 'a', false)])).toBe('checked: nothing; not checked: LIMIT');
  expect(soughtText([sought('GAP', 'a', true), sought('GAP', 'b', true)])).toBe('checked: GAP');
  // Of one unit it could be judged, of the other not.
  const part = [sought('VARIANCE', 'a', true), sought('VARIANCE', 'a', false), sought('VARIANCE', 'b', true)];
  expect(soughtText(part)).toBe('checked: nothing on all channels; only on some channels: VARIANCE (1 of 2)');
  const nowhereWhole = [sought('STEP', 'a', true), sought('STEP', 'a', false), sought('STEP', 'b', false)];
  expect(soughtText(nowhereWhole)).toBe(
    'checked: nothing on all channels; only on some channels: STEP (1 of 2, not of every unit)',
  );
  expect(soughtText([sought('GAP', 'a', true), ...part, sought('LIMIT', 'a', false)])).toBe(
    'checked: GAP; only on some channels: VARIANCE (1 of 2); not checked: LIMIT',
  );
});
