import { describe, expect, it } from 'vitest';
import { queryGenes } from '../../../../shared/usecases/answer/query-genes.ts';
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
import { settleAll } from '../../../support/run-stack.ts';

const QUERY = { sort: 'pValue', limit: 1, skip: 0 } as const;

async function asked(ports: MemoryPorts, more: { since?: string; engine?: string } = {}) {
  const { genes } = await queryGenes(ports, EXPERIMENT, 'flight-v-ground', { ...QUERY, ...more });
  return genes;
}

async function compared(samples: readonly string[]) {
  const ports = await assayPorts();
  await send(ports, 'counts.csv', countsCsv(samples));
  await analyzeAll(ports);
  const { snapshot } = await asked(ports);
  return { ports, since: snapshot ?? '' };
}

describe('what has changed in a contrast since a snapshot of it', () => {
  it('is nothing where all is as it was', async () => {
    const { ports, since } = await compared(ALL_SAMPLES);
    expect((await asked(ports, { since })).since).toEqual({ snapshot: since, isSame: true, changes: [] });
    expect((await asked(ports)).since).toBeUndefined();
  });

  it('is said of files, of exclusions and of the definition, with what came of it', async () => {
    const { ports, since } = await compared(ALL_SAMPLES.slice(0, 5));
    await send(ports, 'late-counts.csv', countsCsv(['SGU3']));
    await analyzeAll(ports);
    const later = await asked(ports, { since });
    expect(later.since?.changes.slice(0, 2)).toEqual(['new: late-counts.csv', 'units: 3 v 2, now 3 v 3']);
    const lost = { sample: 'SFU3', reason: 'LOST', evidence: 'tube empty' } as const;
    await recordExclusion(ports, EXPERIMENT, lost, 'lab');
    expect((await asked(ports, { since })).since?.changes).toEqual([
      'nothing of now is compared yet, or can be: see refused and pending',
    ]);
    await analyzeAll(ports);
    const out = await asked(ports, { since: later.snapshot ?? '' });
    expect(out.since?.changes).toContain('excluded since: SFU3 (LOST)');
    const titled = JSON.stringify({ ...assayDocument(), title: 'Genes' });
    await applyExperiment(ports, EXPERIMENT, titled);
    await settleAll(ports);
    const again = await asked(ports, { since: out.snapshot ?? '' });
    expect(again.since).toMatchObject({ isSame: false, changes: ['the definition is another one now'] });
  });

  it.each([
    ['flight', 'snapshot.unknown'],
    [`sha256:${'0'.repeat(64)}`, 'snapshot.unknown'],
  ])('is refused of %s', async (since, code) => {
    const { ports } = await compared(ALL_SAMPLES);
    await expect(asked(ports, { since })).rejects.toMatchObject({ code });
  });

  it('is not told where what is kept of the snapshot is damaged', async () => {
    const { ports, since } = await compared(ALL_SAMPLES);
    const key = `contrasts/experiment=${EXPERIMENT}/snapshot=${since.slice('sha256:'.length)}.json`;
    const kept = Buffer.from(await ports.archive.read(key)).toString();
    await ports.archive.put(key, Buffer.from(kept.replace('"a":3', '"a":2')));
    await expect(asked(ports, { since })).rejects.toMatchObject({ name: 'Damaged', key });
  });

  it('is refused of a snapshot by another engine', async () => {
    const { ports, since } = await compared(ALL_SAMPLES);
    const other = (await asked(ports)).engines[1];
    await expect(
      asked(ports, { since, ...(other !== undefined && { engine: other }) }),
    ).rejects.toMatchObject({
      code: 'snapshot.of-another',
    });
  });
});
