import { expect, it } from 'vitest';
import { cadenceText, withoutTimeText } from '../../../../shared/domain/words/counted.ts';

it('what is stored and not counted is not told as nothing that came', () => {
  expect(withoutTimeText({})).toBe('nothing came');
  expect(withoutTimeText({ uncounted: true })).toBe('not counted yet');
});

it('another step than the declared one is said, and what gaps are judged by', () => {
  expect(cadenceText({ periodSeconds: 60, observedSeconds: 61 })).toBe('');
  expect(cadenceText({ periodSeconds: 60, observedSeconds: null })).toBe('');
  expect(cadenceText({ periodSeconds: 60, observedSeconds: 90 })).toBe(
    'one sample per 1 min 30 s where 1 min is declared',
  );
  expect(cadenceText({ periodSeconds: 60, observedSeconds: 1.5, gapsByStepSeconds: 1.5 })).toBe(
    'one sample per 1.5 s where 1 min is declared; its gaps are judged by that',
  );
});
