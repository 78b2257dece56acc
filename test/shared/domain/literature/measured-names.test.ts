import { describe, expect, it } from 'vitest';
import { recordsOfGene, symbolOfRow } from '../../../../shared/domain/literature/measured-names.ts';
import { techniques } from '../../../../shared/domain/literature/techniques.ts';
import {
  EVERYWHERE,
  extracted,
  extractedBy,
  familiesOf,
  foundBy,
} from '../../../support/extracted-literature.ts';
import { hasRealData } from '../../../support/real-data.ts';

it('a gene is found by its symbol of any species, and a row by its symbol or a known id', () => {
  expect(recordsOfGene('Ctsk')).toEqual(recordsOfGene('CTSK'));
  expect([recordsOfGene('CTSK').length > 0, recordsOfGene('TP53')]).toEqual([true, []]);
  const symbols = ['ENSMUSG00000028111.8', 'ENSG00000143387', 'Ctsk', 'ENSMUSG00000000001', '1513'];
  expect(symbols.map((gene) => symbolOfRow({ gene }))).toEqual(['CTSK', 'CTSK', 'Ctsk', null, null]);
  expect(symbolOfRow({ gene: 'ENSMUSG00000000001', symbol: 'Sost' })).toBe('Sost');
});

it('a ratio of two genes, and a family for which one stands, is neither', () => {
  const endpoints = (gene: string) => new Set(recordsOfGene(gene).map(({ endpoint }) => endpoint));
  expect(endpoints('Opg')).toEqual(new Set(['opg']));
  expect(endpoints('RANK')).toEqual(new Set());
  expect(endpoints('Bmp2')).toEqual(new Set(['bmp2']));
});

describe.skipIf(!hasRealData)('what a measured gene is held against', () => {
  it('is, of every gene that stands for no family, what was extracted of the review by other means', () => {
    const genes = extracted.filter((one) => one.type === 'gene' && familiesOf(one).length === 0);
    expect(genes.length).toBeGreaterThan(35);
    for (const one of genes)
      for (const technique of [...techniques().map(({ id }) => id), EVERYWHERE])
        expect([one.key, technique, foundBy(recordsOfGene(one.key), technique)]).toEqual([
          ...[one.key, technique, extractedBy(one, technique)],
        ]);
  });
});
