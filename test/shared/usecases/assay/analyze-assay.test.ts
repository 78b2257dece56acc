import { describe, expect, it } from 'vitest';
import { ANALYSIS } from '../../../../shared/domain/assay/analysis.ts';
import { type AssayRecord, assayKey, assayKind } from '../../../../shared/domain/assay/assay-record.ts';
import { type AssayResults, resultsSchema } from '../../../../shared/domain/assay/results.ts';
import { experimentKey, experimentKind } from '../../../../shared/domain/experiment/experiment-record.ts';
import { decodeGeneTable } from '../../../../shared/formats/assay/gene-table-file.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recompute } from '../../../../shared/usecases/define/recompute-all.ts';
import { COMPUTED_WITH } from '../../../../shared/usecases/known/computed-with.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  receiptOf,
  send,
} from '../../../support/assay-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';

async function recordOf(ports: MemoryPorts): Promise<AssayRecord> {
  const stored = await ports.catalogue.get(assayKind, assayKey(EXPERIMENT, 1, 'rnaseq'));
  if (stored === null) throw new Error('the assay has no record');
  return stored.item;
}

async function resultsOf(ports: MemoryPorts): Promise<AssayResults> {
  const { results, due } = await recordOf(ports);
  expect(due).toBe(false);
  if (results === null) throw new Error('the assay has no results');
  return resultsSchema.parse(JSON.parse(Buffer.from(await ports.archive.read(results)).toString()));
}

async function withdraw(ports: MemoryPorts, downlink: string): Promise<void> {
  await withdrawDownlink(ports, { experiment: EXPERIMENT, downlink }, { by: 'test', reason: 'wrong' });
  await ingestDownlink(ports, { experiment: EXPERIMENT, downlink });
  await analyzeAll(ports);
}

describe('an assay', () => {
  it('is compared once its file is in: the genes that differ are found, with what qualifies them', async () => {
    const ports = await assayPorts();
    const receipt = await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    expect(receipt).toMatchObject({
      state: 'INGESTED',
      source: 'rnaseq',
      counts: { samples: 0, records: 1200, accepted: 1200, duplicates: 0, conflicts: 0, rejected: 0 },
    });
    await analyzeAll(ports);
    const { contrasts, remarks } = await resultsOf(ports);
    expect(remarks).toEqual([]);
    expect(contrasts).toHaveLength(1);
    const [contrast] = contrasts;
    expect(contrast).toMatchObject({ id: 'flight-v-ground', n: { a: 3, b: 3 }, design: 'arm', remarks: [] });
    const [engine, second] = contrast?.engines ?? [];
    expect(engine).toMatchObject({
      engine: 'limma-trend',
      isDefault: true,
      tested: 200,
      shape: 'many-small',
    });
    expect(second).toMatchObject({ engine: 'deseq2', isDefault: false });
    if (engine === undefined) throw new Error('no engine');
    const table = decodeGeneTable(await ports.archive.read(engine.table));
    const found = table.genes.filter((_, i) => table.adjPValue[i]! <= 0.05);
    expect(found.filter((gene) => gene.endsWith('0')).length).toBe(20);
    expect(table.log2fc[table.genes.indexOf('g10')]).toBeGreaterThan(1);
  });

  it('gives the same answers for its parts in any order, twice, and with one that was withdrawn', async () => {
    const parts: [string, string][] = [
      ['counts-a.csv', countsCsv(ALL_SAMPLES.slice(0, 2))],
      ['counts-b.csv', countsCsv(ALL_SAMPLES.slice(2, 5))],
      ['counts-c.csv', countsCsv(ALL_SAMPLES.slice(5))],
      ['counts-b2.csv', countsCsv(ALL_SAMPLES.slice(2, 4))],
    ];
    const answers: unknown[] = [];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 3, 0, 2],
      [3, 0, 2, 1, 1],
    ]) {
      const ports = await assayPorts();
      for (const place of order) await send(ports, ...parts[place]!);
      const other = await send(ports, 'wrong-counts.csv', countsCsv(['SFU1'], { seed: 7 }));
      await analyzeAll(ports);
      await withdraw(ports, other.id);
      answers.push({ records: (await recordOf(ports)).records, results: await comparable(ports) });
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('counts a cell that came before as a duplicate, and as new once its original is withdrawn', async () => {
    const ports = await assayPorts();
    const first = await send(ports, 'counts-1.csv', countsCsv(ALL_SAMPLES.slice(0, 2)));
    const second = await send(ports, 'counts-2.csv', countsCsv(ALL_SAMPLES.slice(1)));
    expect(second.counts).toMatchObject({ records: 1000, accepted: 800, duplicates: 200 });
    await analyzeAll(ports);
    await withdraw(ports, first.id);
    expect((await receiptOf(ports, second.id)).counts).toMatchObject({ accepted: 1000, duplicates: 0 });
    expect((await resultsOf(ports)).contrasts[0]?.n).toEqual({ a: 2, b: 3 });
  });

  it('compares nothing while two files say different counts of a sample, and names them', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    const other = await send(ports, 'counts-again.csv', countsCsv(['SFU1'], { seed: 7 }));
    expect(other.counts.conflicts).toBeGreaterThan(190);
    await analyzeAll(ports);
    const { refused, contrasts } = await resultsOf(ports);
    expect(contrasts).toEqual([]);
    expect(refused?.code).toBe('assay.conflict');
    expect(refused?.message).toContain('of SFU1, such as g0 of SFU1');
  });

  it('refuses a contrast whose arms cannot be told from a lane, in words', async () => {
    const samples = ALL_SAMPLES.map((name) => ({
      ...{ name, unit: name.slice(1) },
      batch: { lane: name.startsWith('SF') ? 'L1' : 'L2' },
    }));
    const ports = await assayPorts(assayDocument({ samples, design: { batch: ['lane'] } }));
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    expect((await resultsOf(ports)).contrasts[0]?.refused).toEqual({
      code: 'contrast.confounded',
      message:
        'flight against ground cannot be told from lane: lane is L1 in flight and L2 in ground; whatever differs may be either',
    });
  });

  it('compares anew under a definition that says otherwise what is compared', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    const contrasts = [{ a: 'ground', b: 'flight' }];
    await applyExperiment(ports, EXPERIMENT, JSON.stringify(assayDocument({ contrasts })));
    await recompute(ports, EXPERIMENT);
    await analyzeAll(ports);
    expect((await resultsOf(ports)).contrasts.map(({ id }) => id)).toEqual(['ground-v-flight']);
  });

  it('is compared anew by newer code', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    const key = experimentKey(EXPERIMENT);
    const stored = await ports.catalogue.get(experimentKind, key);
    if (stored === null) throw new Error('no experiment');
    const older = COMPUTED_WITH.replace(ANALYSIS, 'analysis/0');
    await ports.catalogue.put(experimentKind, key, { ...stored.item, computedWith: older }, stored.version);
    await recompute(ports, EXPERIMENT);
    expect((await recordOf(ports)).due).toBe(true);
  });
});

/** Without the versions of objects, which count how often they were written. */
async function comparable(ports: MemoryPorts): Promise<unknown> {
  const { contrasts, ...all } = await resultsOf(ports);
  return {
    ...all,
    contrasts: contrasts.map(({ engines, ...one }) => ({
      ...one,
      engines: engines.map(({ table, ...engine }) => ({ ...engine, table: table.digest })),
    })),
  };
}
