import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../shared/domain/conduct/blocks.ts';
import { type FollowRule, followed } from '../../../../shared/domain/conduct/follow.ts';
import type { IssueRow } from '../../../../shared/domain/conduct/issue-row.ts';

const BLOCK = 600e6;
const DELAY = 1000 * BLOCK;
const RULE: FollowRule = {
  blockMicros: BLOCK,
  periodMicros: 60e6,
  delayMicros: DELAY,
  margin: 0.5,
  stuck: [],
  now: DELAY + 100 * BLOCK,
};
const row = (from: number, to: number, state: IssueRow['state'], setpoint: number | null): IssueRow => ({
  ...{ what: 'setpoint', name: 'temperature', cause: '', note: '' },
  ...{ from: DELAY + from * BLOCK, to: DELAY + to * BLOCK, state, setpoint },
});
const ground = (index: number, middle: number, good = 10): Block => ({
  ...{ at: index * BLOCK, received: 10, good, median: middle },
});

describe('compliance of a channel', () => {
  it('is the difference of the medians from the set-points: mean, worst and where, share within the margin', () => {
    const blocks = [37, 37.5, 37.6, 36].map((middle, i) => ground(i, middle));
    const found = followed(RULE, [row(0, 3, 'set', 37), row(3, 4, 'set', 37)], blocks);
    expect(found).toMatchObject({
      ...{ blocks: 4, judged: 4, judgedSeconds: 2400, coverage: 1, withinMargin: 0.5, notJudged: {} },
      worst: { value: -1, at: DELAY + 3 * BLOCK },
      between: { from: DELAY, to: DELAY + 4 * BLOCK },
    });
    expect(found.mean).toBeCloseTo(0.025, 12);
  });

  it('counts by reason what it could not judge, so that everything adds up', () => {
    const profile = [
      row(0, 2, 'set', 37),
      row(2, 3, 'gap', null),
      row(3, 5, 'fault', null),
      row(5, 8, 'set', 37),
      row(99, 102, 'set', 37),
      { ...row(102, 0, 'gap', null), to: Infinity },
    ];
    const stuck = [{ from: DELAY + 5.5 * BLOCK, to: DELAY + 5.6 * BLOCK }];
    const blocks = [ground(0, 37), ground(2, 40), ground(5, 37), ground(6, 37, 4), ground(7, 38)];
    const found = followed({ ...RULE, stuck }, profile, blocks);
    expect(found.notJudged).toEqual({
      ...{ 'ground-missing': 2, 'profile-gap': 1, 'profile-fault': 2 },
      ...{ 'ground-stuck': 1, 'ground-not-good': 1, 'not-run-yet': 2 },
    });
    expect([found.blocks, found.toFollow, found.judged, found.coverage]).toEqual([11, 6, 2, 2 / 6]);
  });

  it('judges a set-point that the operator decided to hold', () => {
    const found = followed(RULE, [row(0, 1, 'hold', 37)], [ground(0, 37.2)]);
    expect([found.judged, found.withinMargin]).toEqual([1, 1]);
  });

  it('says nothing where nothing was judged: no share, no mean, no coverage of nothing', () => {
    const nothing = followed(RULE, [row(0, 2, 'gap', null)], [ground(0, 37)]);
    expect(nothing).toMatchObject({
      ...{ judged: 0, coverage: null, mean: null, worst: null, withinMargin: null, between: null },
    });
    expect(followed(RULE, [row(0, 2, 'set', 37)], []).coverage).toBe(0);
    expect(
      followed({ ...RULE, margin: null }, [row(0, 1, 'set', 37)], [ground(0, 37)]).withinMargin,
    ).toBeNull();
  });
});
