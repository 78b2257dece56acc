/** However a sensor dies, it is one anomaly at its minute, the verdict names it, and nothing that is here is asked for. */
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../../shared/domain/detect/registry.ts';
import { drawTelemetry } from '../../../../shared/usecases/answer/draw-telemetry.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { queryCompleteness } from '../../../../shared/usecases/answer/query-completeness.ts';
import { queryRedownlink } from '../../../../shared/usecases/answer/query-redownlink.ts';
import { queryTelemetry } from '../../../../shared/usecases/answer/query-telemetry.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import {
  at,
  DIES_AT,
  dyingDefinition,
  MINUTES,
  unitFile,
  WAYS,
  type Way,
  withDeath,
  withFiles,
} from '../../../support/dying-sensor.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';

async function found(memory: MemoryPorts, channel?: string) {
  const { anomalies } = await listAnomalies(memory, 'dying', { unit: 'FU1', channel });
  return anomalies.map(({ kind, channels, from, to }) => [kind, channels.join('+'), from, to]);
}

async function counted(memory: MemoryPorts, channel = 'co2') {
  const { series } = await queryCompleteness(memory, 'dying', { unit: 'FU1', channel });
  const [{ received, valid, expected, from, to }] = series as [(typeof series)[number]];
  return { received, valid, expected, from, to };
}

/** What is received and valid of the dead channel, by how it died. */
const RECEIVED: Readonly<Record<Way, readonly [number, number]>> = {
  '0.00': [MINUTES, MINUTES],
  '-999': [MINUTES, DIES_AT],
  NaN: [DIES_AT, DIES_AT],
  OPEN: [DIES_AT, DIES_AT],
  '': [DIES_AT, DIES_AT],
  COLUMN: [DIES_AT, DIES_AT],
};

describe.each(WAYS)('a sensor that dies as "%s"', (way) => {
  it('is one anomaly from its first missing reading on, named in the verdict', async () => {
    const { memory, downlinks } = await withDeath(way);
    const kind = way === '0.00' ? 'STUCK' : 'DEAD';
    expect(await found(memory)).toEqual([[kind, 'co2', at(DIES_AT), null]]);
    const { verdict } = await showReceipt(memory, 'dying', downlinks.at(-1)!);
    const word = kind === 'DEAD' ? 'dead' : 'stuck';
    expect(verdict[3]).toBe(
      `Worse: WARNING, FU1 co2 ${word} since 1 Mar 20:00 UTC, ongoing at 2 Mar 05:59 UTC.`,
    );
    expect(verdict[4]).toMatch(/look at FU1 co2 now: /);
  });

  it('is counted against the time of its unit', async () => {
    const { memory } = await withDeath(way);
    const [received, valid] = RECEIVED[way];
    const range = { from: at(0), to: at(MINUTES - 1) };
    expect(await counted(memory)).toEqual({ received, valid, expected: MINUTES, ...range });
  });

  it('has a limit beside it where one is declared, and nothing else', async () => {
    const { memory } = await withDeath(way, ', limits: [{ critical: [4, 6] }]');
    const kinds = (await found(memory)).map(([kind]) => kind);
    expect(kinds).toEqual(way === '0.00' ? ['LIMIT', 'STUCK'] : ['DEAD']);
  });

  it('is asked for again only where its cells are absent', async () => {
    const { memory } = await withDeath(way);
    const { ranges } = await queryRedownlink(memory, 'dying', { unit: 'FU1' });
    const isAbsent = way === '' || way === 'COLUMN';
    expect(ranges.map(({ channels, from, to }) => [channels.join(), from, to])).toEqual(
      isAbsent ? [['co2', at(DIES_AT - 1), at(MINUTES - 1)]] : [],
    );
  });
});

it('is dead also where its readings are impossible, which no limit judges and no standstill repeats', async () => {
  const { memory } = await withDeath('0.00', ', validRange: [1, 10]');
  expect(await found(memory)).toEqual([['DEAD', 'co2', at(DIES_AT), null]]);
  expect(await counted(memory)).toMatchObject({ received: MINUTES, valid: DIES_AT });
});

it('is a gap where it comes back within ten minutes, and dead where it does not', async () => {
  const short =
    unitFile({ to: 600 }) + unitFile({ from: 600, to: 609, dies: 600 }).split('\n').slice(1).join('\n');
  const rest = unitFile({ from: 609 }).split('\n').slice(1).join('\n');
  const { memory } = await withFiles([short + rest]);
  expect(await found(memory)).toEqual([['GAP', 'co2', at(599), at(609)]]);
  const longer = unitFile({ from: 600, to: 611, dies: 600 }).split('\n').slice(1).join('\n');
  const { memory: other } = await withFiles([
    unitFile({ to: 600 }) + longer + unitFile({ from: 611 }).split('\n').slice(1).join('\n'),
  ]);
  expect(await found(other)).toEqual([['DEAD', 'co2', at(600), at(610)]]);
});

