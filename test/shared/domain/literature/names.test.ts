import { expect, it } from 'vitest';
import { ALIASES } from '../../../../shared/domain/literature/aliases.ts';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { endpointNamed, endpointOf, symbolNamed } from '../../../../shared/domain/literature/names.ts';
import { plain } from '../../../../shared/domain/literature/plain.ts';

it('genes are called as people write them, and no stand-in of a family names one of it', () => {
  const names = ['Ctsk', 'cathepsin K', 'OPG', 'MMP-9', 'TRAP'];
  expect(names.map(symbolNamed)).toEqual(['CTSK', 'CTSK', 'TNFRSF11B', 'MMP9', 'ACP5']);
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

it('letters and digits alone tell names apart', () => {
  expect(plain('OCT3/4')).toBe('oct34');
});
