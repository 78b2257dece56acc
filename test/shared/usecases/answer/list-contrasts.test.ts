import { describe, expect, it } from 'vitest';
import { listContrasts } from '../../../../shared/usecases/answer/list-contrasts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const E = 'twins';

/** The twins, with a batch of genes of which one sample an arm is declared. */
async function twinsWithGenes(takenAt: string) {
  const ports = memoryPorts();
  const assay = `
assays:
  - id: rnaseq
    kind: counts
    match: "*counts*.csv"
    takenAt: ${takenAt}
    samples: [{ name: A, unit: FU1 }, { name: B, unit: GU1 }]
`;
  await applyExperiment(ports, E, `${TWIN_DEFINITION}${assay}`);
  return ports;
}

describe('the environment of a contrast', () => {
  it('is that of the pairs that join its arms, up to when the samples were taken', async () => {
    const ports = await twinsWithGenes('2026-03-01T09:00:00Z');
    const { flight, ground } = twinFiles();
    await upload(ports, E, 'fu1.csv', flight);
    await upload(ports, E, 'gu1.csv', ground);
    await settleAll(ports);
    const [contrast] = (await listContrasts(ports, E, {})).contrasts;
    expect(contrast?.environment).toMatchObject({
      sentence:
        '1 pair of flight and ground looked at, over armed time up to when the later sample of each pair was taken',
      pairs: [{ pair: 'P1' }],
    });
    expect(contrast?.environment.pairs[0]?.verdict).toBe(contrast?.environment.verdict);
  });

  it('names the units that are in no pair, and is then not CLEAN', async () => {
    const ports = memoryPorts();
    const third = TWIN_DEFINITION.replace('pairs:', '  - { id: FU2, arm: flight }\npairs:');
    const assay = `
assays:
  - id: rnaseq
    kind: counts
    match: "*counts*.csv"
    takenAt: 2026-03-01T09:00:00Z
    samples: [{ name: A, unit: FU1 }, { name: B, unit: GU1 }, { name: C, unit: FU2 }]
`;
    await applyExperiment(ports, E, `${third}${assay}`);
    const { flight, ground } = twinFiles({ isFrozen: false });
    await upload(ports, E, 'fu1.csv', flight);
    await upload(ports, E, 'gu1.csv', ground);
    await settleAll(ports);
    const [contrast] = (await listContrasts(ports, E, {})).contrasts;
    expect(contrast?.environment.pairs).toMatchObject([{ pair: 'P1', verdict: 'CLEAN' }]);
    expect(contrast?.environment.verdict).toBe('UNKNOWN');
    expect(contrast?.environment.sentence).toContain('; not looked at, being in no such pair: FU2');
  });

  it('is unknown where a unit has no such event, which is named', async () => {
    const ports = await twinsWithGenes('fixation');
    const [contrast] = (await listContrasts(ports, E, {})).contrasts;
    expect(contrast?.environment).toMatchObject({
      verdict: 'UNKNOWN',
      pairs: [{ reasons: ['FU1 has no event fixation, at which its sample was taken'] }],
    });
  });

  it('is unknown while nothing has come of its units', async () => {
    const ports = await twinsWithGenes('2026-03-01T09:00:00Z');
    const [contrast] = (await listContrasts(ports, E, {})).contrasts;
    expect(contrast?.environment.verdict).toBe('UNKNOWN');
  });
});

describe('samples that were stored otherwise in one arm', () => {
  it('make the contrast CONFOUNDED, in words', async () => {
    const samples = ALL_SAMPLES.map((name) => ({
      ...{ name, unit: name.slice(1), storageDays: name.startsWith('SF') ? 12 : 2, fixative: 'RNAlater' },
    }));
    const ports = await assayPorts(assayDocument({ samples }));
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    const { contrasts } = await listContrasts(ports, EXPERIMENT, {});
    expect(contrasts[0]?.environment).toMatchObject({
      verdict: 'CONFOUNDED',
      sentence: expect.stringMatching(
        /^the time of storage is 12 days in flight and 2 days in ground: whatever differs may come of that; /,
      ),
    });
  });
});