it('is not looked for with deadAfter: none, and later with another deadAfter', async () => {
  const { memory } = await withDeath('-999', ', deadAfter: none');
  expect(await found(memory)).toEqual([]);
  const { memory: later } = await withDeath('-999', ', deadAfter: PT10H');
  expect(await found(later)).toEqual([]);
  const { memory: sooner } = await withDeath('', ', deadAfter: PT9H');
  expect(await found(sooner)).toEqual([['DEAD', 'co2', at(DIES_AT), null]]);
});

it('sends its missing code for 10 of 72 hours: complete, but not valid, and dead for as long', async () => {
  const spoilt = unitFile({ from: 1440, to: 2040, dies: 1440 }, '-999').split('\n').slice(1).join('\n');
  const { memory } = await withFiles([
    unitFile({ to: 1440 }) + spoilt + unitFile({ from: 2040, to: 4320 }).split('\n').slice(1).join('\n'),
  ]);
  expect(await counted(memory)).toMatchObject({ received: 4320, valid: 3720, expected: 4320 });
  const { anomalies } = await listAnomalies(memory, 'dying', { kind: 'DEAD' });
  expect(anomalies).toMatchObject([
    { from: at(1440), to: at(2039), evidence: { missingCodes: 600, absent: 0, missingSamples: 600 } },
  ]);
});

describe('a unit without a valid reading', () => {
  const off = unitFile({ from: 600, to: 1200 }).replaceAll(/,[\d.]+,[\d.]+,[\d.]+$/gm, ',-999,-999,-999');
  const file = unitFile({ to: 600 }) + rowsOf(off) + rowsOf(unitFile({ from: 1200 }));
  const everywhere = dyingDefinition().replaceAll(/channel: (temperature|humidity) }/g, (column) =>
    column.replace(' }', ', missing: [{ value: -999 }] }'),
  );

  it('is one anomaly where it sends -999 on every channel, and its receipt says so', async () => {
    const { memory, downlinks } = await withFiles([file], everywhere);
    expect(await found(memory)).toEqual([['DEAD', 'co2+humidity+temperature', at(600), at(1199)]]);
    const { verdict, counts, ranges } = await showReceipt(memory, 'dying', downlinks[0]!);
    expect(counts).toMatchObject({ accepted: 3 * MINUTES, invalid: 1800, bad: 0 });
    expect(ranges[0]).toMatchObject({ samples: MINUTES, worth: { valid: 1200, invalid: 600, bad: 0 } });
    expect(verdict[0]).toMatch(/^In: all 5,400 samples are new, among them 1,800 missing codes; data from /);
    expect(verdict[3]).toMatch(
      /^Worse: CRITICAL, FU1 co2 and humidity and temperature dead from 1 Mar 10:00 to/,
    );
    expect(verdict[4]).toMatch(/no valid reading of the whole unit for 10 h/);
    const { ranges: asked } = await queryRedownlink(memory, 'dying', { unit: 'FU1' });
    expect(asked).toEqual([]);
  });

  it('has its missing codes counted by window and over the range, and is not called unreceived', async () => {
    const { memory } = await withFiles([file], everywhere);
    const asked = { unit: 'FU1', channel: 'co2' };
    const within = { from: Date.parse(at(660)) * 1000, to: Date.parse(at(780)) * 1000 };
    const narrow = await queryTelemetry(memory, 'dying', { ...asked, ...within });
    expect(narrow.points).toEqual([]);
    expect(narrow.without).toMatchObject({ invalid: 120, bad: 0 });
    expect(await drawTelemetry(memory, 'dying', { ...asked, ...within })).toContain(
      'no valid reading in this range: 120 missing codes',
    );
    const whole = await queryTelemetry(memory, 'dying', { ...asked, maxPoints: 4 });
    expect(whole.without).toMatchObject({ invalid: 600, bad: 0 });
    expect(whole.without?.windows.reduce((sum, { invalid }) => sum + invalid, 0)).toBe(600);
    const before = { from: Date.parse(at(0)) * 1000, to: Date.parse(at(60)) * 1000 };
    expect((await queryTelemetry(memory, 'dying', { ...asked, ...before })).without).toBeUndefined();
  });

  it('is the same where the only channel of the unit is impossible', async () => {
    const only = dyingDefinition({ co2: ', validRange: [0, 100]' }).replaceAll(/^ {6}(temp|rh): .*$\n/gm, '');
    const rows = (text: string) => text.replaceAll(/^([^,\n]+),[^,]+,[^,]+,(.*)$/gm, '$1,$2');
    const hot = rows(file).replaceAll(',-999', ',150');
    const { memory, downlinks } = await withFiles([hot], only, { ground: rows(unitFile()) });
    expect(await found(memory)).toEqual([['DEAD', 'co2', at(600), at(1199)]]);
    const { counts } = await showReceipt(memory, 'dying', downlinks[0]!);
    expect(counts).toMatchObject({ invalid: 0, bad: 600 });
  });
});

