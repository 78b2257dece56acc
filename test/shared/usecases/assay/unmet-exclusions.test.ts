import { describe, expect, it } from 'vitest';
import { listContrasts } from '../../../../shared/usecases/answer/list-contrasts.ts';
import { listExclusions } from '../../../../shared/usecases/answer/list-exclusions.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';

const exclude = (ports: MemoryPorts, sample: string) =>
  recordExclusion(ports, EXPERIMENT, { sample, reason: 'LOST', evidence: 'tube empty' }, 'lab');
const listed = async (ports: MemoryPorts) =>
  (await listExclusions(ports, EXPERIMENT)).exclusions.map(({ unmet }) => unmet);

const sheet = { match: '*sheet*.csv', sample: 'name', unit: 'unit' };
const SHEET = `name,unit\n${ALL_SAMPLES.map((name) => `${name},${name.slice(1)}`).join('\n')}\n`;

describe('an exclusion of what nobody has', () => {
  it('is told at once, in the list and in the answers, with what may have been meant', async () => {
    const ports = await assayPorts();
    const why =
      'no definition and no file names the sample "SFU33" yet, so that nothing is taken out; did you mean "SFU3"?';
    expect((await exclude(ports, 'SFU33')).unmet).toBe(why);
    expect(await listed(ports)).toEqual([why]);
    expect((await listContrasts(ports, EXPERIMENT, {})).exclusions[0]?.unmet).toBe(why);
    expect((await exclude(ports, 'SFU3')).unmet).toBeUndefined();
  });

  it('stands, and takes its sample out as soon as a sheet names it', async () => {
    const ports = await assayPorts(assayDocument({ samples: [], sheet }));
    expect((await exclude(ports, 'SFU3')).unmet).toContain('no file names the sample "SFU3" yet');
    await send(ports, 'sheet.csv', SHEET);
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    expect(await listed(ports)).toEqual([undefined]);
    const { contrasts } = await listContrasts(ports, EXPERIMENT, {});
    expect(contrasts[0]?.n).toEqual({ a: 2, b: 3 });
  });

  it('is of no unit any more where the definition has dropped it', async () => {
    const ports = await assayPorts(assayDocument({}, 4));
    const leak = { unit: 'FU4', reason: 'LEAK', evidence: 'foam' } as const;
    expect((await recordExclusion(ports, EXPERIMENT, leak, 'lab')).unmet).toBeUndefined();
    await applyExperiment(ports, EXPERIMENT, JSON.stringify(assayDocument()));
    expect(await listed(ports)).toEqual([
      'the definition has no unit "FU4" any more, so that nothing is taken out',
    ]);
  });
});
