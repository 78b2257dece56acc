import { expect, it } from 'vitest';
import { fileNumber, filePrefix, placeOfNumber } from '../../../../shared/domain/downlink/file-number.ts';

const prefixWith = (unit: string) =>
  filePrefix({ arms: [], pairs: [], channels: [], units: [{ id: unit }] } as unknown as Parameters<
    typeof filePrefix
  >[0]);

it('files have numbers that nothing of the experiment is called', () => {
  expect(['FU1', 'F1a', 'AF1'].map(prefixWith)).toEqual(['F', 'F', 'F']);
  expect(['F1', 'f12'].map(prefixWith)).toEqual(['File', 'File']);
});

it('a number leads back to its place, and what is no number to none', () => {
  for (const prefix of ['F', 'File'])
    expect([0, 16, 499].map((place) => placeOfNumber(fileNumber(prefix, place)))).toEqual([0, 16, 499]);
  expect(['F0', 'F01', 'f1', 'F', 'F1.csv', 'F-1', '1', 'F9999999'].map(placeOfNumber)).toEqual(
    Array(8).fill(null),
  );
});
