import { describe, expect, it } from 'vitest';
import { compareAcross } from '../../../../shared/usecases/answer/compare-across.ts';
import { queryGenes } from '../../../../shared/usecases/answer/query-genes.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import {
  acrossPorts,
  FLIGHT_EXPERIMENT,
  type OnRpm,
  RPM_EXPERIMENT,
} from '../../../support/across-experiments.ts';
import { armsDocument } from '../../../support/arms-experiment.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const BOTH = [FLIGHT_EXPERIMENT, RPM_EXPERIMENT];
const asked = async (rpm: OnRpm, more: object = {}) =>
  compareAcross(await acrossPorts(rpm), { experiment: BOTH, endpoint: 'ctx', ...more });

describe('does the RPM agree with orbit', () => {
  it('is answered with the ratio of each, its platform and cells, and the ratio of both', async () => {
    const { effects, pairs, without, of } = await asked({ fold: 2, cellType: 'osteoblasts' });
    expect([of, without]).toEqual(['ctx', []]);
    expect(effects).toMatchObject([
      {
        ...{ experiment: 'arms', technique: 'Spaceflight', exposed: 'flight', control: 'ground' },
        ...{ n: { exposed: 3, control: 3 }, scale: 'ratio', ucum: 'nmol/mm2', cell: ['osteoclasts'] },
        ...{ species: ['mouse'], substrate: ['bovine-bone'], environment: { verdict: 'UNKNOWN' } },
      },
      { experiment: 'rpm', technique: 'Random positioning machine', cell: ['osteoblasts'] },
    ]);
    expect(effects.map(({ estimate }) => estimate)).toEqual([2, 2]);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({
      ...{ a: { experiment: 'arms' }, b: { experiment: 'rpm' }, verdict: 'INCONCLUSIVE', estimate: 1 },
      differs: [
        'the cells are osteoclasts (arms) and osteoblasts (rpm)',
        'the environment of arms is UNKNOWN',
        'the environment of rpm is UNKNOWN',
      ],
    });
  });

  it('with yes only within a margin that both declare, and with no where they differ', async () => {
    const assay = { equivalence: { ratio: 1.3 } };
    const equal = await asked({ assay });
    expect(equal.pairs[0]).toMatchObject({ verdict: 'EQUIVALENT', margin: expect.closeTo(1.3, 10) });
    expect((await asked({ fold: 0.8, assay })).pairs[0]).toMatchObject({ verdict: 'DIFFER', estimate: 2.5 });
  });

  it('whichever arm the contrast names first', async () => {
    const { effects, pairs } = await asked({ fold: 4, reversed: true });
    expect(effects[1]).toMatchObject({ contrast: 'ground-v-flight', exposed: 'flight', estimate: 4 });
    const [low, high] = effects[1]!.ci95!;
    expect(low < 4 && high > 4).toBe(true);
    expect(pairs[0]?.estimate).toBeCloseTo(0.5, 10);
  });

  it('not of what is not comparable, which is named, nor of an experiment without it', async () => {
    const ports = await acrossPorts({});
    const scale = { endpoints: [{ endpoint: 'ctx', scale: 'difference' }] };
    const other = await asked({ assay: scale });
    expect(other.effects[0]?.scale).toBe('difference');
    expect(other.pairs[0]?.verdict).not.toBeNull();
    const missing = await asked({ endpoint: 'ctxx' });
    expect(missing.without).toEqual([
      { experiment: 'rpm', sentence: 'no assay brings "ctx": did you mean "ctxx"?' },
    ]);
    expect(missing.pairs).toEqual([]);
    const none = await compareAcross(ports, { experiment: BOTH, endpoint: 'ctx', contrast: ['a-v-b'] });
    expect(none.without.map(({ sentence }) => sentence)).toEqual(
      Array(2).fill(
        'ctx is in no contrast, of those asked for, of an arm whose gravity is altered with a control',
      ),
    );
  });

  it('not of what is declared and has not come, which says what it waits for, nor of an experiment without such assays', async () => {
    const medium = { id: 'medium', kind: 'endpoint-table', match: '*_endpoints.csv' };
    const empty = { ...medium, endpoints: [{ endpoint: 'TNFRSF11B' }] };
    const bone = { id: 'bone', kind: 'pit-table', match: '*_pits.csv', samples: [] };
    const ports = await acrossPorts({});
    const put = (id: string, assays: object[]) =>
      applyExperiment(ports, id, JSON.stringify({ ...armsDocument({ assays }), id }));
    await put('awaited', [empty, bone]);
    await put('bare', []);
    const why = async (query: { endpoint?: string; gene?: string }) => {
      const { without } = await compareAcross(ports, { experiment: ['awaited', 'bare'], ...query });
      return without.map(({ sentence }) => sentence);
    };
    expect(await why({ endpoint: 'tnfrsf11b' })).toEqual([
      'nothing of "tnfrsf11b" has come yet: assay medium awaits a file *_endpoints.csv',
      'it has no assay',
    ]);
    expect((await why({ endpoint: 'pits' }))[0]).toBe(
      'nothing of "pits" has come yet: assay bone awaits a file *_pits.csv',
    );
    expect((await why({ endpoint: 'alp' }))[0]).toBe(
      'no assay brings "alp": it may yet come: assay medium awaits a file *_endpoints.csv',
    );
    expect((await why({ endpoint: 'TNFRSF11A' }))[0]).toBe(
      'no assay brings "TNFRSF11A": did you mean "TNFRSF11B"?',
    );
    expect(await why({ gene: 'Ctsk' })).toEqual(Array(2).fill('it has no assay of genes'));
  });

  it('is refused of one experiment, of nine, of one twice, of an endpoint and a gene, and of one that there is not', async () => {
    const ports = await acrossPorts({});
    const refused = (query: Parameters<typeof compareAcross>[1]) =>
      compareAcross(ports, query).then(
        () => null,
        (error: { code: string; message: string }) => [error.code, error.message],
      );
    const nine = Array.from({ length: 9 }, (_, i) => `e${i}`);
    for (const experiment of [['arms'], ['arms', 'arms'], nine, undefined])
      expect((await refused({ experiment, endpoint: 'ctx' }))?.[0]).toBe('across.experiments');
    expect((await refused({ experiment: ['arms', 'rpm', 'rpm'], endpoint: 'ctx' }))?.[1]).toBe(
      'expected 2 to 8 experiments, each once, got arms, rpm, rpm: rpm more than once',
    );
    expect(await refused({ experiment: BOTH })).toEqual([
      'across.of',
      'expected endpoint or gene, one of the two, got neither',
    ]);
    expect((await refused({ experiment: BOTH, endpoint: 'ctx', gene: 'CTSK' }))?.[0]).toBe('across.of');
    expect((await refused({ experiment: ['arms', 'nowhere'], endpoint: 'ctx' }))?.[0]).toBe(
      'experiment.unknown',
    );
  });
});

