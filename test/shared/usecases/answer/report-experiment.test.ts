import { expect, it } from 'vitest';
import {
  reportArrival,
  reportFrame,
  reportWatch,
} from '../../../../shared/usecases/answer/report-experiment.ts';
import { reportPair } from '../../../../shared/usecases/answer/report-pair.ts';
import { actOnce, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
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

it('A pair of a report has a figure for each delta; of one that is too much only its reason is told, unless it was asked for', async () => {
  const memory = await twinsIn();
  const { loaded } = await reportFrame(memory, 'twins');
  const { figures, leftOut } = await reportPair(memory, loaded, 'P1', {});
  expect(figures.map((figure) => figure?.title)).toEqual(['P1 temperature', 'P1 humidity']);
  expect(leftOut).toBeNull();
});

it('Of a pair that is too much for a page only the reason is told, unless it was asked for', async () => {
  const channel = (i: number) =>
    `  - { id: c${i}, quantity: temperature, unit: Cel, storage: decimal(2), period: PT1M, twin: { tolerance: PT10S } }`;
  const many = Array.from({ length: 65 }, (_, i) => channel(i)).join('\n');
  const columns = (unit: string) =>
    Array.from({ length: 65 }, (_, i) => `c${i}: { unit: ${unit}, channel: c${i} }`).join(', ');
  const definition = TWIN_DEFINITION.replace('sources:', `${many}\nsources:`)
    .replace('rh: { unit: FU1,', `${columns('FU1')}, rh: { unit: FU1,`)
    .replace('rh: { unit: GU1,', `${columns('GU1')}, rh: { unit: GU1,`);
  const memory = await twinsDefined(definition);
  const { loaded } = await reportFrame(memory, 'twins');
  expect(await reportPair(memory, loaded, 'P1', {})).toMatchObject({
    deltas: [],
    leftOut: expect.stringMatching(/^the answer would hold 67 deltas, at most 64 fit/),
  });
  const named = reportPair(memory, loaded, 'P1', { pair: ['P1'] });
  await expect(named).rejects.toMatchObject({ code: 'deltas.too-many' });
});
