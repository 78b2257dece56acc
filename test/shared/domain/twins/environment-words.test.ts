import { expect, it } from 'vitest';
import { environmentWords } from '../../../../shared/domain/twins/environment-words.ts';

it('Why an environment is not CLEAN is said without codes', () => {
  const codes = [
    'no-margin',
    'stuck-samples',
    'low-coverage',
    'blocks-beyond-margin',
    'offset-open',
    'new-reason',
  ];
  expect(codes.map(environmentWords)).toEqual([
    'no margin declared',
    'a sensor that stood still',
    'too few good pairs',
    'blocks beyond the margin',
    'offset open',
    'new reason',
  ]);
});
