import { describe, expect, it } from 'vitest';
import type { SheetTable } from '../../../../shared/domain/assay/tables.ts';
import { genesOfTranscripts } from '../../../../shared/domain/assay/transcripts.ts';
import { table } from './tables-in-test.ts';

const map = (...rows: string[][]): SheetTable => ({
  table: 'sheet',
  columns: ['tx', 'gene', 'symbol'],
  rows,
});
const counted = table(
  ['S1', 'S2'],
  { 't1.4': [1.25, 2], t2: [0.5, 0], t3: [7, 7] },
  { feature: 'transcript' },
);

describe('genesOfTranscripts', () => {
  it('sums the transcripts of a gene without rounding, looks past versions, and counts what no map names', () => {
    const { table: genes, remarks } = genesOfTranscripts(counted, [
      map(['t1.9', 'G', 'Sost'], ['t2', 'G', 'Sost']),
    ]);
    expect(genes).toMatchObject({
      feature: 'gene',
      features: ['G'],
      symbols: ['Sost'],
      samples: ['S1', 'S2'],
    });
    expect([...genes.values]).toEqual([1.75, 2]);
    expect(remarks).toEqual([
      { code: 'transcript.unmapped', message: '1 transcript of 3 is in no map of genes: left out' },
    ]);
  });

  it('asks for a map where there is none', () => {
    expect(() => genesOfTranscripts(counted, [])).toThrow('declare transcripts');
  });

  it('refuses a map that gives a transcript two genes', () => {
    expect(() => genesOfTranscripts(counted, [map(['t2', 'G', '']), map(['t2', 'H', ''])])).toThrow(
      'says that t2 is of G and of H',
    );
  });
});
