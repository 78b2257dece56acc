import { describe, expect, it } from 'vitest';
import { assayKey, assayKind } from '../../../../shared/domain/assay/assay-record.ts';
import { actOnAssay } from '../../../../shared/usecases/assay/act-on-assay.ts';
import { ALL_SAMPLES, assayPorts, countsCsv, EXPERIMENT, send } from '../../../support/assay-experiment.ts';

const HINT = { experiment: EXPERIMENT, assay: 'rnaseq' };
const coming = (name: string, since: number) => ({ name, since, isAgain: true, code: 'code 1' });

describe('actOnAssay', () => {
  it('computes what is due, and nothing where nothing is', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    expect(await actOnAssay(ports, HINT, coming('m1', 0))).toEqual({ damaged: null, isStopped: false });
    const key = assayKey(EXPERIMENT, 1, 'rnaseq');
    expect((await ports.catalogue.get(assayKind, key))?.item).toMatchObject({ due: false });
    const before = (await ports.catalogue.get(assayKind, key))?.version;
    await actOnAssay(ports, HINT, coming('m2', 0));
    expect((await ports.catalogue.get(assayKind, key))?.version).toBe(before);
  });

  it('names a table that is damaged, and keeps the mark', async () => {
    const ports = await assayPorts();
    const { id } = await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    const key = `assays/experiment=${EXPERIMENT}/assay=rnaseq/downlink=${id}/attempt-1.parquet`;
    const bytes = (await ports.archive.read(key)).slice();
    bytes[100]! ^= 0xff;
    await ports.archive.put(key, bytes);
    const { damaged } = await actOnAssay(ports, HINT, coming('m1', 0));
    expect(damaged?.key).toBe(key);
    expect((await ports.catalogue.get(assayKind, assayKey(EXPERIMENT, 1, 'rnaseq')))?.item.due).toBe(true);
  });
});
