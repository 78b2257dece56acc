import { describe, expect, it } from 'vitest';
import type { Well } from '../../../../shared/domain/assay/tables.ts';
import { platesOfFiles } from '../../../../shared/domain/qpcr/plates-of-files.ts';
import { well } from '../../../support/plates.ts';

const at = (position: string, ct: number | null): Well => well('F1', 'CTSK', ct, { well: position });
const file = (name: string, ...wells: Well[]) => ({ name, wells });

describe('platesOfFiles', () => {
  it('takes files for one plate that have wells in common, whose wells then count once', () => {
    const parts = [file('b', at('A2', 24.1), at('A3', 24.2)), file('a', at('A1', 24), at('A2', 24.1))];
    const plates = platesOfFiles(parts);
    expect(plates).toEqual([{ name: 'a + b', wells: [at('A1', 24), at('A2', 24.1), at('A3', 24.2)] }]);
    expect(platesOfFiles(parts.toReversed())).toEqual(plates);
  });

  it('leaves a second run of a layout alone, though a cycle of it be the same', () => {
    const runs = [file('run 1', at('A1', 24), at('A2', 24.1)), file('run 2', at('A1', 24), at('A2', 24.3))];
    expect(platesOfFiles(runs)).toEqual(runs);
    const nothing = [file('run 1', at('A1', null)), file('run 2', at('A1', null))];
    expect(platesOfFiles(nothing)).toEqual(nothing);
  });

  it('keeps replicates without a position that have the same cycle', () => {
    const plain = [file('plain', at('', 24), at('', 24)), file('other', at('', 24))];
    expect(platesOfFiles(plain).map(({ wells }) => wells.length)).toEqual([1, 2]);
  });

  it('keeps what the files say of samples', () => {
    const descriptions = new Map([['F1', 'FU1']]);
    expect(platesOfFiles([{ ...file('a', at('A1', 24)), descriptions }])).toEqual([
      { ...file('a', at('A1', 24)), descriptions },
    ]);
  });
});
