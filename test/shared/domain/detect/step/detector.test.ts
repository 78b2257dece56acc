import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../../../shared/domain/detect/registry.ts';
import { stepDetector } from '../../../../../shared/domain/detect/step/detector.ts';
import { levelsOf } from '../../../../../shared/domain/detect/step/level.ts';
import {
  finishUnit,
  foldUnitPage,
  progressOfUnit,
  startUnit,
} from '../../../../../shared/domain/detect/unit-detectors.ts';
import type { UnitFacts } from '../../../../../shared/domain/detect/unit-facts.ts';
import type { Series } from '../../../../../shared/domain/telemetry/series.ts';
import { isoOf } from '../../../../../shared/domain/time.ts';
import type { TimelineEvent } from '../../../../../shared/domain/timeline/event.ts';
import { indexed } from '../../experiment/minimal.ts';
import { anomaliesOf, BAD_VALUE, pagesOf, ruleFor, seriesFrom, T0 } from '../unit-history.ts';

const MINUTE = 60_000_000;
const at = (minute: number) => T0 + minute * MINUTE;
const clock = (instant: number | null) => (instant === null ? null : isoOf(instant).slice(11, 16));

interface Told {
  readonly proof?: object;
  /** Minutes of the commands. */
  readonly commands?: readonly number[];
  /** Minutes within which the pump runs. */
  readonly runs?: readonly (readonly [number, number])[];
  /** Minutes of which nothing came. */
  readonly lost?: readonly (readonly [number, number])[];
  readonly bad?: readonly (readonly [number, number])[];
  readonly length?: number;
}

const isIn = (stretches: readonly (readonly [number, number])[] = [], minute: number) =>
  stretches.some(([from, to]) => minute >= from && minute < to);

/** A pump that should run for 3 minutes within 10 of the command; a reading a minute. */
const INDEX = (proof: object) =>
  indexed({
    channels: [{ id: 'pump', unit: 'A', period: 'PT1M', stuckAfter: 'none' }],
    units: [
      {
        ...{ id: 'FU1', arm: 'flight', sensors: [{ id: 'P1', measures: 'pump' }] },
        events: [
          {
            ...{ name: 'fixation', at: '2026-03-01T06:00:00Z' },
            proof: { channel: 'pump', above: 0.2, for: 'PT3M', within: 'PT10M', ...proof },
          },
        ],
      },
      { id: 'GU1', arm: 'ground' },
    ],
    sources: [],
  });

function levels({ proof = {}, commands = [60] }: Told) {
  const events = commands.map(
    (minute): TimelineEvent => ({ name: 'fixation', unit: 'FU1', at: at(minute), accuracy: 1 }),
  );
  return levelsOf('pump', { index: INDEX(proof), unit: 'FU1', events });
}

function pump({ runs, lost, bad, length = 240 }: Told): Series {
  const minutes = Array.from({ length }, (_, i) => i).filter((minute) => !isIn(lost, minute));
  return seriesFrom(
    'pump',
    minutes.map(at),
    minutes.map((minute) => (isIn(runs, minute) ? 0.5 : 0.05)),
    minutes.map((minute) => (isIn(bad, minute) ? BAD_VALUE : 0)),
  );
}

const BORDERS = [T0, at(100_000)];
const pages = (story: Told, borders: readonly number[] = BORDERS): UnitFacts[] =>
  pagesOf(
    [pump(story)],
    [ruleFor('pump', { periodSeconds: 60, stuckAfterSeconds: null, detect: { STEP: levels(story) } })],
    borders,
  );

const steps = (story: Told, borders?: readonly number[]): Anomaly[] =>
  anomaliesOf(pages(story, borders)).filter(({ kind }) => kind === 'STEP');

const said = (story: Told) =>
  steps(story).map(({ id, from, to, severity }) => [
    id.split(':').slice(2, -3).join(':'),
    clock(from),
    clock(to),
    severity,
  ]);

/** What cannot be judged yet, in words. */
function waiting(story: Told): string[] {
  let state = startUnit('FU1');
  for (const page of pages(story)) state = foldUnitPage(state, page).state;
  const progress = progressOfUnit(state).STEP?.pump;
  return stepDetector.unjudged(levels(story), progress).map(({ why }) => why);
}

