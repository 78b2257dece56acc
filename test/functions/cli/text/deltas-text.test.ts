import { describe, expect, it } from 'vitest';
import { deltasText, windowsText } from '../../../../functions/cli/text/deltas-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import type { DeltaOnWire } from '../../../../shared/contract/deltas.ts';

const none = { flight: {}, ground: {} };
const interval = { of: 'this pair', method: 'slow-waves', units: { flight: 1, ground: 1 } };
const clean: DeltaOnWire['environment'] = {
  ...{ verdict: 'CLEAN', reasons: [], from: null, to: null, judged: [], notJudged: [] },
};
const summaryOf = (delta: number): DeltaOnWire['summary'] => ({
  ...{ delta, sd: 0.1, ci95: [delta - 0.01, delta + 0.01], effectiveSampleSize: 400, pairedSamples: 3600 },
  interval: { ...interval, decorrelationSamples: 9, phi: 0.8 },
  unpaired: { flight: 0, ground: 0, reasons: {} },
  ...{ flight: { n: 3600, mean: 37 + delta }, ground: { n: 3600, mean: 37 } },
});
const NOTHING: DeltaOnWire['summary'] = {
  interval: { ...interval, decorrelationSamples: null, phi: null },
  ...{
    delta: null,
    deltaReason: 'no samples are paired',
    sd: null,
    ci95: null,
    ci95Reason: 'no paired sample',
  },
  ...{ effectiveSampleSize: 0, pairedSamples: 0, unpaired: { flight: 0, ground: 0, reasons: {} } },
  ...{ flight: { n: 0, mean: null }, ground: { n: 0, mean: null } },
};
const phase = (id: string, delta: number): DeltaOnWire['phases'][number] => ({
  ...{ phase: id, armed: true, range: null, summary: summaryOf(delta), summaryAll: summaryOf(delta) },
  ...{ excluded: none, environment: clean },
});
const COVERED = { margin: 1, seconds: 3600, coverage: 0.9, blocks: 6, blockSeconds: 600 };
const DELTA: DeltaOnWire = {
  ...{ pair: 'P1', channel: 'temperature', ucum: 'Cel', resolution: 'PT10M', range: null },
  alignment: {
    ...{ reference: 'activation', lagSeconds: 0, estimatedLagSeconds: 0, sharedClock: true },
    ...{ verdict: 'AGREED', reasons: [] },
    ...{
      lagUncertaintySeconds: 60,
      secondLagSeconds: null,
      votes: [],
      lagsByThird: [],
      realisedOffset: null,
    },
    searched: { fromSeconds: -3600, toSeconds: 3600, channels: [] },
  },
  ...{ summary: summaryOf(0.42), summaryAll: summaryOf(0.42), environment: clean },
  excluded: { flight: { stuck: 60, unarmed: 30 }, ground: { 'partner-excluded': 60, unarmed: 30 } },
  remarks: [],
  phases: [
    phase('growth', 0),
    phase('stimulated', 0.808),
    {
      ...phase('fixed', 0),
      ...{ summary: NOTHING, summaryAll: NOTHING, reason: 'FU1 has no event "fixation"' },
    },
  ],
  asked: { from: null, to: null },
  ...{ definition: { revision: 1, sha256: '0' }, program: '0.1.0' },
  ...{ windows: [], snapshot: 'sha256:0', pending: 0 },
};

