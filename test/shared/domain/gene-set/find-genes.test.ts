import { describe, expect, it } from 'vitest';
import { FIELD_GENES, FIELD_SETS } from '../../../../shared/domain/gene-set/field-sets.ts';
import { findGenes } from '../../../../shared/domain/gene-set/find-genes.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const find = (genes: string[], symbols: string[] | null = null) => findGenes(genes, symbols, FIELD_GENES);

describe('a gene of the sets', () => {
  it.each([
    ['a human symbol', 'CTSK', 'symbol'],
    ['a symbol of mouse or rat', 'Ctsk', 'symbol'],
    ['a human id with a version', 'ENSG00000143387.13', 'id'],
    ['a mouse id', 'ENSMUSG00000028111', 'id'],
  ])('is found by %s', (_, name, matched) => {
    expect(find(['a', name]).get('CTSK')).toEqual({ place: 1, matched });
  });

  it('is found by the symbol of a row whose id is not known, as those of rat', () => {
    expect(find(['ENSRNOG00000000001'], ['Sost']).get('SOST')).toEqual({ place: 0, matched: 'symbol' });
  });

  it('is the row of its id where another has its symbol', () => {
    expect(find(['x', 'ENSG00000167941'], ['SOST', '']).get('SOST')).toEqual({ place: 1, matched: 'id' });
  });

  it('is none of two rows that have its name', () => {
    const found = find(['x', 'y'], ['Spp1', 'SPP1']).get('SPP1');
    expect(found).toEqual({ place: null, reason: '2 rows have its name (x, y), so none is taken' });
  });

  it('is said not to be there where no row has its name', () => {
    expect(find(['x']).get('LEP')).toEqual({
      place: null,
      reason: 'in no file',
    });
  });
});

describe('the table of sets', () => {
  it('knows every gene of every set, once, with ids of human and mouse', () => {
    const known = FIELD_GENES.map(({ human }) => human);
    expect(new Set(known).size).toBe(known.length);
    expect(new Set(FIELD_SETS.flatMap(({ over, under }) => [...over, ...under]))).toEqual(new Set(known));
    for (const { human, mouse, rat, humanId, mouseId } of FIELD_GENES) {
      expect([mouse, rat].map((one) => one.toUpperCase())).toEqual([human, human]);
      expect(`${humanId} ${mouseId}`).toMatch(/^ENSG\d{11} ENSMUSG\d{11}$/);
    }
    const ids = FIELD_GENES.flatMap(({ humanId, mouseId }) => [humanId, mouseId]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.runIf(hasRealData)('holds genes that the review reports', () => {
    const { genes } = JSON.parse(realFile('../literature/expectations.json').toString());
    const reported = genes.map(({ key }: { key: string }) => key);
    expect(FIELD_GENES.map(({ human }) => human).filter((one) => !reported.includes(one))).toEqual([]);
  });
});
