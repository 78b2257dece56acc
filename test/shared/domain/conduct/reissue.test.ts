import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IssueRow, saysTheSame, type ToldRow } from '../../../../shared/domain/conduct/issue-row.ts';
import { reissue } from '../../../../shared/domain/conduct/reissue.ts';

const set = (from: number, to: number, setpoint: number, name = 'temperature'): IssueRow => ({
  ...{ what: 'setpoint', name, from, to, state: 'set', setpoint, cause: '', note: '' },
});
const gap = (from: number, to: number, cause = 'missing'): IssueRow => ({
  ...{ what: 'setpoint', name: 'temperature', from, to, state: 'gap', setpoint: null, cause, note: '' },
});
const step = (name: string, at: number): IssueRow => ({
  ...{ what: 'step', name, from: at, to: at, state: 'step', setpoint: null, cause: '', note: '' },
});
const shown = (rows: readonly ToldRow[]) =>
  rows.map(({ name, from, to, setpoint, cause, issue, isLate }) => [
    ...[name === 'temperature' ? (setpoint ?? cause) : name, from, to, `issue ${issue}`],
    ...(isLate ? ['late'] : []),
  ]);

describe('a first issue', () => {
  it('says all of what is to come, and of what the ground has passed that it is late', () => {
    const issue = reissue([], [set(0, 10, 37), set(10, 20, 38), gap(20, Infinity, 'not-yet')], 5);
    expect(shown(issue.rows)).toEqual([
      [37, 0, 5, 'issue 1', 'late'],
      [37, 5, 10, 'issue 1'],
      [38, 10, 20, 'issue 1'],
      ['not-yet', 20, Infinity, 'issue 1'],
    ]);
    expect(issue).toMatchObject({ number: 1, added: 4, late: 1, dropped: 0 });
  });
});

describe('an issue after another', () => {
  const first = reissue([], [set(0, 10, 37), set(10, 20, 38), gap(20, Infinity, 'not-yet')], 0);

  it('goes on where the flight went on, and tells nothing anew of what stands', () => {
    const next = [set(0, 10, 37), set(10, 20, 38), set(20, 30, 39), gap(30, Infinity, 'not-yet')];
    const issue = reissue(first.rows, next, 12);
    expect(shown(issue.rows)).toEqual([
      [37, 0, 10, 'issue 1'],
      [38, 10, 20, 'issue 1'],
      [39, 20, 30, 'issue 2'],
      ['not-yet', 30, Infinity, 'issue 2'],
    ]);
    expect(issue).toMatchObject({ number: 2, added: 2, late: 0, dropped: 0 });
  });

  it('is the same issue where nothing has changed, however the clock went on', () => {
    const next = [set(0, 10, 37), set(10, 20, 38), gap(20, Infinity, 'not-yet')];
    for (const now of [0, 5, 10, 15, 25]) {
      const issue = reissue(first.rows, next, now);
      expect(issue).toMatchObject({ number: 1, rows: first.rows, added: 0, dropped: 0 });
    }
  });

  it('keeps what the ground has run, and says late what it should have been', () => {
    const next = [set(0, 10, 37), set(10, 20, 36), gap(20, Infinity, 'not-yet')];
    const issue = reissue(first.rows, next, 14);
    expect(shown(issue.rows)).toEqual([
      [37, 0, 10, 'issue 1'],
      [38, 10, 14, 'issue 1'],
      [36, 10, 14, 'issue 2', 'late'],
      [36, 14, 20, 'issue 2'],
      ['not-yet', 20, Infinity, 'issue 1'],
    ]);
    expect(issue.dropped).toBe(1);
    expect(reissue(issue.rows, next, 14)).toMatchObject({ number: 2, rows: issue.rows, added: 0 });
  });

  it('fills a gap that the ground has passed as late, and never silently', () => {
    const told = reissue([], [set(0, 10, 37), gap(10, 20), set(20, 30, 38)], 0);
    const issue = reissue(told.rows, [set(0, 20, 37), set(20, 30, 38)], 25);
    expect(shown(issue.rows)).toEqual([
      [37, 0, 10, 'issue 1'],
      ['missing', 10, 20, 'issue 1'],
      [37, 10, 20, 'issue 2', 'late'],
      [38, 20, 30, 'issue 1'],
    ]);
  });

  it('counts what is still to be run and holds no more, also where nothing takes its place', () => {
    const issue = reissue(first.rows, [set(0, 10, 37)], 5);
    expect(issue).toMatchObject({ number: 2, added: 0, dropped: 1 });
  });

  it('says steps at their instants: one that moved into the past is late, one that was run stays', () => {
    const told = reissue([], [step('activation', 3), step('exchange', 12), step('fixation', 30)], 0);
    const issue = reissue(
      told.rows,
      [step('activation', 4), step('exchange', 8), step('fixation', 30), step('exchange', 20)],
      10,
    );
    expect(shown(issue.rows)).toEqual([
      ['activation', 3, 3, 'issue 1'],
      ['activation', 4, 4, 'issue 2', 'late'],
      ['exchange', 8, 8, 'issue 2', 'late'],
      ['exchange', 20, 20, 'issue 2'],
      ['fixation', 30, 30, 'issue 1'],
    ]);
    expect(issue.dropped).toBe(1);
  });
});

/** Rows without a hole from 0 on, of few values, so that they are alike by chance. */
const profile = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => {
    let from = 0;
    return pieces.map(([length, kind]) => {
      const row = kind === 0 ? gap(from, from + length) : set(from, from + length, kind);
      from += length;
      return row;
    });
  });
const at = (rows: readonly IssueRow[], t: number) => rows.find(({ from, to }) => from <= t && t < to);
const isSame = (a: IssueRow | undefined, b: IssueRow | undefined) =>
  a === undefined || b === undefined ? a === b : saysTheSame(a, b);

describe('whatever the flight says, issue after issue', () => {
  it('tells the ground from now on what the flight says, and up to now what it was told', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(profile, fc.nat(12)), { minLength: 1, maxLength: 4 }), (courses) => {
        let before: readonly ToldRow[] = [];
        let now = 0;
        for (const [next, later] of courses) {
          now += later;
          const { rows } = reissue(before, next, now);
          const run = rows.filter(({ isLate }) => !isLate);
          const told = before.filter(({ isLate }) => !isLate);
          const late = rows.filter(({ isLate }) => isLate);
          for (let t = 0.5; t < 60; t++) {
            expect(isSame(at(run, t), at(t < now ? told : next, t))).toBe(true);
            const isMissed = t < now && at(next, t) !== undefined && !isSame(at(told, t), at(next, t));
            expect(at(late, t) !== undefined).toBe(isMissed);
            if (isMissed) expect(isSame(at(late, t), at(next, t))).toBe(true);
          }
          expect(reissue(rows, next, now)).toMatchObject({ rows, added: 0, dropped: 0 });
          before = rows;
        }
      }),
    );
  });
});