describe('what an empty list rests on', () => {
  const file = unitFile({ dies: DIES_AT }, '-999');
  const WARNED = dyingDefinition({ co2: ', limits: [{ critical: [4, 6] }]' });

  async function lookedIn(memory: MemoryPorts, from?: string, to?: string) {
    const instant = (text?: string) => (text === undefined ? undefined : Date.parse(text) * 1000);
    const query = { unit: 'FU1', channel: 'co2', from: instant(from), to: instant(to) };
    const { anomalies, lookedFor, lookedAt } = await listAnomalies(memory, 'dying', query);
    const kinds = lookedFor.filter((one) => one.looked).map(({ kind }) => kind);
    return { found: anomalies.map(({ kind }) => kind), kinds, lookedAt };
  }

  it('is no bound over hours of missing codes, which are named, nor anything over a time without data', async () => {
    const { memory } = await withFiles([file], WARNED);
    const blind = await lookedIn(memory, at(DIES_AT + 60), at(DIES_AT + 120));
    expect(blind).toMatchObject({ found: ['DEAD'], kinds: ['DEAD', 'GAP'] });
    expect(blind.lookedAt).toEqual([
      {
        ...{ unit: 'FU1', from: at(DIES_AT + 60), to: at(DIES_AT + 120), hasValid: true },
        unmonitored: [{ channels: ['co2'], cause: 'DEAD', from: at(DIES_AT), to: null }],
      },
    ]);
    expect((await lookedIn(memory, at(0), at(60))).kinds).toContain('LIMIT');
    expect((await lookedIn(memory)).kinds).toContain('LIMIT');
    const later = await lookedIn(memory, '2030-06-03T00:00:00Z');
    expect(later).toMatchObject({ kinds: [], lookedAt: [{ unit: 'FU1', from: null, to: null }] });
  });

  it('is CRITICAL where the dead sensor blinds a critical limit, and a WARNING where it blinds none', async () => {
    const severityUnder = async (definition?: string) => {
      const { memory } = await withFiles([file], definition);
      const { anomalies } = await listAnomalies(memory, 'dying', { unit: 'FU1', channel: 'co2' });
      return anomalies.map(({ kind, severity, current }) => [kind, severity, current?.severity]);
    };
    expect(await severityUnder(WARNED)).toEqual([['DEAD', 'CRITICAL', 'CRITICAL']]);
    expect(await severityUnder()).toEqual([['DEAD', 'WARNING', 'WARNING']]);
  });

  it('is refused over a range that holds nothing', async () => {
    const { memory } = await withFiles([file], WARNED);
    await expect(lookedIn(memory, at(60), at(0))).rejects.toThrow(
      'expected from before to, got from 2026-03-01T01:00:00Z to 2026-03-01T00:00:00Z',
    );
    await expect(lookedIn(memory, at(60), at(60))).rejects.toMatchObject({ code: 'anomalies.range-empty' });
  });

  it('is no sample of a unit that sent none, and no valid reading of one that sent codes alone', async () => {
    const { memory } = await withFiles([], WARNED, { ground: null });
    expect((await lookedIn(memory)).lookedAt).toEqual([
      { unit: 'FU1', from: null, to: null, hasValid: false, unmonitored: [] },
    ]);
  });
});

/** Without the header. */
function rowsOf(file: string): string {
  return file.split('\n').slice(1).join('\n');
}

async function looked(memory: MemoryPorts, kind: Kind) {
  const { lookedFor } = await listAnomalies(memory, 'dying', { unit: 'FU1', kind });
  return lookedFor.filter((one) => one.looked).map(({ channel }) => channel);
}

