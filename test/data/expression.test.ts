/** Real batches of genes, through the road of all downlinks to the answer. */
import { describe, expect, it } from 'vitest';
import { rawKey } from '../../shared/domain/archive/keys.ts';
import { readAssayFile } from '../../shared/formats/assay/read-assay-file.ts';
import { queryGenes } from '../../shared/usecases/answer/query-genes.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { analyzeAll, assayPorts, EXPERIMENT, receiptOf } from '../support/assay-experiment.ts';
import { hasRealData, realFile } from '../support/real-data.ts';

/** Two arms, of which a sheet tells the samples. */
async function compared(
  kind: string,
  arms: { readonly flight: readonly string[]; readonly ground: readonly string[] },
  [fileName, content]: readonly [string, Buffer],
) {
  const ports = await assayPorts({
    id: EXPERIMENT,
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: [{ id: 'FU1', arm: 'flight' }],
    assays: [
      { id: 'genes', kind, match: '*.csv', sheet: { match: 'sheet.tsv', sample: 'Sample', arm: 'Arm' } },
    ],
  });
  const rows = Object.entries(arms).flatMap(([arm, names]) => names.map((name) => `${name}\t${arm}\n`));
  const send = async (name: string, bytes: Buffer) => {
    const { id } = await announceDownlink(ports, EXPERIMENT, { fileName: name, bytes: bytes.length }, 'test');
    await ports.raw.put(rawKey(EXPERIMENT, id), bytes);
    await ingestDownlink(ports, { experiment: EXPERIMENT, downlink: id });
    return receiptOf(ports, id);
  };
  await send('sheet.tsv', Buffer.from(`Sample\tArm\n${rows.join('')}`));
  const receipt = await send(fileName, content);
  await analyzeAll(ports);
  const ask = async (gene?: readonly string[], engine?: string) =>
    (
      await queryGenes(ports, EXPERIMENT, 'flight-v-ground', {
        ...{ sort: 'gene', limit: 100_000, skip: 0, gene, engine },
      })
    ).genes;
  return { receipt, ask };
}

/** Bone without marrow has more of what osteoblasts, osteocytes and osteoclasts make; all genes are found by their ids. */
function expectSetsOfBone({ geneSets, engine }: Awaited<ReturnType<typeof queryGenes>>['genes']) {
  const of = (id: string) => geneSets?.tests.find(({ set }) => set === id);
  for (const { genes } of geneSets?.tests ?? [])
    for (const { name, matched } of genes) expect([name, matched]).toEqual([name, 'id']);
  for (const set of ['osteoblast', 'osteocyte', 'rankl', 'opg', 'rankl-to-opg'])
    expect(of(set)?.adjPValue, `${set} by ${engine}`).toBeLessThan(0.05);
  expect(of('osteoblast')).toMatchObject({ tested: 11, df: 8 });
  expect(of('osteoblast')?.ci95?.[0]).toBeGreaterThan(2);
  expect(of('rankl-to-opg')?.log2fc).toBeCloseTo(of('rankl')!.log2fc! - of('opg')!.log2fc!, 9);
  // OPG rises more than RANKL: the ratio falls although both rise.
  expect(of('rankl-to-opg')?.ci95?.[1]).toBeLessThan(0);
}

const numbered = (name: string, n: number) => Array.from({ length: n }, (_, i) => `${name}${i + 1}`);

describe.runIf(hasRealData)('a real batch of genes', () => {
  it('of GLDS-4 differs as was published, in all of its 1,357 genes', async () => {
    const file = realFile('glds4-thymus/GLDS_4_analysis.csv');
    const arms = { flight: numbered('FLT', 4), ground: numbered('AEM', 4) };
    const { ask } = await compared('log-intensity', arms, ['GLDS_4_analysis.csv', file]);
    const published = await readAssayFile([file], { kind: 'log-intensity', strandedness: null }, 'x.csv');
    if (published.table.table !== 'expression') throw new Error('expected a table of genes');
    const { features, samples, values } = published.table;
    const at = samples.indexOf('FvsAEM');
    const { rows } = await ask();
    const found = new Map(rows.map(({ gene, log2fc }) => [gene, log2fc ?? Number.NaN]));
    expect(found.size).toBe(1357);
    const farthest = features.map((gene, f) => Math.abs(found.get(gene)! - values[f * samples.length + at]!));
    expect(Math.max(...farthest)).toBeLessThan(1e-5);
  });

  it('of bone with and without marrow differs as its README says, despite line ends of a classic Mac', async () => {
    const file = realFile('bone-rnaseq/Osteocyte_enriched_RSEM_gene_counts.csv');
    const arms = { flight: numbered('Clean_', 5), ground: numbered('Marrow_', 5) };
    const { ask, receipt } = await compared('counts', arms, ['bone.csv', file]);
    expect(receipt.counts).toMatchObject({ records: 462_060, accepted: 462_060 });
    const told = {
      ...{ ENSMUSG00000001494: 7.24, ENSMUSG00000029307: 5.69, ENSMUSG00000028111: 2.95 },
      ...{ ENSMUSG00000001348: 2.03, ENSMUSG00000057666: 0 },
    };
    const answer = await ask(Object.keys(told));
    const { rows, notFound } = answer;
    expect(notFound).toEqual([]);
    for (const { gene, log2fc } of rows) {
      const [id = ''] = gene.split('.');
      expect(Math.abs((log2fc ?? Number.NaN) - told[id as keyof typeof told]), gene).toBeLessThan(0.1);
    }
    expect(rows).toHaveLength(5);
    expectSetsOfBone(answer);
    expectSetsOfBone(await ask(Object.keys(told), 'deseq2'));
  }, 180_000);
});
