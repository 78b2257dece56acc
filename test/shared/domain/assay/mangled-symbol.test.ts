import { describe, expect, it } from 'vitest';
import { genesOfMangled, RIKEN_CLONE } from '../../../../shared/domain/assay/mangled-symbol.ts';

describe('a gene that reads as a date', () => {
  it.each([
    ['1-Mar', ['MARCH1', 'MARCHF1', 'MARC1', 'MTARC1']],
    ['01-Mar', ['MARCH1', 'MARCHF1', 'MARC1', 'MTARC1']],
    ['5-Mar', ['MARCH5', 'MARCHF5']],
    ['2-Sep', ['SEPT2', 'SEPTIN2']],
    ['02. Sep', ['SEPT2', 'SEPTIN2']],
    ['1. Mrz', ['MARCH1', 'MARCHF1', 'MARC1', 'MTARC1']],
    ['Sep-07', ['SEPT7', 'SEPTIN7']],
    ['15-Sep', ['SEP15', 'SELENOF']],
    ['1-Dec', ['DEC1', 'DELEC1']],
    ['2020-03-01', ['MARCH1', 'MARCHF1', 'MARC1', 'MTARC1']],
    ['2021-09-09 00:00:00', ['SEPT9', 'SEPTIN9']],
    ['9/2/2020', ['SEPT2', 'SEPTIN2']],
    ['43891', ['MARCH1', 'MARCHF1', 'MARC1', 'MTARC1']],
    ['44076', ['SEPT2', 'SEPTIN2']],
    ['4-Oct', []],
    ['2.31E+19', [RIKEN_CLONE]],
  ])('%s', (text, genes) => {
    expect(genesOfMangled(text, false)).toEqual(genes);
  });

  it.each([
    'Marchf1',
    'SEPTIN2',
    'ENSMUSG00000000001.4',
    '1700001C02Rik',
    'Sep',
    '12',
    '99999',
    '43950',
    'H2-Ab1',
    '',
  ])('%s is none', (text) => {
    expect(genesOfMangled(text, false)).toBeNull();
  });

  it('is none where all names are numbers, such as those of Entrez', () => {
    expect(genesOfMangled('43891', true)).toBeNull();
    expect(genesOfMangled('1-Mar', true)).toHaveLength(4);
  });
});
