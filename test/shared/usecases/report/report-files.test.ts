import { describe, expect, it } from 'vitest';
import { isInForce, reportFiles } from '../../../../shared/usecases/report/report-files.ts';
import { withDamaged } from '../../../support/damaged-items.ts';
import { upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsIn } from '../../../support/twins-in.ts';

describe('the files of a report', () => {
  it('stand in the order they were announced, those that hold nothing of their own too', async () => {
    const memory = await twinsIn();
    await upload(memory, 'twins', 'fu1-again.csv', twinFiles().flight);
    const { files, isCut } = await reportFiles(memory, 'twins');
    expect(files.map(({ fileName }) => fileName)).toEqual(['fu1.csv', 'gu1.csv', 'fu1-again.csv']);
    expect([files.map(isInForce), isCut]).toEqual([[true, true, false], false]);
  });

  it('name one whose receipt is damaged, and hold the others', async () => {
    const memory = await twinsIn();
    const [first, second] = (await reportFiles(memory, 'twins')).files;
    const key = `twins/DOWNLINK#${first!.id}`;
    const { files, damaged } = await reportFiles(withDamaged(memory, [key]), 'twins');
    expect(files.map(({ id }) => id)).toEqual([second!.id]);
    expect(damaged).toEqual([{ id: first!.id, key }]);
  });
});
