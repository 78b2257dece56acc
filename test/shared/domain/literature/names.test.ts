import { expect, it } from 'vitest';
import { PIT_ENDPOINTS } from '../../../../shared/domain/experiment/pit-schema.ts';
import { ALIASES } from '../../../../shared/domain/literature/aliases.ts';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import {
  endpointCalled,
  endpointNamed,
  endpointOf,
  geneOf,
  symbolNamed,
} from '../../../../shared/domain/literature/names.ts';
import { plain } from '../../../../shared/domain/literature/plain.ts';

it('genes are called as people write them, and no stand-in of a family names one of it', () => {
  const names = [
    'Ctsk',
    'cathepsin K',
    'OPG',
    'MMP-9',
    'TRAP',
    '\u03b2-catenin',
    'PPAR\u03b3',
    'TGF-\u03b21',
  ];
  expect(names.map(symbolNamed)).toEqual([
    ...['CTSK', 'CTSK', 'TNFRSF11B', 'MMP9', 'ACP5', 'CTNNB1', 'PPARG', 'TGFB1'],
  ]);
  for (const name of ['AP-1 transcription factor', 'RANKL/OPG ratio'])
    expect(() => symbolNamed(name)).toThrow(expect.objectContaining({ code: 'literature.symbol' }));
});

it('aliases lead to the official symbol, and are those of a gene of the catalogue alone', () => {
  const names = ['OSX', 'Cbfa1', 'BSP', 'OCT-4', 'ODF', 'RANKL', 'Bglap2'];
  expect(names.map(symbolNamed)).toEqual(['SP7', 'RUNX2', 'IBSP', 'POU5F1', 'TNFSF11', 'TNFSF11', 'BGLAP']);
  const symbols = new Set(literatureRecords().flatMap((record) => record.symbols));
  const all = Object.entries(ALIASES).flatMap(([symbol, aliases]) =>
    aliases.map((alias) => ({ symbol, alias })),
  );
  for (const { symbol, alias } of all) {
    expect(symbols).toContain(symbol);
    expect(symbols).not.toContain(alias.toUpperCase());
  }
  expect(new Set(all.map(({ alias }) => plain(alias))).size).toBe(all.length);
});

it('endpoints are called by id or name, also those that others are evidence of', () => {
  const names = ['oc_number', 'bone mineral density', 'BMD', 'ocgenesis'];
  expect(names.map(endpointNamed)).toEqual(['oc_number', 'bmd', 'bmd', 'ocgenesis']);
  for (const record of literatureRecords())
    expect([endpointOf(record), record.endpoint]).toContain(endpointNamed(record.endpoint));
});

it('endpoints of ours are called as the literature calls them, and of those that nobody reported there is an id as well', () => {
  const names = ['pits', 'pit number', 'eroded-surface', 'osteoclast formation', 'RANKL/OPG', 'pit-area'];
  expect(names.map(endpointNamed)).toEqual([
    ...['pit_count', 'pit_count', 'bone_resorption', 'ocgenesis', 'rankl_opg_ratio', 'pit-area'],
  ]);
  expect([endpointCalled('N-telopeptide'), endpointCalled('temperature')]).toEqual(['ntx', null]);
  for (const endpoint of PIT_ENDPOINTS) expect(endpointCalled(endpoint)).not.toBeNull();
});

it('no gene is suggested for an endpoint, and one that is asked for as an endpoint is said to be one', () => {
  const genes = new Set(
    literatureRecords().flatMap((one) => (geneOf(one) === null ? [] : [one.endpoint, one.name])),
  );
  const meant = (name: string) => {
    try {
      return endpointNamed(name);
    } catch (error) {
      return /did you mean "(.+)"\?$/.exec(String(error))?.[1] ?? String(error);
    }
  };
  const asked = ['pitss', 'mif', 'trapp', 'cell count', 'osteoclast form', 'ctxx'];
  expect(asked.map(meant).filter((one) => genes.has(one))).toEqual([]);
  expect(meant('osteoclast activiti')).toBe('osteoclast activity');
  expect(meant('Tnfsf11')).toContain('TNFSF11 is a gene: ask for it as symbol');
});

it('a record of one gene is of that gene, one of a ratio or of a family of none', () => {
  const of = (id: string) => geneOf(literatureRecords().find((one) => one.id === id)!);
  expect(['t5r29.f03', 't5r26.f03', 'p102.f02'].map(of)).toEqual([null, null, null]);
  expect(of('t5r33.f04')).toBe('SOST');
});

it('letters and digits alone tell names apart', () => {
  expect(plain('OCT3/4')).toBe('oct34');
});
