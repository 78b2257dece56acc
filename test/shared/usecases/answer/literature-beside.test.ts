import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { literatureRecords } from '../../../../shared/domain/literature/catalogue.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import {
  besideComparison,
  besideGene,
  besideGenes,
} from '../../../../shared/usecases/answer/literature-beside.ts';
import { queryGenes } from '../../../../shared/usecases/answer/query-genes.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

const IN_FLIGHT = { techniques: ['spaceflight'], cellClass: 'osteoclast_lineage', isSecond: false };

describe('beside a gene', () => {
  const gene = (more: object) => ({ gene: 'Ctsk', log2fc: 1, adjPValue: 0.01, ...more });

  it('that goes as studies saw stands that they agree, and by adjusted p alone', () => {
    const verdicts = [{}, { log2fc: -1 }, { adjPValue: 0.2 }, { adjPValue: null }].map(
      (more) => besideGene(IN_FLIGHT, gene(more))?.verdict,
    );
    expect(verdicts).toEqual(['AGREES', 'OPPOSES', 'INCONCLUSIVE', 'INCONCLUSIVE']);
    expect(besideGene({ ...IN_FLIGHT, isSecond: true }, gene({ log2fc: -1 }))?.verdict).toBe('AGREES');
  });

  it('that nobody reported, or that the file names by an id alone, stands which of the two it is', () => {
    expect(besideGene(IN_FLIGHT, gene({ gene: 'Actb' })).sentence).toContain(
      'no study of the catalogue reports it by this name',
    );
    expect(besideGene(IN_FLIGHT, gene({ gene: 'ENSMUSG00000000001' }))?.sentence).toBe(
      'not looked for: nothing says by which symbol ENSMUSG00000000001 is known',
    );
    const both = besideGenes(
      declaredBy(readDefinition(JSON.stringify(assayDocument())).definition),
      { a: 'flight', b: 'flight' },
      [gene({})],
    );
    expect(both).toEqual([gene({})]);
  });

  it('is read by its official symbol where the table calls it otherwise, which is said', () => {
    const rankl = besideGene(IN_FLIGHT, gene({ gene: 'Rankl' }));
    const official = besideGene(IN_FLIGHT, gene({ gene: 'TNFSF11' }));
    expect(rankl).toEqual({ ...official, sentence: `read as TNFSF11: ${official.sentence}` });
    expect(besideGene(IN_FLIGHT, gene({ gene: 'Tnfsf11' }))).toEqual(official);
    expect(besideGene(IN_FLIGHT, gene({ gene: 'x1', symbol: 'Osx' })).sentence).toMatch(/^read as SP7: /);
  });

  it('of a batch that went up in flight stands AGREES, of one that went down OPPOSES', async () => {
    for (const [fold, verdict] of [
      [8, 'AGREES'],
      [1 / 8, 'OPPOSES'],
    ] as const) {
      const [first] = await batch(5, ['Ctsk'], fold);
      expect([first?.gene, first?.literature?.verdict]).toEqual(['Ctsk', verdict]);
    }
  });

  it('of batches without an effect stand no more than 5 % AGREES and OPPOSES together', async () => {
    const symbols = [...new Set(literatureRecords().flatMap((record) => record.symbols))];
    const rows = [
      ...(await batch(11, symbols)),
      ...(await batch(12, symbols)),
      ...(await batch(13, symbols)),
    ];
    const reported = rows.filter(({ literature }) => literature?.overall.verdict !== 'NO_EXPECTATION');
    expect(reported.length).toBeGreaterThan(120);
    const told = reported.filter(({ literature }) =>
      ['AGREES', 'OPPOSES'].includes(literature?.verdict ?? ''),
    );
    expect(told.length / reported.length).toBeLessThanOrEqual(0.05);
  });
});

it('a gene that did not change within the declared margin is NULL where studies saw it change', async () => {
  const of = async (more: object) => {
    const [ctsk] = (await batch(5, ['Ctsk'], 1, more)).filter(({ gene }) => gene === 'Ctsk');
    return [ctsk?.equivalent, ctsk?.literature?.verdict];
  };
  expect(await of({})).toEqual([undefined, 'INCONCLUSIVE']);
  expect(await of({ equivalence: { log2: 0.9 } })).toEqual([true, 'NULL']);
  expect(await of({ equivalence: { log2: 0.01 } })).toEqual([false, 'INCONCLUSIVE']);
});

