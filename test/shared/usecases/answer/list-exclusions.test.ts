import { describe, expect, it } from 'vitest';
import { listExclusions } from '../../../../shared/usecases/answer/list-exclusions.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import { assayPorts, EXPERIMENT } from '../../../support/assay-experiment.ts';

describe('the list of exclusions', () => {
  it('holds what was recorded in its order, lifted ones and what lifted them too', async () => {
    const ports = await assayPorts();
    expect((await listExclusions(ports, EXPERIMENT)).exclusions).toEqual([]);
    const leak = { unit: 'FU2', reason: 'LEAK', evidence: 'medium in the foam' } as const;
    const { id } = await recordExclusion(ports, EXPERIMENT, leak, 'ops');
    ports.clock.advance(60);
    const lost = { sample: 'SGU1', reason: 'LOST', evidence: 'tube broken', blinded: true } as const;
    const other = await recordExclusion(ports, EXPERIMENT, lost, 'lab');
    ports.clock.advance(60);
    const lift = await recordExclusion(ports, EXPERIMENT, { lifts: id, evidence: 'condensate' }, 'lab');
    expect((await listExclusions(ports, EXPERIMENT)).exclusions).toMatchObject([
      { id, unit: 'FU2', reason: 'LEAK', by: 'ops', blinded: false, liftedBy: lift.id },
      { id: other.id, sample: 'SGU1', blinded: true, by: 'lab' },
      { id: lift.id, lifts: id, evidence: 'condensate', by: 'lab' },
    ]);
  });

  it('is of an experiment that there is', async () => {
    await expect(listExclusions(await assayPorts(), 'none')).rejects.toMatchObject({
      code: 'experiment.unknown',
    });
  });
});
