import { describe, expect, it } from 'vitest';
import { readerFor, sourceFor } from '../../../../shared/domain/experiment/file-reader.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { indexed, longSource, wideSource } from './minimal.ts';

describe('sourceFor', () => {
  const two = indexed({ sources: [wideSource(), longSource()] });

  it('takes the only source whose pattern fits the base name', () => {
    expect(sourceFor(two, 'RR1_CSV.csv', null).id).toBe('controller');
    expect(sourceFor(two, 'day 3/dump-007.csv.gz', null).id).toBe('dump');
    expect(sourceFor(two, 'C:\\data\\dump-007.csv.gz', null).id).toBe('dump');
  });

  it('takes the declared source whatever the name', () => {
    expect(sourceFor(two, 'anything.bin', 'dump').id).toBe('dump');
  });

  it('refuses an unknown declared source with the nearest', () => {
    expect(() => sourceFor(two, 'RR1_CSV.csv', 'controler')).toThrow('did you mean "controller"?');
  });

  it('refuses a file that no pattern fits, naming the patterns', () => {
    expect(() => sourceFor(two, 'RR1.csv', null)).toThrow('controller: *_CSV.csv, dump: dump-*.csv.gz');
    expect(() => sourceFor(indexed({ sources: [] }), 'RR1.csv', null)).toThrow('none is declared');
  });

  it('refuses a file that two patterns fit, whatever their ranks', () => {
    const definition = indexed({
      sources: [wideSource(), wideSource({ id: 'other', match: 'RR*', rank: 2 })],
    });
    try {
      sourceFor(definition, 'RR1_CSV.csv', null);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(error).toMatchObject({ code: 'source.ambiguous', kind: 'invalid' });
      expect(String(error)).toContain('controller (*_CSV.csv), other (RR*)');
    }
  });
});

describe('readerFor', () => {
  const genes = {
    id: 'rnaseq',
    kind: 'counts',
    match: '*.counts.tsv',
    transcripts: 'tx2gene*',
    sheet: { match: '*sheet*.csv', sample: 'Sample', unit: 'Unit' },
  };
  const index = indexed({ sources: [wideSource(), longSource()], assays: [genes] });
  const roleOf = (fileName: string, declared: string | null = null) => {
    const reader = readerFor(index, fileName, declared);
    return reader.reads === 'records' ? reader.role : reader.id;
  };

  it('tells from the name which table of an assay a file is', () => {
    expect(roleOf('batch 2/A.counts.tsv')).toBe('values');
    expect(roleOf('runsheet_v1.csv')).toBe('sheet');
    expect(roleOf('tx2gene.tsv')).toBe('transcripts');
    expect(roleOf('RR1_CSV.csv')).toBe('controller');
  });

  it('takes the values where an assay is declared and the name fits none of its tables', () => {
    expect(roleOf('export.txt', 'rnaseq')).toBe('values');
    expect(roleOf('my sheet.csv', 'rnaseq')).toBe('sheet');
  });

  it('takes a mask for one, though the pattern of the images fits it too', () => {
    const slides = {
      ...{ id: 'slides', kind: 'pit-image', match: '*-S?*', foreground: 'dark' },
      ...{ threshold: { method: 'otsu' }, masks: { match: '*-mask.png' } },
      samples: [{ name: 'FU1*', unit: 'FU1' }],
    };
    const own = indexed({ assays: [slides] });
    const told = (name: string, declared: string | null = null) => readerFor(own, name, declared);
    expect(told('FU1-S1-mask.png')).toMatchObject({ id: 'slides', role: 'mask' });
    expect(told('FU1-S1-mask.png', 'slides')).toMatchObject({ role: 'mask' });
    expect(told('FU1-S1-mask.png.gz')).toMatchObject({ role: 'mask' });
    expect(told('FU1-S1.png')).toMatchObject({ role: 'values' });
    expect(told('FU1-S1.png.gz')).toMatchObject({ role: 'values' });
    expect(told('drawn.png', 'slides')).toMatchObject({ role: 'values' });
  });

  it('names sources and assays where it finds none, and the nearest of both', () => {
    expect(() => roleOf('A.tsv')).toThrow('expected a file name that a source or assay of minimal matches');
    expect(() => roleOf('A.tsv', 'rnasec')).toThrow('did you mean "rnaseq"?');
  });

  it('refuses a name that fits two of them', () => {
    expect(() => roleOf('sheet_CSV.csv')).toThrow('2 sources or assays of minimal read a file');
  });

  it('says that an assay gives no samples where these are asked for', () => {
    expect(() => sourceFor(index, 'A.counts.tsv', null)).toThrow('is read by the assay rnaseq');
  });
});