it('pits that are equal within the declared margin are NULL where studies saw more of them', async () => {
  const of = async (ratio: number) => {
    const assays = [{ ...pitAssay(), equivalence: { ratio } }];
    const ports = await armsPorts(armsDocument({ assays }), { 'a_pits.csv': pitsCsv() });
    const { comparisons } = await listComparisons(ports, E, {
      contrast: 'flight-v-ground',
      endpoint: 'pits',
    });
    return comparisons[0];
  };
  const wide = await of(50);
  expect(wide?.equivalence).toMatchObject({ margin: 50, equivalent: true });
  expect(wide?.literature?.verdict).toBe('NULL');
  const narrow = await of(1.05);
  expect(narrow?.equivalence?.equivalent).toBe(false);
  expect(narrow?.literature?.verdict).toBe('AGREES');
});

it('a bone at a site that no study names stands beside nothing, and that is said', () => {
  const index = declaredBy(readDefinition(JSON.stringify(assayDocument())).definition);
  const of = (endpoint: string) =>
    besideComparison(
      index,
      { a: 'flight', b: 'ground' },
      {
        ...{ endpoint, assay: 'bone', scale: 'ratio', estimate: 0.9, ci95: [0.8, 0.95], pValue: 0.01 },
      },
    );
  expect(of('bmd@calvaria')).toMatchObject({
    verdict: 'NO_EXPECTATION',
    sentence:
      'not looked for: no study of the catalogue names the site "calvaria", so that nothing says what it bears',
  });
  expect([of('bmd@femur')?.verdict, of('bmd@radius')?.verdict]).toEqual(['AGREES', 'OPPOSES']);
});

/** Three osteoclast cultures an arm, 300 genes of which these are the first; rows by p. */
async function batch(seed: number, symbols: readonly string[], fold = 1, more: object = {}) {
  const document = assayDocument();
  const units = document.units.map((unit) => ({ ...unit, culture: { cellType: 'osteoclasts' } }));
  const assays = document.assays.map((one) => ({ ...one, ...more }));
  const ports = await assayPorts({ ...document, units, assays });
  const lines = Array.from({ length: 300 }, (_, g) => {
    const base = 200 + 2000 * randomStream(seed, `gene ${g}`).uniform();
    const counts = ALL_SAMPLES.map((sample) => {
      const own = g < symbols.length && sample.startsWith('SF') ? fold : 1;
      return Math.round(base * own * Math.exp(0.1 * randomStream(seed, `gene ${g} of ${sample}`).normal()));
    });
    return [symbols[g] ?? `g${g}`, ...counts].join(',');
  });
  await send(ports, 'counts.csv', `gene,${ALL_SAMPLES.join(',')}\n${lines.join('\n')}\n`);
  await analyzeAll(ports);
  const query = { sort: 'pValue', limit: 300, skip: 0 } as const;
  return (await queryGenes(ports, EXPERIMENT, 'flight-v-ground', query)).genes.rows;
}

it('beside pits stands what studies of pits in flight saw, beside a channel and two controls nothing', async () => {
  const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), { 'a_pits.csv': pitsCsv() });
  const { comparisons } = await listComparisons(ports, E, {});
  const of = (contrast: string, endpoint: string) =>
    comparisons.find((one) => one.contrast === contrast && one.endpoint === endpoint);
  const pits = of('flight-v-ground', 'pits')?.literature;
  expect(pits?.sentence).toMatch(/^studies agree: up in studies \d/);
  expect(pits).toMatchObject({ verdict: 'AGREES', overall: { verdict: 'AGREES' } });
  expect(
    comparisons.filter(({ assay, literature }) => assay === undefined && literature !== undefined),
  ).toEqual([]);
  expect(of('rotor-v-ground', 'pits')?.literature).toBeUndefined();
});