describe('a gene', () => {
  it('is held against that of another experiment by its fold, in any case of letters', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    const document = assayDocument();
    const [, ground] = document.arms;
    const arms = [{ id: 'flight', kind: 'SIMULATED_MICROGRAVITY', technique: 'RWV' }, ground];
    await applyExperiment(ports, 'rwv', JSON.stringify({ ...document, id: 'rwv', arms }));
    await upload(ports, 'rwv', 'counts.csv', countsCsv(ALL_SAMPLES, { seed: 2 }));
    expect(
      (await compareAcross(ports, { experiment: [EXPERIMENT, 'rwv'], gene: 'G10' })).without[0]?.sentence,
    ).toBe('nothing of "G10" can be told yet: assay rnaseq awaits a file *counts*.csv');
    await settleAll(ports);
    const both = { experiment: [EXPERIMENT, 'rwv'] };
    const { effects, pairs } = await compareAcross(ports, { ...both, gene: 'G10' });
    expect(effects.map(({ experiment, technique }) => [experiment, technique])).toEqual([
      ['genes', 'Spaceflight'],
      ['rwv', 'Rotating wall vessel'],
    ]);
    for (const { estimate } of effects) expect(Math.log2(estimate!)).toBeCloseTo(2, 0);
    expect(pairs[0]?.verdict).toBe('INCONCLUSIVE');
    const mistyped = await compareAcross(ports, { ...both, gene: 'G1O0' });
    expect(mistyped.without[0]?.sentence).toBe(
      'no file of its assays has a gene "G1O0"; did you mean "g10"?',
    );
    const { genes } = await queryGenes(ports, EXPERIMENT, 'flight-v-ground', {
      ...{ gene: ['G1O0', 'NOPE'], sort: 'gene', limit: 2, skip: 0 },
    });
    expect([genes.notFound, genes.meant]).toEqual([['G1O0', 'NOPE'], [{ name: 'G1O0', gene: 'g10' }]]);
    const absent = await compareAcross(ports, { ...both, gene: 'NOPE' });
    expect(absent.without.map(({ sentence }) => sentence)).toEqual(
      Array(2).fill('no file of its assays has a gene "NOPE"'),
    );
  });
});
