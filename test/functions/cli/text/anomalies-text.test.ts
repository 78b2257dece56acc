import { describe, expect, it } from 'vitest';
import { anomaliesText } from '../../../../functions/cli/text/anomalies-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import type { AnomalyOnWire } from '../../../../shared/contract/anomalies.ts';

const LIMIT: Extract<AnomalyOnWire, { kind: 'LIMIT' }> = {
  id: 'LIMIT:FU1:temperature:HIGH:2026-03-01T06:00:00Z',
  kind: 'LIMIT',
  unit: 'FU1',
  channels: ['temperature'],
  from: '2026-03-01T06:00:00Z',
  to: null,
  severity: 'CRITICAL',
  current: { asOf: '2026-03-01T08:14:00Z', severity: 'WARNING' },
  blame: 'FU1',
  evidence: {
    ...{ side: 'HIGH', limit: 38.5, margin: 0.7, triggerValue: 38.6 },
    ...{ mostSevereValue: 39.2, currentValue: 37.9, samples: 4 },
  },
  detector: { name: 'limit', version: '2' },
};
const BY = { definition: { revision: 1, sha256: '' }, program: '0' };
const SETTLED = { lookedFor: [], pending: 0, awaiting: 0, failed: 0, unsent: 0, ...BY };
const UCUMS = { temperature: 'Cel' };
const NOW = Date.parse('2026-03-01T13:54:00Z');
const VIEW = { now: NOW, ucums: UCUMS, hasParts: false };

function cells(anomaly: AnomalyOnWire): string[] {
  const [, , row = ''] = anomaliesText({ ...SETTLED, anomalies: [anomaly] }, VIEW, UNLIMITED).split('\n');
  return row.split(/ {2,}/).filter((cell) => cell !== '');
}

describe('the text of anomalies', () => {
  it('says value, limit, margin and age of what is ongoing, and the severity now beside the worst', () => {
    const text = cells(LIMIT).join(' | ');
    for (const said of [
      'WARNING (was CRITICAL) | LIMIT | FU1 | temperature',
      '37.9 °C, at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings)',
      'as of 2026-03-01T08:14Z, 5 h 40 min ago',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('gives no age of what is over', () => {
    const { current: _, ...past } = LIMIT;
    expect(cells({ ...past, to: '2026-03-01T07:00:00Z' }).join(' | ')).toMatch(
      /1 h \| FU1 \| over \| at worst .*\(4 readings\)$/,
    );
  });

  it('says of a silent unit that all of it is, now', () => {
    const { kind: _, evidence: _evidence, ...rest } = LIMIT;
    const silence: AnomalyOnWire = {
      ...{ ...rest, id: 'SILENCE:FU1:unit:2026-03-01T06:00:00Z', kind: 'SILENCE', channels: [], blame: null },
      evidence: {
        ...{ aos: '2026-03-01T00:00:00Z', los: '2026-03-01T00:10:00Z' },
        ...{ latencySeconds: 0, maxSilenceSeconds: 21_600 },
      },
    };
    expect(cells(silence).slice(1)).toEqual([
      ...['SILENCE', 'FU1', 'all', '2026-03-01T06:00Z', 'ongoing', '–'],
      ...['not known', 'now'],
      'no sample ever came, though the contact 1 Mar 00:00 to 00:10 UTC should have brought it',
    ]);
  });

  it('counts the channels that it does not name', () => {
    const channels = ['co2', 'gx', 'gy', 'gz', 'temperature'];
    expect(cells({ ...LIMIT, channels })[3]).toBe('co2, gx, gy and 2 more');
  });

  it('counts the spikes that would bury what matters, and says how to list them', () => {
    const evidence = { value: 39, median: 37, deviation: 0.02, samples: 1, ofDay: 1 };
    const spike = { ...LIMIT, kind: 'SPIKE' as const, severity: 'WATCH' as const, evidence };
    const many = Array.from({ length: 6 }, (_, i) => ({ ...spike, id: String(i) }));
    const text = anomaliesText({ ...SETTLED, anomalies: [...many, LIMIT] }, VIEW, UNLIMITED);
    expect(text.split('\n').filter((line) => line.includes('FU1'))).toHaveLength(2);
    expect(text).toContain(
      'not shown: 6 SPIKE of severity WATCH (6 on FU1 temperature); --kind SPIKE lists them',
    );
    const alone = anomaliesText({ ...SETTLED, anomalies: many }, VIEW, UNLIMITED);
    expect(alone.split('\n').filter((line) => line.includes('FU1'))).toHaveLength(6);
  });

  it('says what was looked for, and what was not and why', () => {
    const { kind: _, ...rest } = { kind: 'LIMIT', channel: 'temperature', looked: false };
    const lookedFor = [
      { kind: 'LIMIT' as const, channel: 'temperature', looked: true },
      { ...rest, kind: 'LIMIT' as const, channel: 'co2', unit: 'FU1', why: 'the channel declares no limits' },
      { ...rest, kind: 'RATE' as const, why: 'no rate of the channel has come into force' },
      { ...rest, kind: 'STEP' as const, why: 'no rate of the channel has come into force' },
    ];
    expect(anomaliesText({ ...SETTLED, anomalies: [], lookedFor }, VIEW, UNLIMITED)).toBe(
      [
        'nothing found in what was looked for',
        'looked for: LIMIT',
        'not looked for, and why:',
        '  RATE, STEP: no rate of the channel has come into force',
        '  LIMIT on FU1 co2: the channel declares no limits',
        '',
      ].join('\n'),
    );
  });

  it('says what is not in the answer, and whether asking again helps', () => {
    const counts = { pending: 200, atLeast: true as const, awaiting: 1, failed: 2, unsent: 3, ...BY };
    expect(
      anomaliesText({ ...counts, anomalies: [], lookedFor: [] }, VIEW, UNLIMITED)
        .split('\n')
        .slice(2),
    ).toEqual([
      'not all of what arrived is in these numbers yet: at least 200 inputs still to be folded in; ask again',
      'not in this answer: 1 announced file not uploaded yet, 2 files FAILED (./howship redrive), 3 messages not sent yet',
      '',
    ]);
  });
});
