import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byOnset } from '../../../../shared/domain/anomaly/anomaly.ts';
import { stuckStateSchema } from '../../../../shared/domain/detect/stuck/fold.ts';
import { finishUnit, foldUnitPage, startUnit } from '../../../../shared/domain/detect/unit-detectors.ts';
import { MICROS_PER_DAY } from '../../../../shared/domain/time.ts';
import { evidenceOf } from '../../../support/evidence.ts';
import { expectedAnomalies } from './expected-anomalies.ts';
import {
  anomaliesOf,
  arbitraryHistory,
  BAD_VALUE,
  band,
  HOUR,
  MISSING_CODE,
  pagesOf,
  regular,
  ruleFor,
  seriesFrom,
  T0,
} from './unit-history.ts';

const SEED = 20_260_301;

describe('the fold over a unit’s pages', () => {
  it('gives the anomalies that a look at every sample gives, however the history is cut into buckets', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(arbitraryHistory, ({ series, rules, borders }) => {
        const whole = anomaliesOf(pagesOf(series, rules, [borders[0]!, borders.at(-1)!]));
        expect(anomaliesOf(pagesOf(series, rules, borders))).toEqual(whole);
        const found = whole.map(({ kind, channels, from, to, severity, current, ...anomaly }) => {
          const evidence = evidenceOf(anomaly);
          return {
            kind,
            rule: evidence.rule ?? null,
            channels,
            from,
            to,
            severity,
            severityNow: current?.severity ?? null,
            samples: evidence.samples ?? null,
          };
        });
        for (const { kind, rule } of found) {
          const key = `${kind} ${rule}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
        expect(found).toEqual(expectedAnomalies(series, rules));
      }),
      { seed: SEED, numRuns: 700 },
    );
    // Histories without anomalies would prove nothing.
    for (const key of ['STUCK C', 'STUCK U', 'GAP null', 'DEAD null', 'LIMIT null', 'RATE null'])
      expect(seen.get(key), key).toBeGreaterThan(100);
  });

  it('gives the same whatever order series and rules come in', () => {
    fc.assert(
      fc.property(arbitraryHistory, ({ series, rules, borders }) => {
        const turned = pagesOf(series.toReversed(), rules.toReversed(), borders);
        expect(turned).toEqual(pagesOf(series, rules, borders));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('gives every anomaly an id of its own and gives none twice', () => {
    fc.assert(
      fc.property(arbitraryHistory, ({ series, rules, borders }) => {
        const ids = anomaliesOf(pagesOf(series, rules, borders)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('never takes back what it gave as closed when more pages come', () => {
    fc.assert(
      fc.property(arbitraryHistory, ({ series, rules, borders }) => {
        const pages = pagesOf(series, rules, borders);
        const all = anomaliesOf(pages);
        let state = startUnit('FU1');
        for (const page of pages) {
          const step = foldUnitPage(state, page);
          state = step.state;
          for (const anomaly of step.closed) expect(all).toContainEqual(anomaly);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('keeps the id of an anomaly that grows from page to page, open until it ends', () => {
    const series = [regular('co2', [1, 2, ...new Array<number>(100).fill(7), 3])];
    const days = Array.from({ length: 6 }, (_, day) => T0 + day * MICROS_PER_DAY);
    const told: string[] = [];
    let state = startUnit('FU1');
    for (const page of pagesOf(series, [ruleFor('co2')], days)) {
      const step = foldUnitPage(state, page);
      state = step.state;
      told.push(
        [...step.closed, ...finishUnit(state, [])]
          .map(({ id, to }) => `${id} ${to === null ? 'open' : 'closed'}`)
          .join(),
      );
    }
    const id = 'STUCK:FU1:co2:2026-03-01T02:00:00Z';
    expect(told).toEqual(['', '', `${id} open`, `${id} open`, `${id} closed`]);
  });

  it('remembers the farthest that samples of a series ever got', () => {
    const lone = [0, 1, 2].map((day) => T0 + day * MICROS_PER_DAY);
    const told: unknown[] = [];
    let state = startUnit('FU1');
    const series = [seriesFrom('co2', lone, [400, -1, 900], [MISSING_CODE, BAD_VALUE, MISSING_CODE])];
    for (const page of pagesOf(series, [ruleFor('co2')], [...lone, T0 + 3 * MICROS_PER_DAY])) {
      state = foldUnitPage(state, page).state;
      told.push(state.series.map(({ reach }) => reach));
    }
    expect(told).toEqual([['RECEIVED'], ['SENSED'], ['SENSED']]);
  });

  it('does not let its state grow with the length of an eventful history', () => {
    const days = 60;
    // Every third day all channels stand still for eight hours, and every day ends with four hours of silence.
    const hours = Array.from({ length: days * 24 }, (_, h) => h).filter((h) => h % 24 < 20);
    const times = hours.map((h) => T0 + h * HOUR);
    const values = hours.map((h) => (h % 72 < 8 ? h - (h % 72) : h));
    const lively = ['co2', 'humidity', 'temperature'].map((name) => seriesFrom(name, times, values));
    // A dead channel's last run is never known to be over, so whether it is stuck stays open.
    const series = [...lively, seriesFrom('oxygen', times.slice(0, 30), times.slice(0, 30).fill(21))];
    const rules = series.map((one) => ruleFor(one.series, { limits: [band({ watch: [null, 700] })] }));
    const borders = Array.from({ length: days + 1 }, (_, day) => T0 + day * MICROS_PER_DAY);
    const sizes: number[] = [];
    let found = 0;
    let state = startUnit('FU1');
    for (const page of pagesOf(series, rules, borders)) {
      const step = foldUnitPage(state, page);
      state = step.state;
      found += step.closed.length;
      sizes.push(JSON.stringify(state).length);
    }
    // A gap a night and a stretch every third day, but the first one: the dead channel was part of it.
    expect(found).toBe(days - 1 + days / 3 - 1);
    expect(Math.max(...sizes.slice(30))).toBeLessThanOrEqual(1.2 * Math.max(...sizes.slice(0, 30)));
  });

  it('does not hold on to stretches that can come to nothing while a run is undecided', () => {
    const days = 40;
    const hours = Array.from({ length: days * 24 }, (_, h) => h);
    const third = hours.map((h) => Math.floor((h + 1) / 3));
    const series = [
      regular(
        'co2',
        hours.map(() => 400),
      ),
      regular('humidity', third),
      regular('temperature', third),
    ];
    const rules = series.map((one) => ruleFor(one.series, { stuckAfterSeconds: 90 * 86_400 }));
    const borders = Array.from({ length: days + 1 }, (_, day) => T0 + day * MICROS_PER_DAY);
    const last = pagesOf(series, rules, borders).reduce(
      (state, page) => foldUnitPage(state, page).state,
      startUnit('FU1'),
    );
    expect(stuckStateSchema.parse(last.states.STUCK).quiet).toHaveLength(1);
  });

  it('refuses a page that comes before the last one', () => {
    const pages = pagesOf([regular('co2', [1, 2, 3])], [ruleFor('co2')], [T0, T0 + HOUR, T0 + 5 * HOUR]);
    const { state } = foldUnitPage(startUnit('FU1'), pages[1]!);
    expect(() => foldUnitPage(state, pages[0]!)).toThrow(/fold pages in order of time/);
  });

  it('orders what it gives by onset', () => {
    fc.assert(
      fc.property(arbitraryHistory, ({ series, rules, borders }) => {
        const { closed } = foldUnitPage(
          startUnit('FU1'),
          pagesOf(series, rules, [borders[0]!, borders.at(-1)!])[0]!,
        );
        expect(closed).toEqual(closed.toSorted(byOnset));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});
