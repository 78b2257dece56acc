import { expect, it } from 'vitest';
import {
  reportArrival,
  reportCompared,
  reportContrasts,
  reportFrame,
  reportWatch,
} from '../../../../shared/usecases/report/report-experiment.ts';
import { actOnce, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

it('A report has its files by number, the hash of the archive, and the findings of every unit or of a pair', async () => {
  const memory = await twinsIn();
  const frame = await reportFrame(memory, 'twins');
  expect(frame.arrived.files.map(({ fileName, state }) => [fileName, state])).toEqual([
    ['fu1.csv', 'INGESTED'],
    ['gu1.csv', 'INGESTED'],
  ]);
  const { archive, pending } = await reportArrival(memory, frame);
  expect([archive, pending]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 0]);
  for (const query of [{}, { pair: ['P1'] }]) {
    const { found } = await reportWatch(memory, frame, query);
    expect(found.anomalies.map(({ kind, unit }) => [kind, unit])).toEqual([['STUCK', 'FU1']]);
  }
});

it('A report counts what is not in it yet', async () => {
  const memory = await twinsDefined();
  await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
  await actOnce(memory);
  const frame = await reportFrame(memory, 'twins');
  expect((await reportArrival(memory, frame)).pending).toBeGreaterThan(0);
});

it('A report compares its arms once, for its head and for its sections', async () => {
  const memory = await twinsIn();
  const frame = await reportFrame(memory, 'twins');
  const { arms, genes } = await reportContrasts(memory, frame);
  const compared = await reportCompared(memory, frame);
  expect([compared.arms === arms, compared.genes === genes]).toEqual([true, true]);
});
