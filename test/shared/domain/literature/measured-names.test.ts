import { expect, it } from 'vitest';
import {
  recordsOfEndpoint,
  recordsOfGene,
  symbolOfRow,
} from '../../../../shared/domain/literature/measured-names.ts';

it('a gene is found by its symbol of any species, and a row by its symbol or a known id', () => {
  expect(recordsOfGene('Ctsk')).toEqual(recordsOfGene('CTSK'));
  expect([recordsOfGene('CTSK').length > 0, recordsOfGene('TP53')]).toEqual([true, []]);
  const symbols = ['ENSMUSG00000028111.8', 'ENSG00000143387', 'Ctsk', 'ENSMUSG00000000001', '1513'];
  expect(symbols.map((gene) => symbolOfRow({ gene }))).toEqual(['CTSK', 'CTSK', 'Ctsk', null, null]);
  expect(symbolOfRow({ gene: 'ENSMUSG00000000001', symbol: 'Sost' })).toBe('Sost');
});

it('endpoints of ours are what the literature calls otherwise, of a compartment its own, and targets are genes', () => {
  const of = (name: string) => new Set(recordsOfEndpoint(name).map((one) => one.of ?? one.endpoint));
  expect(of('pits')).toEqual(new Set(['pit_count']));
  expect(of('eroded-surface')).toEqual(new Set(['bone_resorption']));
  expect(of('ctx')).toEqual(new Set(['ctx']));
  expect(recordsOfEndpoint('Sost')).toEqual(recordsOfGene('SOST'));
  const trabecular = recordsOfEndpoint('bmd@femur/trabecular');
  expect(new Set(trabecular.map(({ compartment }) => compartment))).toEqual(new Set(['trabecular']));
  expect(recordsOfEndpoint('temperature')).toEqual([]);
});
