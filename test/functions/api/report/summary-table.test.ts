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

const TWINS = { sides: { flight: 'flight', ground: 'ground' }, difference: 'flight − ground' };

it('of one armed phase a channel has one row, and phases that are not armed are named', async () => {
  const deltas = await deltasOf(armsDocument());
  expect(summaryTable(deltas, TWINS).match(/<tr/g)).toHaveLength(2);
  expect(unarmedSentences(deltas)).toEqual(['Not armed, and in no mean: stowage.']);
});

it('of several armed phases a channel has a row for all and one for each', async () => {
  const phases = [
    { id: 'stowage', to: 'activation' },
    { id: 'culture', from: 'activation', to: 'fixation' },
  ];
  const deltas = await deltasOf(armsDocument({ phases }));
  const html = summaryTable(deltas, TWINS);
  expect(html.match(/<tr/g)).toHaveLength(4);
  expect(html).toContain('all armed');
  expect(unarmedSentences(deltas)).toEqual([]);
});

it("each channel has its own verdict and reasons; the pair's stand elsewhere, and sides are called what they are", async () => {
  const [delta] = (await deltasOf(armsDocument())) as [Awaited<ReturnType<typeof deltasOf>>[number]];
  const reason = (channel: string, code: string) => ({ code, sentence: code, evidence: { channel } });
  const judged = (channel: string, verdict: 'CLEAN' | 'CONFOUNDED', coverage: number) => ({
    ...{ channel, verdict, coverage, margin: 1, seconds: 60, blocks: 6, blockSeconds: 600 },
  });
  const environment = {
    ...delta.environment,
    verdict: 'CONFOUNDED' as const,
    reasons: [
      reason('temperature', 'excursion'),
      reason('humidity', 'stuck-samples'),
      { code: 'alignment-disputed', sentence: 'the alignment is disputed', evidence: {} },
    ],
    judged: [judged('temperature', 'CONFOUNDED', 1), judged('humidity', 'CLEAN', 0.854)],
  };
  const excluded = { flight: { unarmed: 2 }, ground: {} };
  const rows = ['temperature', 'humidity', 'voltage'].map((channel) =>
    summaryTable([{ ...delta, channel, environment, excluded }], {
      sides: { flight: 'flight', ground: 'centrifuge' },
      difference: 'flight − centrifuge',
    }),
  );
  const [temperature, humidity, voltage] = rows.map(
    (html) => /data-label="environment"><span>(.*?)<\/span><\/td>/.exec(html)?.[1],
  );
  expect(temperature).toBe('CONFOUNDED<span class="why">a long excursion</span>');
  expect(humidity).toBe('CLEAN (85.4 % covered)');
  expect(voltage).toBe('not judged');
  expect(rows[0]).toContain('<th scope="col" class="number" style="width:11%">flight − centrifuge</th>');
  expect(rows[0]).not.toMatch(/ground/);
});