describe('what never came', () => {
  it('is one gap of the unit where it lost power', async () => {
    const { memory } = await withFiles([unitFile({ lost: [700, 760] })]);
    expect(await found(memory)).toEqual([['GAP', 'co2+humidity+temperature', at(699), at(760)]]);
  });

  it('is told of a channel that never came, and of one that came late', async () => {
    const { memory, downlinks } = await withFiles([unitFile({}, 'COLUMN')]);
    expect(await found(memory)).toEqual([['GAP', 'co2', at(0), null]]);
    expect(await looked(memory, 'GAP')).toContain('co2');
    expect(await looked(memory, 'DEAD')).not.toContain('co2');
    expect(await counted(memory)).toMatchObject({ received: 0, expected: MINUTES });
    const { verdict } = await showReceipt(memory, 'dying', downlinks[0]!);
    expect(verdict[2]).toContain('FU1 2026-03-01T00:00Z to 2026-03-02T05:59Z (co2)');
    const { memory: late } = await withFiles([unitFile({ to: 300 }, 'COLUMN'), unitFile({ from: 300 })]);
    expect(await found(late)).toEqual([['GAP', 'co2', at(0), at(300)]]);
    expect(await counted(late)).toMatchObject({ received: MINUTES - 300, expected: MINUTES });
  });

  it('is told of a unit that ends before its twin, and of one that begins after it', async () => {
    const { memory, downlinks } = await withFiles([unitFile({ to: 900 })]);
    expect(await found(memory)).toEqual([['GAP', 'co2+humidity+temperature', at(899), null]]);
    expect(await counted(memory)).toMatchObject({ received: 900, expected: 900, to: at(899) });
    const whole = await queryCompleteness(memory, 'dying', { pair: 'P1' });
    expect(whole.series.map(({ unit, received, expected }) => [unit, received, expected])).toEqual([
      ...new Array(3).fill(['FU1', 900, MINUTES]),
      ...new Array(3).fill(['GU1', MINUTES, MINUTES]),
    ]);
    const { gaps } = await queryCompleteness(memory, 'dying', { unit: 'FU1' });
    expect(gaps).toMatchObject([
      { unit: 'FU1', from: at(899), to: at(MINUTES - 1), open: 'END', expected: 900 },
    ]);
    const { verdict } = await showReceipt(memory, 'dying', downlinks[0]!);
    expect(verdict[1]).toMatch(
      /^Missing: FU1 all 3 channels, 900 samples each, 1 Mar 14:59 to 2 Mar 05:59 UTC/,
    );
    expect(verdict[2]).toMatch(/^Request again: FU1 2026-03-01T14:59Z to 2026-03-02T05:59Z/);
    const { memory: late } = await withFiles([unitFile({ from: 100 })]);
    expect(await found(late)).toEqual([['GAP', 'co2+humidity+temperature', at(0), at(100)]]);
  });

  it('is told of a unit that never sent: nothing of what its twin has', async () => {
    const { memory } = await withFiles([]);
    expect(await found(memory)).toEqual([['GAP', 'co2+humidity+temperature', at(0), null]]);
    expect(await looked(memory, 'GAP')).toEqual(['temperature', 'humidity', 'co2']);
    expect(await looked(memory, 'STUCK')).toEqual([]);
    expect(await counted(memory)).toEqual({
      ...{ received: 0, valid: 0, expected: MINUTES },
      ...{ from: at(0), to: at(MINUTES - 1) },
    });
    const { ranges } = await queryRedownlink(memory, 'dying', {});
    expect(ranges).toMatchObject([{ unit: 'FU1', from: at(0), to: at(MINUTES - 1), samples: 3 * MINUTES }]);
  });

  it('is nothing yet where nothing has come at all: not 100 %', async () => {
    const { memory } = await withFiles([], dyingDefinition(), { ground: null });
    const answer = await queryCompleteness(memory, 'dying', {});
    expect(answer).toMatchObject({ received: 0, expected: 0, completeness: null, from: null, gaps: [] });
    expect(await found(memory)).toEqual([]);
    expect(await looked(memory, 'GAP')).toEqual([]);
  });
});

describe('a period that is wrong by 60', () => {
  it('is 100 % and not more where it is too long', async () => {
    const { memory } = await withFiles([unitFile()], dyingDefinition({ period: 'PT1H' }));
    const { series } = await queryCompleteness(memory, 'dying', { unit: 'FU1' });
    expect(series).toMatchObject(
      new Array(3).fill({ completeness: 1, periodSeconds: 3600, observedSeconds: 60 }),
    );
  });

  it('is no gap per row where it is too short', async () => {
    const { memory } = await withFiles([unitFile()], dyingDefinition({ period: 'PT1S' }));
    expect(await found(memory)).toEqual([]);
    const { ranges } = await queryRedownlink(memory, 'dying', {});
    expect(ranges).toEqual([]);
    const { memory: holed } = await withFiles(
      [unitFile({ lost: [700, 760] })],
      dyingDefinition({ period: 'PT1S' }),
    );
    const { anomalies } = await listAnomalies(holed, 'dying', { unit: 'FU1' });
    expect(anomalies).toMatchObject([
      { kind: 'GAP', from: at(699), to: at(760), evidence: { missingSamples: 60, stepSeconds: 60 } },
    ]);
  });
});
