import { expect, it } from 'vitest';
import { reportFrame } from '../../../../shared/usecases/report/report-experiment.ts';
import { reportPair } from '../../../../shared/usecases/report/report-pair.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

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
