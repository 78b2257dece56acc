import { expect, it } from 'vitest';
import { refuseOtherQuestion } from '../../../../shared/usecases/answer/snapshot-question.ts';

const RECORD = {
  ...{ sha256: 'ab', pair: 'P1', channel: 'temperature', asked: { from: null, to: null } },
  ...{ resolution: 'PT24H', pinnedAt: 0, pinnedBy: 'ada', pending: 0, downlinks: [], events: [] },
};

it('knows the windows of a snapshot however an earlier version wrote their length, and refuses others', () => {
  expect(() => refuseOtherQuestion(RECORD, { resolution: 86_400 })).not.toThrow();
  expect(() => refuseOtherQuestion({ ...RECORD, resolution: 'P1D' }, { resolution: 86_400 })).not.toThrow();
  expect(() => refuseOtherQuestion(RECORD, { resolution: 3600 })).toThrow(
    'the snapshot answers resolution P1D, got PT1H',
  );
});
