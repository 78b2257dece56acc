import { beforeAll, describe, expect, it } from 'vitest';
import { subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { twinsIn } from '../../../support/twins-in.ts';
import { TWO_UNITS } from '../../../support/two-units.ts';

let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});
const minute = (n: number) => Date.parse('2026-03-01T06:00:00Z') * 1000 + n * 60e6;

describe('the anomalies', () => {
  it('are those that were found, with nothing pending', async () => {
    const { anomalies, pending } = await listAnomalies(memory, 'twins', {});
    expect(anomalies.map(({ kind, unit, channels }) => [kind, unit, ...channels])).toEqual([
      ['STUCK', 'FU1', 'temperature'],
    ]);
    expect(pending).toBe(0);
  });

  it.each([
    [{ unit: 'FU1' }, 1],
    [{ unit: 'GU1' }, 0],
    [{ channel: 'temperature' }, 1],
    [{ channel: 'humidity' }, 0],
    [{ kind: 'STUCK' as const }, 1],
    [{ kind: 'GAP' as const }, 0],
    [{ from: minute(170) }, 0],
    [{ from: minute(120), to: minute(121) }, 1],
    [{ to: minute(100) }, 0],
  ])('are filtered by %o', async (query, count) => {
    expect((await listAnomalies(memory, 'twins', query)).anomalies).toHaveLength(count);
  });

  it('refuse a name that there is not: it would read as "nothing is wrong"', async () => {
    await expect(listAnomalies(memory, 'twins', { unit: 'FU9' })).rejects.toMatchObject({
      code: 'unit.unknown',
    });
    await expect(listAnomalies(memory, 'twins', { pair: 'P9' })).rejects.toMatchObject({
      code: 'pair.unknown',
    });
    await expect(listAnomalies(memory, 'twins', { channel: 'presure' })).rejects.toMatchObject({
      code: 'channel.unknown',
    });
  });
});

describe('a pair of which every reading of one side is impossible', () => {
  it('is not looked at, though its samples pair', async () => {
    const own = memoryPorts();
    await applyExperiment(
      own,
      'y',
      `
id: y
${TWO_UNITS}
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels: [{ id: temperature, unit: Cel, period: PT1H, validRange: [0, 100], twin: { margin: 0.5 } }]
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'gu*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`,
    );
    const csv = (level: number) => [
      't,temp',
      ...Array.from(
        { length: 24 },
        (_, i) => `${new Date(Date.UTC(2026, 2, 1, i)).toISOString()},${level + i}`,
      ),
    ];
    const looked = async () => {
      const { lookedFor } = await listAnomalies(own, 'y', { kind: 'OFFSET' });
      return lookedFor.map((one) => one.looked);
    };
    await upload(own, 'y', 'fu1.csv', `${csv(900).join('\n')}\n`);
    await upload(own, 'y', 'gu1.csv', `${csv(37).join('\n')}\n`);
    await settleAll(own);
    expect(await looked()).toEqual([false]);
    await upload(own, 'y', 'fu2.csv', `${csv(37).join('\n').replaceAll('03-01T', '03-02T')}\n`);
    await upload(own, 'y', 'gu2.csv', `${csv(37).join('\n').replaceAll('03-01T', '03-02T')}\n`);
    await settleAll(own);
    expect(await looked()).toEqual([true]);
  });
});

describe('a unit of which samples came that nothing can judge', () => {
  const UNIT_KINDS = ['GAP', 'STUCK', 'LIMIT', 'RATE', 'SPIKE'] as const;
  /** A sample an hour for three days. */
  const rows = (cell: string) =>
    Array.from({ length: 72 }, (_, i) => `${new Date(Date.UTC(2026, 2, 1, i)).toISOString()},${cell}\n`);

  async function withColumn(column: string, cell: string): Promise<MemoryPorts> {
    const own = memoryPorts();
    const definition = `
id: blind
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }]
channels:
  - id: temperature
    unit: Cel
    period: PT1H
    resolution: 0.1
    validRange: [0, 100]
    stuckAfter: PT6H
    limits: [{ warning: [36, 38] }]
    rate: [{ over: PT3H, per: PT1H, warning: [-1, 1] }]
sources:
  - { id: f, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature, ${column} } } }
`;
    await applyExperiment(own, 'blind', definition);
    await upload(own, 'blind', 'a.csv', `t,temp\n${rows(cell).join('')}`);
    await settleAll(own);
    return own;
  }

  async function said(own: MemoryPorts): Promise<unknown[]> {
    const { lookedFor, anomalies, pending } = await listAnomalies(own, 'blind', {});
    expect(pending).toBe(0);
    const whys = UNIT_KINDS.map((kind) => {
      const [one, ...more] = lookedFor.filter((entry) => entry.kind === kind);
      expect(more).toEqual([]);
      expect(one?.looked).toBe(one?.why === undefined);
      return one?.why ?? null;
    });
    return [anomalies.map(({ kind }) => kind), whys];
  }

  const CODES = 'no sample had a value, only missing codes came';
  const SET = 'only set-points or filled-in values came, no reading of a sensor';
  const BAD = 'every reading was outside the valid range of its channel';

  it.each([
    ['missing codes', 'missing: [{ value: -99 }]', '-99', [['DEAD'], [null, CODES, CODES, CODES, CODES]]],
    ['set-points', 'origin: SETPOINT', '37', [[], [null, SET, SET, SET, SET]]],
    ['impossible values', 'missing: []', '900', [['DEAD'], [null, null, BAD, BAD, BAD]]],
    ['readings', 'missing: []', '37', [['STUCK'], [null, null, null, null, null]]],
  ])('is said to be looked at as far as %s can be', async (_name, column, cell, expected) => {
    expect(await said(await withColumn(column, cell))).toEqual(expected);
  });

  it('is looked at once a reading has come that can be judged', async () => {
    const own = await withColumn('missing: [{ value: -99 }]', '-99');
    await upload(own, 'blind', 'b.csv', 't,temp\n2026-03-04T00:00:00Z,37\n');
    await settleAll(own);
    expect(await said(own)).toEqual([['DEAD'], [null, null, null, null, null]]);
  });

  it('is not called looked at where an older version judged it', async () => {
    const own = await withColumn('missing: []', '37');
    const key = subjectKey('blind', 1, 'unit', 'FU1');
    await update(own, subjectKind, key, (subject) => subject && { ...subject, reached: null });
    const why = 'judged by an older version, which did not note what it looked at';
    expect(await said(own)).toEqual([['STUCK'], [why, why, why, why, why]]);
  });
});
