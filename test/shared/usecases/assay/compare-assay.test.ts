/** Lanes of a probe panel (NanoString RCC), from their files to contrasts. */
import { describe, expect, it } from 'vitest';
import { assayKey, assayKind } from '../../../../shared/domain/assay/assay-record.ts';
import { type AssayResults, resultsSchema } from '../../../../shared/domain/assay/results.ts';
import { decodeGeneTable } from '../../../../shared/formats/assay/gene-table-file.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';

const GENES = 60;

interface Lane {
  /** How much RNA the lane got, and how well it was read. */
  readonly input: number;
  readonly scale: number;
}

/** Every sixth gene is four times as much in flight; what a lane got and how it was read differ, whatever its arm. */
function rcc(sample: string, { input, scale }: Lane, { posA = 20_000 } = {}): string {
  const noise = (name: string) => Math.exp(0.08 * randomStream(5, `${name} of ${sample}`).normal());
  const row = (of: string, name: string, count: number) => `${of},${name},X_1,${Math.round(count)}`;
  const genes = Array.from({ length: GENES }, (_, g) => {
    const base = 100 + 3000 * randomStream(5, `gene ${g}`).uniform();
    const fold = g % 6 === 0 && sample.startsWith('SF') ? 4 : 1;
    return row('Endogenous', `g${g}`, base * fold * input * scale * noise(`g${g}`));
  });
  const steady = ['HK1', 'HK2', 'HK3'].map((name) =>
    row('Housekeeping', name, 900 * input * scale * noise(name)),
  );
  const positives = [posA, 5000, 1250, 312, 78, 20].map((count, i) =>
    row('Positive', `POS_${'ABCDEF'[i]}(${128 / 4 ** i})`, count * scale),
  );
  const negatives = [3, 5, 4, 6].map((count, i) => row('Negative', `NEG_${'ABCD'[i]}(0)`, count));
  return [
    ...['<Header>', 'FileVersion,1.7', 'SoftwareVersion,4.0.0.3', '</Header>', ''],
    ...['<Lane_Attributes>', 'ID,1', 'FovCount,280', 'FovCounted,280', 'BindingDensity,0.8'],
    ...['</Lane_Attributes>', '', '<Code_Summary>', 'CodeClass,Name,Accession,Count'],
    ...[...genes, ...steady, ...positives, ...negatives, '</Code_Summary>', ''],
  ].join('\r\n');
}

const LANES: readonly Lane[] = [
  { input: 1, scale: 1 },
  { input: 0.5, scale: 1.2 },
  { input: 0.7, scale: 0.8 },
  { input: 2, scale: 1 },
  { input: 1.5, scale: 1.1 },
  { input: 2.2, scale: 0.9 },
];

function panelDocument(more: Readonly<Record<string, unknown>> = {}) {
  const { assays, ...rest } = assayDocument();
  const samples = assays[0]!.samples.map(({ name, unit }) => ({ name: `${name}*.RCC`, unit }));
  return { ...rest, assays: [{ ...assays[0]!, match: '*.RCC', samples, ...more }] };
}

async function sendLanes(ports: MemoryPorts, failing: string | null = null): Promise<void> {
  for (const [i, sample] of ALL_SAMPLES.entries())
    await send(ports, `${sample}_01.RCC`, rcc(sample, LANES[i]!, { posA: sample === failing ? 0 : 20_000 }));
  await analyzeAll(ports);
}

async function resultsOf(ports: MemoryPorts): Promise<AssayResults> {
  const stored = await ports.catalogue.get(assayKind, assayKey(EXPERIMENT, 1, 'rnaseq'));
  const results = stored?.item.results ?? null;
  if (results === null) throw new Error('the assay has no results');
  return resultsSchema.parse(JSON.parse(Buffer.from(await ports.archive.read(results)).toString()));
}

describe('lanes of a probe panel', () => {
  it('are normalized before their genes are compared, and no control is compared as a gene', async () => {
    const ports = await assayPorts(panelDocument());
    await sendLanes(ports);
    const { remarks, contrasts } = await resultsOf(ports);
    expect(remarks).toEqual([
      {
        code: 'panel.housekeeping',
        message:
          'normalized by 3 housekeeping probes, whose mean is the same in every lane by that: HK1, HK2, HK3',
      },
    ]);
    expect(contrasts).toMatchObject([
      { id: 'flight-v-ground', n: { a: 3, b: 3 }, engines: [{ engine: 'limma-trend', tested: GENES + 3 }] },
    ]);
    const table = decodeGeneTable(await ports.archive.read(contrasts[0]!.engines[0]!.table));
    expect(table.genes.filter((name) => /^(?:POS|NEG)_/.test(name))).toEqual([]);
    const found = table.genes.filter((_, i) => table.adjPValue[i]! <= 0.05);
    const changed = Array.from({ length: GENES / 6 }, (_, i) => `g${6 * i}`);
    expect(found.filter((name) => changed.includes(name))).toHaveLength(changed.length);
    // Flight got a third of the RNA of ground; as they were counted, all genes would be down.
    for (const name of changed)
      expect(Math.abs(table.log2fc[table.genes.indexOf(name)]! - 2)).toBeLessThan(0.3);
  });

  it('are normalized by the references of the definition, where it names some', async () => {
    const ports = await assayPorts(panelDocument({ references: ['g1', 'g2', 'g99'] }));
    await sendLanes(ports);
    const { remarks } = await resultsOf(ports);
    expect(remarks.map(({ code }) => code)).toEqual(['panel.references', 'panel.housekeeping']);
    expect(remarks[1]?.message).toMatch(/normalized by 2 housekeeping probes.*: g1, g2$/);
  });

  it('are refused in words where none of the references is in the panel', async () => {
    const ports = await assayPorts(panelDocument({ references: ['GAPDH'] }));
    await sendLanes(ports);
    expect(await resultsOf(ports)).toMatchObject({
      refused: { code: 'panel.no-references' },
      contrasts: [],
    });
  });

  it('are left out where a positive control has no count, and are not said to be missing', async () => {
    const ports = await assayPorts(panelDocument());
    await sendLanes(ports, 'SFU2');
    const { remarks, contrasts } = await resultsOf(ports);
    expect(remarks[0]).toEqual({
      code: 'panel.lane-failed',
      message: '"SFU2_01.RCC": a positive control without a count, so the lane failed and is left out',
    });
    expect(contrasts[0]).toMatchObject({ n: { a: 2, b: 3 }, remarks: [] });
  });
});
