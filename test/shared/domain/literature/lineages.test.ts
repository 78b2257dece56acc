import { expect, it } from 'vitest';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { lineageOf } from '../../../../shared/domain/literature/lineages.ts';

it('cells are of a lineage by what they are called, and of none where that says nothing', () => {
  const cells = ['RAW 264.7', 'osteoclast precursors', 'MC3T3-E1', 'MLO-Y4', 'BMSC', 'mature osteoclasts'];
  const lineages = [
    'osteoclast_lineage',
    'osteoclast_lineage',
    'osteoblast_lineage',
    'osteocyte',
    'stem_progenitor',
    'osteoclast_lineage',
  ];
  expect(cells.map(lineageOf)).toEqual(lineages);
  expect([lineageOf(undefined), lineageOf('hepatocytes')]).toEqual([null, null]);
  const known = new Set(literatureRecords().map(({ cellClass }) => cellClass));
  for (const one of lineages) expect(known).toContain(one);
});
