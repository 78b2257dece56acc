/** Wells of qPCR on the road of assays: taken in, counted, withdrawn. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AssayRecord, assayKey, assayKind } from '../../../../shared/domain/assay/assay-record.ts';
import { resultsSchema } from '../../../../shared/domain/assay/results.ts';
import { decodeAssayTable } from '../../../../shared/formats/assay/table-file.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { assayParts } from '../../../../shared/usecases/assay/parts-in-force.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  EXPERIMENT,
  receiptOf,
  send,
} from '../../../support/assay-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';

function qpcrDocument(match = '*.csv') {
  return assayDocument({ id: 'genes', kind: 'qpcr', match, references: ['GAPDH'] });
}

/** Three wells of two targets of each sample. */
function plateCsv(samples: readonly string[]): string {
  const rows = samples.flatMap((sample, s) =>
    ['GAPDH', 'CTSK'].flatMap((target, t) =>
      [0, 1, 2].map((i) => {
        const ct = t === 1 && i === 2 && s === 0 ? 'Undetermined' : (18 + 6 * t + 0.1 * i + s).toFixed(2);
        return `${String.fromCharCode(65 + s)}${3 * t + i + 1},${sample},${target},${ct}`;
      }),
    ),
  );
  return `${['Well,Sample,Target,Ct', ...rows].join('\n')}\n`;
}

async function recordOf(ports: MemoryPorts): Promise<AssayRecord> {
  const stored = await ports.catalogue.get(assayKind, assayKey(EXPERIMENT, 1, 'genes'));
  if (stored === null) throw new Error('the assay has no record');
  return stored.item;
}

async function keptTables(ports: MemoryPorts) {
  const { inForce } = await assayParts(ports, await loadExperiment(ports, EXPERIMENT), 'genes');
  return Promise.all(inForce.map(async ({ part }) => decodeAssayTable(await ports.archive.read(part.table))));
}

describe('wells of qPCR', () => {
  it('are taken in and counted, and become quantities of units beside the references', async () => {
    const ports = await assayPorts(qpcrDocument());
    const receipt = await send(ports, 'plate.csv', plateCsv(ALL_SAMPLES));
    expect(receipt).toMatchObject({
      ...{ state: 'INGESTED', source: 'genes' },
      counts: { samples: 0, records: 36, accepted: 36, duplicates: 0, conflicts: 0, rejected: 0 },
    });
    await analyzeAll(ports);
    const { results, records } = await recordOf(ports);
    if (results === null) throw new Error('the assay has no results');
    expect(records).toMatch(/^[0-9a-f]{64}$/);
    expect(
      resultsSchema.parse(JSON.parse(Buffer.from(await ports.archive.read(results)).toString())),
    ).toMatchObject({
      contrasts: [],
      quantities: {
        references: [{ name: 'GAPDH', stability: null }],
        // Of SFU1 two of three wells crossed: 24.05 cycles, 5.95 after the mean of GAPDH.
        targets: [
          {
            ...{ target: 'CTSK', method: 'DDCT', assumed: ['CTSK', 'GAPDH'] },
            units: [
              { unit: 'FU1', arm: 'flight', crossed: 2, never: 1, log2: expect.closeTo(-5.95, 10) },
              {},
              {},
              {},
              {},
              {},
            ],
          },
        ],
      },
    });
    const [table] = await keptTables(ports);
    expect(table?.table === 'wells' && table.wells.filter(({ ct }) => ct === null)).toMatchObject([
      { well: 'A6', sample: 'SFU1', target: 'CTSK' },
    ]);
  });

  it('count once, however often they come, and are gone once their file is withdrawn', async () => {
    const ports = await assayPorts(qpcrDocument());
    const first = await send(ports, 'plate-1.csv', plateCsv(ALL_SAMPLES.slice(0, 3)));
    await analyzeAll(ports);
    const { records } = await recordOf(ports);
    const both = await send(ports, 'plate-2.csv', `${plateCsv(ALL_SAMPLES.slice(0, 3))}H1,SGU1,CTSK,25.5\n`);
    expect(both.counts).toMatchObject({ records: 19, accepted: 1, duplicates: 18 });
    await analyzeAll(ports);
    expect((await recordOf(ports)).records).not.toBe(records);
    for (const { id } of [both, first]) {
      await withdrawDownlink(
        ports,
        { experiment: EXPERIMENT, downlink: id },
        { by: 'test', reason: 'wrong' },
      );
      await ingestDownlink(ports, { experiment: EXPERIMENT, downlink: id });
      await analyzeAll(ports);
      expect((await receiptOf(ports, id)).state).toBe('WITHDRAWN');
      expect((await recordOf(ports)).records).toBe(id === both.id ? records : null);
    }
  });

  it('keep what RDML says of their samples', async () => {
    const ports = await assayPorts(qpcrDocument('*.rdml'));
    const file = new URL('../../../golden/assays/run.rdml', import.meta.url);
    const golden = JSON.parse(readFileSync(new URL('run.expected.json', file), 'utf8'));
    const receipt = await send(ports, 'run.rdml', readFileSync(file));
    const rejected = golden.rejected.length;
    expect(receipt.counts).toMatchObject({ records: golden.records, rejected });
    const [table] = await keptTables(ports);
    if (table?.table !== 'wells') throw new Error('expected wells');
    expect([...(table.descriptions ?? [])].sort()).toEqual(golden.descriptions.toSorted());
  });
});
