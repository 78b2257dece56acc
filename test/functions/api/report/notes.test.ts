import { expect, it } from 'vitest';
import { pairNotes } from '../../../../functions/api/report/notes.ts';
import { deltaSchema } from '../../../../shared/contract/deltas.ts';
import { noMarginOf } from '../../../../shared/domain/twins/environment-reasons.ts';
import { twinsApi } from '../../../support/api.ts';

it('names a channel that was not judged once', async () => {
  const { ask } = await twinsApi();
  const answer = await ask('/v1/experiments/twins/deltas?pair=P1&channel=temperature');
  const delta = deltaSchema.parse(await answer.json());
  const { sentence } = noMarginOf('humidity');
  const environment = { ...delta.environment, notJudged: [{ channel: 'humidity', sentence }] };
  expect(pairNotes({ ...delta, environment })).toContain(
    '<li>Not judged: humidity: no twin margin is declared, so nothing is judged: add twin: { margin: … }</li>',
  );
  const both = ['humidity', 'co2'].map((channel) => ({ channel, sentence: noMarginOf(channel).sentence }));
  expect(pairNotes({ ...delta, environment: { ...environment, notJudged: both } })).toContain(
    '<li>Not judged: humidity, co2: no twin margin is declared, so nothing is judged: add twin: { margin: … }</li>',
  );
});

it('says once which lag the data show', async () => {
  const { ask } = await twinsApi();
  const answer = await ask('/v1/experiments/twins/deltas?pair=P1&channel=temperature');
  const delta = deltaSchema.parse(await answer.json());
  const shown = 'the data show a lag of 0 ± 60 s (temperature), which agrees with the 0 s applied';
  const alignment = { ...delta.alignment, estimatedLagSeconds: 0, reasons: [shown] };
  expect(pairNotes({ ...delta, alignment }).match(/the data/g)).toHaveLength(1);
  const none = { ...alignment, estimatedLagSeconds: null, reasons: [] };
  expect(pairNotes({ ...delta, alignment: none })).toContain('the data cannot tell the lag');
});

it('speaks of no planned delay where a reason says that none was planned', async () => {
  const { ask } = await twinsApi();
  const answer = await ask('/v1/experiments/twins/deltas?pair=P1&channel=temperature');
  const delta = deltaSchema.parse(await answer.json());
  const planless = 'no delay was planned: the units are aligned by their events';
  const notes = (lagSeconds: number) =>
    pairNotes({ ...delta, alignment: { ...delta.alignment, lagSeconds, reasons: [planless] } });
  expect(notes(0)).toContain('by activation, with no further lag applied');
  expect(notes(0)).not.toContain('planned delay');
  expect(notes(20)).toContain('by activation, with a further lag of 20 s applied');
});
