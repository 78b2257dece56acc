import { describe, expect, it } from 'vitest';
import { type CameFile, refusedRemarks } from '../../../../shared/domain/assay/refused-files.ts';
import { indexed } from '../experiment/minimal.ts';

const index = indexed({
  assays: [
    {
      ...{ id: 'pits', kind: 'pit-image', match: '*-S?.*', takenAt: 'fixation', foreground: 'dark' },
      ...{ threshold: { method: 'otsu' }, masks: { match: '*-mask.png' } },
      samples: [{ name: 'F1-S1*', unit: 'FU1', slice: 'S1', areaMm2: 20 }],
    },
  ],
});
const NOW = { index, sha256: 'now' };

const file = (fileName: string, more: Partial<CameFile> = {}): CameFile => ({
  ...{ fileName, declaredSource: null, state: 'REFUSED', createdAt: 5, definition: 'now' },
  error: { code: 'image.several-pages', message: 'expected one page, got 2' },
  ...more,
});
const told = (...files: CameFile[]) => refusedRemarks(NOW, files, 0).get('pits')?.message ?? null;

describe('files of an assay that were refused', () => {
  it('are named with the reason, masks too', () => {
    expect(
      told(file('F1-S1.png'), file('in/F2-S1-mask.png', { error: { code: 'c', message: 'scattered' } })),
    ).toBe(
      'refused, and in no number: "F1-S1.png" (expected one page, got 2), "in/F2-S1-mask.png" (scattered)',
    );
  });

  it('are silent once the file came again, whatever its extension, and not before', () => {
    const again = (fileName: string, createdAt: number) => file(fileName, { state: 'INGESTED', createdAt });
    expect(told(file('F1-S1.png'), again('f1-S1.tif', 6))).toBeNull();
    expect(told(file('F1-S1.png'), again('F1-S1.png', 4))).toContain('"F1-S1.png"');
    expect(told(file('F1-S1.png'), again('F2-S1.png', 6))).toContain('"F1-S1.png"');
    expect(told(file('F1-S1.png', { state: 'WITHDRAWN' }))).toBeNull();
  });

  it('are of no assay where a source reads them, or nothing does', () => {
    expect(told(file('telemetry.csv'), file('notes.txt'))).toBeNull();
  });

  it('say how they are read again where the definition has changed since', () => {
    expect(told(file('F1-S1.png', { definition: 'before' }))).toMatch(
      /\(expected one page, got 2\); the definition has changed since: \.\/howship reread F1-S1\.png$/,
    );
    const both = [file('F1-S1.png', { definition: 'before' }), file('F1-S2.png', { definition: 'before' })];
    expect(told(...both)).toMatch(/reread F1-S1\.png, and the others$/);
  });

  it('that are many are counted, and one that came twice is named once', () => {
    const many = ['F1', 'F2', 'F3', 'G1', 'G2', 'G2'].map((unit) => file(`${unit}-S1.png`));
    expect(told(...many)).toMatch(/"F3-S1\.png" \(expected one page, got 2\) and 2 more$/);
  });

  it('are not known where receipts are damaged', () => {
    expect(refusedRemarks(NOW, [], 2).get('pits')?.message).toBe(
      'whether a file of it was refused is not known: 2 receipts are damaged (./howship verify)',
    );
    // One that is known does not make the others known.
    expect(refusedRemarks(NOW, [file('F1-S1.png')], 1).get('pits')?.message).toMatch(
      /^refused, and in no number: "F1-S1\.png" .*; whether a file of it was refused is not known: 1 receipt is damaged/,
    );
  });
});
