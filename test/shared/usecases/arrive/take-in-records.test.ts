import { describe, expect, it } from 'vitest';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay } from '../../../support/pit-files.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const samples = ['F1', 'G1'].map((unit) => ({ name: `${unit}-S1*`, unit, slice: 'S1', areaMm2: 20 }));
const document = armsDocument({ assays: [pitAssay({ samples })] });
const run = (...areas: readonly number[]) =>
  ['ImageNumber,ObjectNumber,AreaShape_Area', ...areas.map((area, i) => `10,${i + 1},${area}`), ''].join(
    '\n',
  );

describe('records of a file', () => {
  it('are counted as they will stand once all is compared, before it is', async () => {
    const ports = await armsPorts(document, { 'F1-S1_pits.csv': run(100, 200) });
    const counted = async (name: string, text: string) => {
      const id = await upload(ports, E, name, text);
      await actOnce(ports);
      const first = await showReceipt(ports, E, id);
      await settleAll(ports);
      const settled = await showReceipt(ports, E, id);
      expect(first.counts).toEqual(settled.counts);
      return first;
    };
    // Another run numbers its images as the first does.
    const second = await counted('G1-S1_pits.csv', run(300, 400));
    expect(second.counts).toMatchObject({ accepted: 2, duplicates: 0, conflicts: 0 });
    expect(second.verdict[0]).toBe('In: all 2 records of the assay pits are new.');
    const again = await counted('G1-S1-again_pits.csv', run(300, 401));
    expect(again.counts).toMatchObject({ accepted: 0, duplicates: 1, conflicts: 1 });
    expect(again.verdict[4]).not.toContain('withdraw');
  });
});
