/** docs/promises.md#p11: a kill at any call, before or after it took effect, changes nothing in the end state. */
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryBench } from '../support/fault-bench.ts';
import { CAMPAIGN } from '../support/fault-campaign.ts';
import { type FaultOutcome, IN_MEMORY, summaryOf, tryFaults } from '../support/fault-cases.ts';
import { DROPPED } from '../support/fault-drop.ts';
import { GENES } from '../support/fault-genes.ts';
import { PITS } from '../support/fault-pits.ts';
import { IN_FORCE, PUT_RIGHT } from '../support/fault-put-right.ts';
import { runScenario } from '../support/fault-scenario.ts';

/**
 * Of the pairs of call and fault every tenth: three calls of ten meet one of their three, each kind in turn.
 * `npm run campaign:faults` tries every pair.
 */
const STRIDE = 10;

describe('a fault at any call', () => {
  let outcome: FaultOutcome;
  beforeAll(async () => {
    outcome = await tryFaults(IN_MEMORY, CAMPAIGN, { stride: STRIDE, offset: 0 });
  }, 600_000);

  it('has a scenario that goes through every stage', () => {
    const { clean } = outcome;
    const { endState, notices } = clean;
    // What people have not acknowledged, and what is kept back because its cause is told, waits for them.
    expect(endState.due.filter((sort) => !/^(JOURNAL|MESSAGE)#/.test(sort))).toEqual([]);
    expect(endState.owed).toEqual([]);
    expect(endState.receipts.map(({ state }) => state)).toEqual([
      'INGESTED',
      'INGESTED',
      'REFUSED',
      'INGESTED_WITH_REJECTS',
      'INGESTED',
    ]);
    expect(endState.receipts[1]!.duplicateOf).toBe(endState.receipts[0]!.id);
    expect(endState.receipts[4]!.counts).toMatchObject({ duplicates: 8, conflicts: 2 });
    expect(new Set(endState.anomalies.anomalies.map(({ kind }) => kind))).toEqual(
      new Set(['LIMIT', 'OFFSET', 'SPIKE', 'STUCK']),
    );
    const temperature = endState.deltas.find(({ channel }) => channel === 'temperature')!;
    expect(temperature.calibrations?.map(({ unit, kind }) => `${unit} ${kind}`)).toEqual([
      'GU1 none',
      'GU1 polynomial',
    ]);
    expect(notices.length).toBeGreaterThan(0);
    expect(endState.journal.filter(({ id }) => id.startsWith('SILENCE:FU1:')).length).toBeGreaterThan(0);
    expect(new Set(clean.sites.map((site) => site.split(' ')[0]))).toEqual(
      new Set([
        'archive.put',
        'archive.read',
        'archive.readRange',
        'catalogue.due',
        'catalogue.get',
        'catalogue.list',
        'catalogue.put',
        'catalogue.remove',
        'catalogue.versions',
        'drop.list',
        'kept.downlinks',
        'kept.names',
        'kept.put',
        'notifier.publish',
        'queue.send',
        'queue.sendAll',
        'raw.open',
        'raw.size',
      ]),
    );
  });

  it('changes nothing in the end state', () => {
    console.log(summaryOf(IN_MEMORY, CAMPAIGN, outcome));
    expect(outcome.tried).toBeGreaterThan(200);
    expect(outcome.differing).toEqual([]);
  });
});

/** Of the longer scenario of withdrawals every forty-seventh. */
const RARE = 47;

describe('a fault at any call while downlinks are withdrawn, read again and sent again', () => {
  it('changes nothing in the end state, which is that of what is in force', {
    timeout: 600_000,
  }, async () => {
    const outcome = await tryFaults(IN_MEMORY, PUT_RIGHT, { stride: RARE, offset: 0 });
    console.log(summaryOf(IN_MEMORY, PUT_RIGHT, outcome));
    const { endState, sites } = outcome.clean;
    expect(endState.receipts.map(({ state }) => state)).toEqual(
      Array.from({ length: 12 }, (_, i) => (i === 4 || i === 8 ? 'WITHDRAWN' : 'INGESTED')),
    );
    expect([endState.due, endState.owed]).toEqual([[], []]);
    expect(new Set(sites)).toContain('archive.supersede');
    const never = await runScenario(memoryBench({ site: null, fault: 'THROWS_BEFORE' }), IN_FORCE);
    const { archive, deltas, completeness, anomalies } = endState;
    expect({ hash: archive.hash, deltas, completeness, anomalies }).toEqual({
      hash: never.endState.archive.hash,
      deltas: never.endState.deltas,
      completeness: never.endState.completeness,
      anomalies: never.endState.anomalies,
    });
    expect(outcome.tried).toBeGreaterThan(50);
    expect(outcome.differing).toEqual([]);
  });
});

/** Of the parts of a batch of genes every seventeenth. */
const OF_GENES = 17;

describe('a fault at any call while parts of an assay come, are read again, withdrawn and compared', () => {
  it('changes nothing in the end state', { timeout: 600_000 }, async () => {
    const outcome = await tryFaults(IN_MEMORY, GENES, { stride: OF_GENES, offset: 0 });
    console.log(summaryOf(IN_MEMORY, GENES, outcome));
    const { endState } = outcome.clean;
    expect(endState.receipts.map(({ state }) => state)).toEqual([
      'INGESTED',
      'INGESTED',
      'INGESTED_WITH_REJECTS',
      'WITHDRAWN',
    ]);
    expect(endState.contrasts).toMatchObject([{ id: 'ground-v-flight', n: { a: 3, b: 3 }, tested: 11 }]);
    expect([endState.due, endState.owed]).toEqual([[], []]);
    expect(outcome.tried).toBeGreaterThan(50);
    expect(outcome.differing).toEqual([]);
  });
});

describe('a fault at any call while pits and other endpoints come in parts, are read again, withdrawn and measured', () => {
  it('changes nothing in the end state', { timeout: 600_000 }, async () => {
    const outcome = await tryFaults(IN_MEMORY, PITS, { stride: OF_GENES, offset: 0 });
    console.log(summaryOf(IN_MEMORY, PITS, outcome));
    const { endState } = outcome.clean;
    expect(endState.receipts.map(({ state }) => state)).toEqual([
      'INGESTED',
      'INGESTED_WITH_REJECTS',
      'INGESTED',
      'WITHDRAWN',
      'INGESTED_WITH_REJECTS',
      'INGESTED',
      'INGESTED',
    ]);
    expect(endState.slices.map(({ unit, pits, trenches }) => [unit, pits, trenches])).toEqual([
      ['FU1', 3, 2],
      ['FU2', 1, 1],
      ['GU1', 3, 0],
      ['GU2', 3, 1],
      ['FU1', 1, 0],
    ]);
    expect(endState.slices.at(-1)).toMatchObject({
      ...{ images: [{ uploaded: { file: 'slide-FU1-mask.png' } }], withoutMasks: { pits: 2 } },
    });
    expect(endState.comparisons.map(({ endpoint }) => endpoint)).toContain('alp');
    expect([endState.due, endState.owed]).toEqual([[], []]);
    expect(outcome.tried).toBeGreaterThan(50);
    expect(outcome.differing).toEqual([]);
  });
});

/** Of the files that come by themselves every seventh. */
const OF_DROPS = 7;

describe('a fault at any call while files come below the drop prefix', () => {
  it('loses no file, and changes nothing in the end state', { timeout: 600_000 }, async () => {
    const outcome = await tryFaults(IN_MEMORY, DROPPED, { stride: OF_DROPS, offset: 0 });
    console.log(summaryOf(IN_MEMORY, DROPPED, outcome));
    const { endState, sites } = outcome.clean;
    expect(endState.receipts.map(({ fileName, state, counts }) => [fileName, state, counts.samples])).toEqual(
      [
        ['fu1-a.csv', 'INGESTED', 6],
        ['fu1-a.csv', 'INGESTED', 6],
        ['fu1-b.csv', 'INGESTED', 4],
        ['letter+1.txt', 'REFUSED', 0],
        ['fu1-b.csv', 'INGESTED', 2],
      ],
    );
    expect(endState.receipts[1]!.duplicateOf).toBe(endState.receipts[0]!.id);
    expect(endState.drop.map(({ key, code }) => [key, code])).toEqual([
      ['drop/droped/fu1-c.csv', 'experiment.unknown'],
      ['drop/fu1-c.csv', 'drop.no-experiment'],
    ]);
    expect(new Set(sites)).toContain('drop.copyToRaw');
    expect([endState.due, endState.owed]).toEqual([[], []]);
    expect(outcome.tried).toBeGreaterThan(50);
    expect(outcome.differing).toEqual([]);
  });
});
