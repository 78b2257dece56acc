import { describe, expect, it } from 'vitest';
import { withErrorText } from '../../../../shared/domain/words/with-error.ts';

describe('withErrorText', () => {
  it.each([
    [0.584_12, 0.003_81, '0.584 ± 0.004'],
    [1.7234, 0.0168, '1.723 ± 0.017'],
    [-0.02, 0.1, '-0.02 ± 0.10'],
    [12.08, 1.54, '12.1 ± 1.5'],
    [1234, 56, '1230 ± 60'],
    [1234, 150, '1230 ± 150'],
    [3, 0, '3 ± 0'],
    [0.1, 0.0999, '0.10 ± 0.10'],
  ])('says %f known to %f as %s', (value, error, text) => {
    expect(withErrorText(value, error)).toBe(text);
  });
});
