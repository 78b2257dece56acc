import { expect, it } from 'vitest';
import { reportExperiment } from '../../../../shared/usecases/answer/report-experiment.ts';
import { actOnce, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

it('A report has a figure for each delta, the findings of its pairs and what it was computed from', async () => {
  const memory = await twinsIn();
  const report = await reportExperiment(memory, 'twins', {});
  expect(report).toMatchObject({ title: 'Two incubators', revision: 1, pending: 0 });
  expect(report.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(report.figures.map(({ title }) => title)).toEqual(['P1 temperature', 'P1 humidity']);
  expect(report.found.anomalies.map(({ kind, unit }) => [kind, unit])).toEqual([['STUCK', 'FU1']]);
});

it('A report counts what is not in it yet', async () => {
  const memory = await twinsDefined();
  await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
  await actOnce(memory);
  expect((await reportExperiment(memory, 'twins', {})).pending).toBeGreaterThan(0);
});
