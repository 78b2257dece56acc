import { describe, expect, it } from 'vitest';
import { deltaRows, WHOLE } from '../../../../functions/web/deltas/rows.ts';
import type { DeltaOnWire } from '../../../../shared/contract/deltas.ts';

const side = { n: 100, mean: 37 };
const summary = {
  ...{ delta: 0.5, sd: 0.1, ci95: [0.4, 0.6], effectiveSampleSize: 42, pairedSamples: 100 },
  ...{ unpaired: { flight: 0, ground: 0, reasons: {} }, flight: side, ground: side },
  interval: { of: '', method: '', units: { flight: 1, ground: 1 }, decorrelationSamples: 2, phi: 0.3 },
};
const none = { ...summary, delta: null, deltaReason: 'nothing came', sd: null, ci95: null, pairedSamples: 0 };
const environment = {
  ...{ verdict: 'CLEAN', reasons: [], from: null, to: null, notJudged: [] },
  judged: [
    { channel: 't', verdict: 'CLEAN', margin: 1, seconds: 1, coverage: 1, blocks: 1, blockSeconds: 1 },
  ],
};
const unheld = { flight: { unarmed: 3 }, ground: {} };
const fixed = {
  summary: none,
  summaryAll: none,
  excluded: { flight: { stuck: 1 }, ground: {} },
  environment,
};
const delta = {
  ...{ pair: 'P1', channel: 't', ucum: 'Cel', alignment: { verdict: 'AGREED' }, summary, environment },
  ...{
    summaryAll: { ...summary, delta: 3.25, pairedSamples: 120 },
    excluded: { flight: { stuck: 20 }, ground: {} },
  },
  phases: [
    {
      phase: 'stowage',
      armed: false,
      range: null,
      summary: none,
      summaryAll: none,
      excluded: unheld,
      environment,
    },
    {
      ...{ phase: 'culture', armed: true, summary, summaryAll: summary, excluded: unheld, environment },
      range: { first: '2026-03-01T06:00:00Z', last: '2026-03-02T06:00:00Z' },
    },
    { phase: 'fixed', armed: true, range: null, reason: 'not begun', ...fixed },
  ],
} as unknown as DeltaOnWire;

const told = (rows: ReturnType<typeof deltaRows>) =>
  rows.map(({ phase, cells, environment: of }) => [phase, cells.delta, cells.interval, of]);

describe('rows of differences', () => {
  it('are one over all armed time and one per phase; what is not armed has no number and no verdict', () => {
    expect(told(deltaRows([delta], undefined))).toEqual([
      [null, '+0.50 °C', '[0.40, 0.60] °C', 'CLEAN (100 % covered)'],
      ['stowage', 'n/a: not armed', '–', 'not judged: not armed'],
      ['culture', '+0.50 °C', '[0.40, 0.60] °C', 'CLEAN (100 % covered)'],
      ['fixed', 'n/a: no pair counts', '–', 'CLEAN (100 % covered)'],
    ]);
  });

  it('say why a number is not there, and where the curves of a phase are', () => {
    const rows = deltaRows([delta], undefined);
    expect(rows[3]?.reasons).toEqual(['not begun']);
    expect([rows[2]?.from, rows[2]?.to]).toEqual(['2026-03-01T06:00:00Z', '2026-03-02T06:00:00Z']);
  });

  it('say what the difference is with the readings that are doubted, where some are', () => {
    expect(deltaRows([delta], undefined).map(({ withDoubted }) => withDoubted)).toEqual([
      'with all 120 pairs +3.25 °C',
      ...[null, null, null],
    ]);
  });

  it('are those over the whole, or those of one phase, where these are wanted', () => {
    expect(deltaRows([delta], WHOLE).map(({ phase }) => phase)).toEqual([null]);
    expect(deltaRows([delta], 'culture').map(({ phase }) => phase)).toEqual(['culture']);
  });
});
