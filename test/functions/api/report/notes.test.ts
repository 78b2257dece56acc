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
    '<li>Not judged: humidity declares no twin margin, so that it cannot be judged: add twin: { margin: … }</li>',
  );
});
