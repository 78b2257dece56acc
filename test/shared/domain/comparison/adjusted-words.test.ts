import { expect, it } from 'vitest';
import { adjustedText } from '../../../../shared/domain/comparison/adjusted-words.ts';

it('says for how many questions a p is adjusted, and of none that none is', () => {
  expect(adjustedText({ role: 'EXPLORATORY', family: 'ENDPOINTS', pValue: 0.1, of: 63 })).toBe(
    'exploratory, one of 63 questions of assays',
  );
  expect(adjustedText({ role: 'PRIMARY', family: 'PRIMARY', pValue: 0.1, of: 1 })).toBe(
    'primary, one of 1 question',
  );
  expect(adjustedText({ role: 'EXPLORATORY', family: 'CHANNELS', pValue: null, of: 0 })).toBe(
    'exploratory, not adjusted: there is no p',
  );
});