describe('a command that its telemetry should show', () => {
  it('was followed where the threshold was held for so long within the time', () => {
    expect(said({ runs: [[65, 68]] })).toEqual([]);
    expect(waiting({ runs: [[65, 68]] })).toEqual([]);
  });

  it('is not seen where it was not held, though all of the time was received, and lasts', () => {
    expect(said({})).toEqual([['fixation', '01:00', null, 'WATCH']]);
    expect(said({ proof: { severity: 'CRITICAL' } })).toEqual([['fixation', '01:00', null, 'CRITICAL']]);
    expect(steps({})[0]).toMatchObject({
      ...{ unit: 'FU1', channels: ['pump'], blame: 'FU1', current: { asOf: at(239), severity: 'WATCH' } },
      evidence: {
        ...{ found: 'COMMANDED_NOT_SEEN', event: 'fixation', side: 'ABOVE', threshold: 0.2 },
        ...{ forSeconds: 180, farthest: 0.05, commandedAt: at(60), expectedBy: at(70) + 1_000_000 },
      },
    });
  });

  it('is not seen where it was held too short, or interrupted', () => {
    expect(said({ runs: [[65, 67]] })).toEqual([['fixation', '01:00', null, 'WATCH']]);
    const interrupted: Told = {
      runs: [
        [62, 64],
        [65, 67],
      ],
    };
    expect(said(interrupted)).toEqual([['fixation', '01:00', null, 'WATCH']]);
  });

  it('ends with the last reading before the threshold is held after all', () => {
    expect(said({ runs: [[90, 95]] })).toEqual([
      ['fixation', '01:00', '01:29', 'WATCH'],
      ['pump@0.2:HIGH', '01:30', '01:34', 'WATCH'],
    ]);
  });

  it('ends where the next command is followed', () => {
    expect(said({ commands: [60, 120], runs: [[121, 125]] })).toEqual([
      ['fixation', '01:00', '02:00', 'WATCH'],
    ]);
  });

  it('is held against a low threshold too', () => {
    const proof = { above: undefined, below: 0.1 };
    expect(said({ proof, runs: [[0, 60]] })).toEqual([]);
    expect(said({ proof, runs: [[0, 240]] })).toEqual([['fixation', '01:00', null, 'WATCH']]);
    expect(said({ proof, runs: [[30, 200]], commands: [210] })).toEqual([
      ['pump@0.1:LOW', '00:00', '00:29', 'WATCH'],
      ['pump@0.1:LOW', '03:20', null, 'WATCH'],
    ]);
  });
});

describe('what cannot be judged', () => {
  it('is a command of which a part of the time was not received: neither a fault nor a success', () => {
    const story: Told = { lost: [[63, 68]] };
    expect(said(story)).toEqual([]);
    expect(waiting(story)).toEqual([
      'fixation of 2026-03-01T01:00Z cannot be judged yet: no readings from 2026-03-01T01:02Z to 2026-03-01T01:08Z',
    ]);
  });

  it('is a command of which a part of the time was not readable', () => {
    const story: Told = { bad: [[63, 68]] };
    expect(said(story)).toEqual([]);
    expect(waiting(story)).toHaveLength(1);
  });

  it('is nothing where what came shows the step already', () => {
    const story: Told = { lost: [[66, 70]], runs: [[61, 65]] };
    expect(said(story)).toEqual([]);
    expect(waiting(story)).toEqual([]);
  });

  it('is a command whose time is not over in what was received, or not begun', () => {
    expect(said({ length: 66 })).toEqual([]);
    expect(waiting({ length: 66 })).toEqual([
      'fixation of 2026-03-01T01:00Z cannot be judged yet: no readings from 2026-03-01T01:05Z to 2026-03-01T01:10:01Z',
    ]);
    expect(waiting({ length: 30 })).toHaveLength(1);
    expect(said({ length: 71 })).toEqual([['fixation', '01:00', null, 'WATCH']]);
    expect(waiting({ length: 71 })).toEqual([]);
  });

  it('is a command of before the first reading', () => {
    const story: Told = { lost: [[0, 64]], commands: [30] };
    expect(said(story)).toEqual([]);
    expect(waiting(story)).toHaveLength(1);
  });

  it('is a command in a bucket of which nothing came', () => {
    const story: Told = { lost: [[50, 110]] };
    const borders = [T0, at(50), at(110), at(1000)];
    let state = startUnit('FU1');
    for (const page of pages(story, borders)) state = foldUnitPage(state, page).state;
    expect(finishUnit(state, []).filter(({ kind }) => kind === 'STEP')).toEqual([]);
    expect(stepDetector.unjudged(levels(story), progressOfUnit(state).STEP?.pump)).toHaveLength(1);
  });

  it('is kept of the newest commands; earlier ones are counted', () => {
    const commands = Array.from({ length: 310 }, (_, i) => i * 0.25);
    const lost: [number, number][] = [[1, 200]];
    const said = waiting({ commands, lost });
    expect(said).toHaveLength(300);
    expect(said[0]).toContain(', nor can 10 earlier commands');
  });

  it('is not a reading that is lost here and there, unless it may have held the threshold', () => {
    expect(said({ lost: [[66, 67]] })).toEqual([['fixation', '01:00', null, 'WATCH']]);
    const short = { for: 'PT1M' };
    expect(said({ lost: [[66, 67]], proof: short })).toEqual([]);
    expect(waiting({ lost: [[66, 67]], proof: short })).toHaveLength(1);
    const beside: Told = { lost: [[66, 67]], runs: [[64, 66]] };
    expect(said(beside)).toEqual([]);
    expect(waiting(beside)).toHaveLength(1);
  });
});

