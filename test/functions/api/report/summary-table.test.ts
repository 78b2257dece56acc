import { expect, it } from 'vitest';
import { summaryTable, unarmedSentences } from '../../../../functions/api/report/summary-table.ts';
import { reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { reportPair } from '../../../../shared/usecases/report/report-pair.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';

async function deltasOf(document: ReturnType<typeof armsDocument>) {
  const ports = await armsPorts(document);
  const { loaded } = await reportFrame(ports, E);
  return (await reportPair(ports, loaded, 'P1', { channel: ['temperature'] })).deltas;
}

it('of one armed phase a channel has one row, and phases that are not armed are named', async () => {
  const deltas = await deltasOf(armsDocument());
  expect(summaryTable(deltas).match(/<tr/g)).toHaveLength(2);
  expect(unarmedSentences(deltas)).toEqual(['Not armed, and in no mean: stowage.']);
});

it('of several armed phases a channel has a row for all and one for each', async () => {
  const phases = [
    { id: 'stowage', to: 'activation' },
    { id: 'culture', from: 'activation', to: 'fixation' },
  ];
  const deltas = await deltasOf(armsDocument({ phases }));
  const html = summaryTable(deltas);
  expect(html.match(/<tr/g)).toHaveLength(4);
  expect(html).toContain('all armed');
  expect(unarmedSentences(deltas)).toEqual([]);
});