describe('deltas on a terminal', () => {
  it('are a row for the whole and one for each phase', () => {
    const rows = deltasText([DELTA], 'summary', UNLIMITED)
      .split('\n')
      .filter((line) => /^P1 +temperature /.test(line))
      .map((line) => line.split(/ {2,}/).slice(2, 4));
    expect(rows).toEqual([
      ['all armed', '+0.420 °C'],
      ['growth', '0.000 °C'],
      ['stimulated', '+0.808 °C'],
      ['fixed', 'n/a: no pair counts'],
    ]);
  });

  it('have no CLEAN beside a phase that is not armed, but what is wrong in it', () => {
    const cells = (verdict: 'CLEAN' | 'CONFOUNDED', which: 'summary' | 'summaryAll') => {
      const judged = [
        {
          ...{ channel: 'temperature', verdict, margin: 0.5, seconds: 3600, coverage: 1 },
          ...{ blocks: 6, blockSeconds: 600 },
        },
      ];
      const cold = { ...phase('cold', 0), armed: false, environment: { ...clean, verdict, judged } };
      const text = deltasText([{ ...DELTA, phases: [cold] }], which, UNLIMITED);
      const row = text.split('\n').find((line) => /^P1 +temperature +cold /.test(line)) ?? '';
      return [row.split(/ {2,}/)[3], row.split(/ {2,}/).at(-2)];
    };
    expect(cells('CLEAN', 'summary')).toEqual(['n/a: not armed', '–']);
    expect(cells('CONFOUNDED', 'summary')).toEqual(['n/a: not armed', 'CONFOUNDED']);
    expect(cells('CLEAN', 'summaryAll')).toEqual(['0.000 °C', 'CLEAN (100 % covered)']);
  });

  it('are called by the arms of their pairs, and a channel that was not judged is never CLEAN', () => {
    const named = (sides: Record<string, string>) => (pair: string) => ({
      sides: { flight: 'flight', ground: sides[pair]! },
      difference: `flight − ${sides[pair]}`,
    });
    const both = [DELTA, { ...DELTA, pair: 'B1' }];
    const text = deltasText(both, 'summary', UNLIMITED, named({ P1: 'ground', B1: 'rotor' }));
    expect(text).toMatch(/^differences of the arms of each pair, averaged over good/);
    for (const row of ['P1: flight − ground', 'B1: flight − rotor'])
      expect(text).toMatch(new RegExp(`^${row} +temperature +all armed .* not judged `, 'm'));
    expect(text).toContain('B1 temperature: left out, flight: 60 of a stuck sensor');
    expect(text).toContain('rotor: 60 whose partner is left out');
    const one = deltasText([both[1]!], 'summary', UNLIMITED, named({ B1: 'rotor' }));
    expect(one).toMatch(/^flight − rotor, averaged over good/);
    expect(one).toMatch(/^pair +channel +phase +flight − rotor /m);
    expect(one).not.toContain('ground');
  });

  it('share a line where channels of a pair say the same, and a channel that is not judged speaks only for itself', () => {
    const judged = [{ channel: 'temperature', verdict: 'CLEAN' as const, ...COVERED }];
    const noMargin = (channel: string) => ({
      ...{ code: 'no-margin', evidence: { channel } },
      sentence: `${channel}: no twin margin is declared, so nothing is judged`,
    });
    const excluded = { flight: { unarmed: 30 }, ground: {} };
    const unjudged = (channel: string): DeltaOnWire => ({
      ...{ ...DELTA, channel, excluded, phases: [] },
      environment: { ...clean, verdict: 'UNKNOWN', judged, reasons: [noMargin(channel)] },
    });
    const first = { ...DELTA, excluded, phases: [], environment: { ...clean, judged } };
    const text = deltasText([first, unjudged('gx'), unjudged('gy')], 'summary', UNLIMITED);
    const notes = text.split('\n').filter((line) => line.startsWith('  P1 '));
    expect(notes).toEqual([
      '  P1 temperature, gx, gy: left out, flight: 30 outside armed phases',
      '  P1 environment CLEAN: judged temperature CLEAN (90 % covered) over no time',
      '  P1 environment: gx, gy: no twin margin is declared, so nothing is judged',
    ]);
    const alone = deltasText([unjudged('gx')], 'summary', UNLIMITED);
    expect(alone).toContain('P1 environment UNKNOWN: judged temperature CLEAN');
  });

  it('say what was left out on either side, and why a phase has no number', () => {
    const text = deltasText([DELTA], 'summary', UNLIMITED);
    expect(text).toContain(
      'P1 temperature: left out, flight: 60 of a stuck sensor, 30 outside armed phases; ground: 60 whose partner is left out, 30 outside armed phases',
    );
    expect(text).toContain('P1 temperature in fixed: FU1 has no event "fixation"');
    expect(deltasText([DELTA], 'summaryAll', UNLIMITED)).not.toContain('left out');
  });

  it('say of an alignment that is AGREED too what it rests on', () => {
    const reasons = [
      'the data show a lag of 0 ± 300 s (temperature), which agrees with the 0 s applied',
      'remark',
    ];
    const delta = { ...DELTA, alignment: { ...DELTA.alignment, reasons } };
    const lines = deltasText([delta], 'summary', UNLIMITED).split('\n');
    expect(lines.filter((line) => line.includes('alignment AGREED'))).toEqual(
      reasons.map((reason) => `  P1 alignment AGREED: ${reason}`),
    );
  });

  it('say once which phases are not armed, and of a phase only what is not said of the whole', () => {
    const reason = (sentence: string) => ({ code: 'excursion', sentence, evidence: {} });
    const confounded = (...sentences: string[]): DeltaOnWire['environment'] => ({
      ...clean,
      ...{ verdict: 'CONFOUNDED', reasons: sentences.map(reason) },
    });
    const growth = { ...phase('growth', 0), environment: confounded('warm for 3 h', 'warm for 2 h') };
    const unarmed = { ...phase('stowage', 0), armed: false, summary: NOTHING };
    const delta = { ...DELTA, environment: confounded('warm for 3 h'), phases: [unarmed, growth] };
    const lines = deltasText([delta, { ...delta, channel: 'humidity' }], 'summary', UNLIMITED).split('\n');
    expect(lines.filter((line) => line.includes('warm'))).toEqual([
      '  P1 environment: warm for 3 h',
      '  P1 growth environment: warm for 2 h',
    ]);
    expect(lines.filter((line) => line.includes('armed,'))).toEqual([
      '  not armed, and so in no summary: stowage (--all counts all phases)',
    ]);
  });

  it('of an experiment without phases have no such column', () => {
    const text = deltasText([{ ...DELTA, phases: [] }], 'summary', UNLIMITED);
    expect(text).toMatch(/^pair +channel +flight − ground/m);
  });

  it('says of a window that is too short how many decorrelation times it holds', () => {
    const summary: DeltaOnWire['summary'] = {
      ...summaryOf(0.4),
      ci95: null,
      ci95Reason: 'too short: 0.8 decorrelation times are certain in 60 pairs; 2 are needed',
      interval: { ...interval, decorrelationSamples: 20, phi: 0.9, decorrelationTimes: 0.8 },
    };
    const text = deltasText([{ ...DELTA, summary, phases: [] }], 'summary', UNLIMITED);
    expect(text).toMatch(/\+0\.4\S* °C +too short: 0\.8 decorrelation times +0\.1/);
    expect(text).toContain(
      'no interval: too short: 0.8 decorrelation times are certain in 60 pairs; 2 are needed',
    );
  });
});

it('Windows have a column of missing codes where there are some, and a row of those alone', () => {
  const at = '2026-03-01T06:10:00Z';
  const windows = [{ at, elapsedSeconds: 600, n: 9 }];
  const missingCodes = [{ side: 'flight' as const, unit: 'FU1', n: 9, windows }];
  const text = windowsText({ ...DELTA, missingCodes }, UNLIMITED);
  expect(text).toMatch(/\n2026-03-01T06:10Z .* 0 +– .*– +flight 9\n/);
  expect(windowsText(DELTA, UNLIMITED)).not.toContain('missing codes');
  const uncounted = [{ side: 'ground' as const, unit: 'GU1', n: 4000, windows: [], reason: 'too long' }];
  expect(windowsText({ ...DELTA, missingCodes: uncounted }, UNLIMITED)).toContain(
    '4,000 missing codes of GU1: too long\n',
  );
});