describe('a step that nobody commanded', () => {
  it('is told from its first reading to its last', () => {
    const story: Told = {
      runs: [
        [61, 66],
        [100, 120],
      ],
    };
    expect(said(story)).toEqual([['pump@0.2:HIGH', '01:40', '01:59', 'WATCH']]);
    expect(steps(story)[0]?.evidence).toEqual({
      ...{ found: 'SEEN_NOT_COMMANDED', side: 'ABOVE', threshold: 0.2, forSeconds: 180, farthest: 0.5 },
    });
  });

  it('lasts while it is held at the newest reading, with the severity of the proof', () => {
    const story: Told = { runs: [[200, 240]], proof: { severity: 'CRITICAL' }, commands: [60, 230] };
    expect(said({ ...story, commands: [500] })).toEqual([['pump@0.2:HIGH', '03:20', null, 'CRITICAL']]);
  });

  it('is not one that goes on after its time, nor one that began in time not received', () => {
    expect(said({ runs: [[65, 200]] })).toEqual([]);
    expect(said({ runs: [[50, 200]], lost: [[40, 100]] })).toEqual([]);
    expect(said({ runs: [[50, 200]], lost: [[40, 55]] })).toEqual([
      ['pump@0.2:HIGH', '00:55', '03:19', 'WATCH'],
    ]);
  });

  it('is one, however often the reading falls back for a moment', () => {
    const runs = [100, 110, 120, 130].map((from): [number, number] => [from, from + 8]);
    expect(said({ runs, commands: [500] })).toEqual([['pump@0.2:HIGH', '01:40', '02:17', 'WATCH']]);
  });
});

describe('whatever buckets the readings are cut into', () => {
  const minutes = fc.integer({ min: 0, max: 239 });
  const stretches = (most: number) =>
    fc.array(
      fc
        .tuple(minutes, fc.integer({ min: 1, max: 30 }))
        .map(([from, n]): [number, number] => [from, from + n]),
      { maxLength: most },
    );
  const stories = fc.record({
    commands: fc.uniqueArray(minutes, { maxLength: 4 }),
    runs: stretches(6),
    lost: stretches(3),
    bad: stretches(2),
  });

  it('the same steps are found, and the same is not known', () => {
    fc.assert(
      fc.property(stories, fc.uniqueArray(minutes, { maxLength: 8 }), (story, cuts) => {
        const borders = [
          T0,
          ...cuts
            .filter((cut) => cut > 0)
            .sort((a, b) => a - b)
            .map(at),
          at(1000),
        ];
        expect(steps(story, borders)).toEqual(steps(story));
        const unknown = (all: readonly UnitFacts[]) => {
          let state = startUnit('FU1');
          for (const page of all) state = foldUnitPage(state, page).state;
          const progress = progressOfUnit(state).STEP?.pump;
          if (progress === undefined || progress === null) return [];
          return stepDetector.unjudged(levels(story), progress).map(({ from }) => from);
        };
        expect(unknown(pages(story, borders))).toEqual(unknown(pages(story)));
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('each command is followed, not followed or not known, as a look at every reading says', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const found = new Set(
          steps(story).flatMap(({ evidence }) =>
            'commandedAt' in evidence && evidence.commandedAt !== undefined ? [evidence.commandedAt] : [],
          ),
        );
        const readable = (minute: number) =>
          minute < 240 && !isIn(story.lost, minute) && !isIn(story.bad, minute);
        for (const command of story.commands ?? []) {
          // Whole minutes, so that those from the command to its tenth are the window.
          const window = Array.from({ length: 11 }, (_, i) => command + i);
          const longest = (runs: (minute: number) => boolean) => {
            let [now, most] = [0, 0];
            for (const minute of window) {
              now = runs(minute) ? now + 1 : 0;
              most = Math.max(most, now);
            }
            return most;
          };
          if (!window.every(readable)) continue;
          expect(found.has(at(command))).toBe(longest((minute) => isIn(story.runs, minute)) < 3);
        }
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});
