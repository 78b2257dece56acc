import { expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import type { DeltasQuery } from '../../../../shared/usecases/answer/query-deltas.ts';
import { refuseOtherQuestion } from '../../../../shared/usecases/answer/snapshot-question.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const RECORD = {
  ...{ sha256: 'ab', pair: 'P1', channel: 'temperature', asked: { from: null, to: null } },
  ...{ resolution: 'PT24H', pinnedAt: 0, pinnedBy: 'ada', pending: 0, downlinks: [], events: [] },
};

/** @param period of the channel */
function refused(record: typeof RECORD, query: DeltasQuery, period = 'PT1M'): void {
  const { definition } = readDefinition(
    TWIN_DEFINITION.replaceAll('period: PT1M', `period: ${period}`).replaceAll(
      'tolerance: PT10S',
      'tolerance: PT0.5S',
    ),
  );
  refuseOtherQuestion(record, query, indexDefinition(definition));
}

it('knows the windows of a snapshot however an earlier version wrote their length, and refuses others', () => {
  expect(() => refused(RECORD, { resolution: 86_400 })).not.toThrow();
  expect(() => refused({ ...RECORD, resolution: 'P1D' }, { resolution: 86_400 })).not.toThrow();
  expect(() => refused(RECORD, { resolution: 3600 })).toThrow(
    'the snapshot answers resolution P1D, got PT1H',
  );
});

it('knows the resolution that was asked for where its windows are of whole cells', () => {
  const ofCells = { ...RECORD, resolution: 'PT10M' };
  expect(() => refused(ofCells, { resolution: 420 }, 'PT1S')).not.toThrow();
  expect(() => refused(ofCells, { resolution: 300 }, 'PT1S')).toThrow(
    'the snapshot answers resolution PT10M',
  );
  expect(() => refused(ofCells, { resolution: 601 }, 'PT1S')).toThrow(
    'the snapshot answers resolution PT10M',
  );
  // Of one sample a minute no cells are kept.
  expect(() => refused(ofCells, { resolution: 420 }, 'PT1M')).toThrow(
    'the snapshot answers resolution PT10M',
  );
});
