import { expect, it } from 'vitest';
import { wideMarginWarnings } from '../../../../shared/domain/comparison/wide-margins.ts';
import { minimal } from '../experiment/minimal.ts';

it('a margin of twofold or more is warned of, of an assay and of one of its endpoints', () => {
  const table = (equivalence: object | undefined, endpoints: object[] = []) =>
    wideMarginWarnings(
      minimal({
        assays: [{ id: 'medium', kind: 'endpoint-table', match: '*.csv', equivalence, endpoints }],
      }),
    );
  expect(
    table({ ratio: 1.25 }, [{ endpoint: 'ph', scale: 'difference', equivalence: { difference: 4 } }]),
  ).toEqual([]);
  expect(table(undefined)).toEqual([]);
  expect(table({ log2: 1 }, [{ endpoint: 'ctx', equivalence: { ratio: 3 } }])).toEqual([
    {
      ...{ code: 'definition.margin-wide', field: 'assays[0].equivalence' },
      message:
        'within this margin a change of up to × 2 counts as none, and will be told as equivalent to no effect: declare what is too small to matter, such as { ratio: 1.25 }',
    },
    expect.objectContaining({ field: 'assays[0].endpoints[0].equivalence' }),
  ]);
});
