import { expect, it } from 'vitest';
import { minimumDetectableText } from '../../../../shared/domain/comparison/minimum-detectable.ts';

const ofRatio = (size: number) => minimumDetectableText(size, { scale: 'ratio', units: '3 against 3 units' });

it('What units can show is told as a true ratio, of either side, with its power', () => {
  expect(ofRatio(2.1548)).toBe(
    'with units as far apart as these, 3 against 3 units find a true ratio of 2.2 or more (or 0.46 or less) in 8 of 10 experiments',
  );
  expect(ofRatio(1.0812)).toContain('a true ratio of 1.08 or more (or 0.92 or less)');
});

it('Units that are too far apart to tell a tenfold difference are a design that cannot tell', () => {
  expect(ofRatio(93.2)).toBe(
    'with units as far apart as these, 3 against 3 units miss even a tenfold difference in more than 2 of 10 experiments: this design cannot tell',
  );
  expect(ofRatio(Number.POSITIVE_INFINITY)).toBe(ofRatio(93.2));
});

it('A difference is told in its unit', () => {
  const of = { scale: 'difference', units: '6 pairs', ucum: 'Cel' } as const;
  expect(minimumDetectableText(0.3114, of)).toBe(
    'with units as far apart as these, 6 pairs find a true difference of 0.31 °C or more in 8 of 10 experiments',
  );
});
