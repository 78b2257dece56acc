import { describe, expect, it } from 'vitest';
import { comparisonsTable } from '../../../../functions/api/routes/comparison-table.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  temperaturesCsv,
} from '../../../support/arms-experiment.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

describe('comparisons as a table', () => {
  it('say beside each number what it is with what was excluded, its null, and what qualifies it', async () => {
    const ports = await armsPorts(armsDocument(), { 'wide.csv': temperaturesCsv() });
    const leak = { unit: 'F3', reason: 'LEAK', evidence: 'medium in the foam' } as const;
    await recordExclusion(ports, ARMS_EXPERIMENT, leak, 'ops');
    const rehearsal = {
      ...armsDocument({ mode: 'REHEARSAL' }),
      id: 'rehearsal',
      arms: ['flight', 'rotor', 'ground'].map((id) => ({ id, kind: 'GROUND_CONTROL_SYNCHRONOUS' })),
      pairs: [],
    };
    await applyExperiment(ports, 'rehearsal', JSON.stringify(rehearsal));
    await upload(ports, 'rehearsal', 'wide.csv', temperaturesCsv());
    await settleAll(ports);
    const query = { contrast: 'flight-v-ground', endpoint: 'temperature', null: ['rehearsal'] };
    const { header, rows } = comparisonsTable(await listComparisons(ports, ARMS_EXPERIMENT, query));
    const [row = []] = [...rows];
    const told = Object.fromEntries(header.map((name, i) => [name, row[i]]));
    expect(told).toMatchObject({
      ...{ estimate: 0.95, 'a.n': 2, 'withExcluded.a.n': 3, 'withExcluded.estimate': 1, leastCoverage: 1 },
      'a.missing': expect.stringMatching(/^F3 \(excluded: LEAK, by ops at /),
      'b.missing': null,
      'null.n': 9,
      'null.standsOut': false,
      'null.sentence':
        '9 units of 1 rehearsal: 3 differences of arms that should not differ; between runs nothing is known',
      environmentSentence: expect.stringContaining('looked at'),
      // Of channels none is still to come.
      ...{ preliminary: undefined, family: 'CHANNELS' },
    });
    expect(told['withExcluded.pValue']).toBeTypeOf('number');
    expect(told['null.differences']).toContain('flight and ground of rehearsal=');
  });
});
