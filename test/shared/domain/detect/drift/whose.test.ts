import { describe, expect, it } from 'vitest';
import { addToLevels, type Levels, startLevels } from '../../../../../shared/domain/detect/drift/levels.ts';
import { blameIn, voteOf } from '../../../../../shared/domain/detect/drift/whose.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';
import { JudgedArm } from '../../../../support/drift-arms.ts';
import { rehearsedNoise, ruleOf } from '../../../../support/drift-judges.ts';
import { type AtOnce, type AtOnceSetting, atOnceScore } from '../../../../support/drift-pairs.ts';
import { readingsOf } from '../../../../support/drift-references.ts';
import { simulateMission } from '../../../../support/drift-worlds.ts';

const DAY = 144;
const FIRST = 80_000 * 36;
const SCATTER = { block: 0.03, longRun: 0.06 };

/** Five days around what the room does; from the fourth on the unit goes so far. */
function levelsOf(name: string, went: number, room: number, from = 0): Levels {
  const own = randomStream(2, name);
  const shared = randomStream(2, 'room');
  const levels = startLevels();
  for (let i = 0; i < 5 * DAY; i++) {
    const air = room * shared.normal();
    const value = 37 + air + 0.03 * own.normal() + (i < 4 * DAY ? 0 : went);
    if (i >= from) addToLevels(levels, FIRST + i, value);
  }
  return levels;
}

function asked(went: readonly number[], { room = 0.05, from = 0, twins = false } = {}) {
  const members = went.map((far, i) => ({
    levels: levelsOf(`unit ${i}`, far, room, from),
    twin: twins ? levelsOf(`twin ${i}`, 0, room) : null,
  }));
  return voteOf(members, { since: FIRST + 4 * DAY, at: FIRST + 5 * DAY }, SCATTER);
}

describe('which of three units moved', () => {
  it.each([
    ['one alone', [0.3, 0, 0], 'own'],
    ['the others, the same way', [0, 0.3, 0.3], 'others'],
    ['this and another, the same way', [0.3, 0.3, 0], 'own'],
    ['this and another, opposite ways', [0.3, -0.3, 0], 'own'],
    ['another alone', [0, 0.3, 0], 'others'],
  ] as const)('%s', (_, went, blame) => {
    const vote = asked(went)!;
    expect(blameIn(vote)).toBe(blame);
    expect(vote.witness).toBe('level');
    for (const [i, { went: seen }] of vote.members.entries()) expect(seen).toBeCloseTo(went[i]!, 1);
  });

  it('is not said where what all share may have gone as far', () => {
    // It wanders by 0.4 °C either way: two units that went 1.2 °C are as likely as a third that did.
    const wandering = [1.2, 1.2, 0].map((far, unit) => {
      const levels = startLevels();
      for (let i = 0; i < 5 * DAY; i++)
        addToLevels(
          levels,
          FIRST + i,
          0.4 * Math.sin(i / 30) + 0.01 * ((i + unit) % 3) + (i < 4 * DAY ? 0 : far),
        );
      return { levels, twin: null };
    });
    const at = { since: FIRST + 4 * DAY, at: FIRST + 5 * DAY };
    expect(blameIn(voteOf([wandering[2]!, wandering[0]!, wandering[1]!], at, SCATTER)!)).toBe('unclear');
  });

  it('is told by how far each stands above its twin where that is steadier', () => {
    const vote = asked([0, 0.3, 0.3], { room: 2, twins: true })!;
    expect(vote.witness).toBe('twin');
    expect(blameIn(vote)).toBe('others');
  });

  it('is said to have jumped where the last six hours lag behind the last two', () => {
    const bothOf = (valueAt: (hours: number) => number) =>
      [1, 0].map((part) => {
        const levels = startLevels();
        for (let i = 0; i < 4 * DAY + 12; i++)
          addToLevels(levels, FIRST + i, part * valueAt((i - 4 * DAY) / 6) + 0.001 * (i % 3));
        return { levels, twin: null };
      });
    const at = (days: number) => ({ since: FIRST + days * DAY, at: FIRST + 4 * DAY + 12 });
    expect(
      voteOf(
        bothOf((hours) => (hours < 0 ? 0 : -14)),
        at(4),
        SCATTER,
      ),
    ).toMatchObject({ jumped: true });
    const slow = bothOf((hours) => Math.max(0, hours + 24) * -0.1);
    expect(voteOf(slow, at(3), SCATTER)).toMatchObject({ jumped: false });
  });

  it('is not known where nobody knows where one of them stood', () => {
    expect(asked([0.3, 0, 0], { from: 5 * DAY - 10 })).toBeNull();
  });
});

/** Twelve missions of six days, each unit with noise of its own, nothing known of any; contacts every six hours. */
const scoreOf = (which: AtOnce, keys: Partial<AtOnceSetting> = {}) => {
  const judge = { reference: 'siblings', known: 'nothing', canPage: true } as const;
  const rule = ruleOf(judge, rehearsedNoise(1, 'own', 'siblings'), {
    days: 6,
    falsePages: 0.05,
    channels: 1,
  });
  const setting = {
    seed: 11,
    missions: 12,
    days: 6,
    world: 'own',
    perDay: 0.3,
    fromDay: 3,
    contact: 36,
  } as const;
  return atOnceScore(which, { ...setting, rule, withTwins: false, ...keys });
};

describe('three units of the service, of which', () => {
  it.each(['one drifts', 'two the same way', 'two opposite ways'] as const)(
    '%s: in the end those at fault are blamed, all and alone',
    (which) => {
      for (const withTwins of [false, true]) {
        const score = scoreOf(which, { withTwins });
        expect(score).toMatchObject({ missions: 12, allRight: 12 });
        // One message for the arm while nobody knows.
        expect(score.mostUnclear).toBeLessThanOrEqual(1);
      }
    },
    60_000,
  );

  it('one has a step for seventeen days: its siblings are never blamed', () => {
    const judge = { reference: 'siblings', known: 'all', canPage: true } as const;
    const setting = { days: 20, falsePages: 0.05, channels: 1 };
    const rule = ruleOf(judge, rehearsedNoise(1, 'own', 'siblings'), setting);
    for (let mission = 0; mission < 6; mission++) {
      const means = readingsOf(simulateMission(11, `step ${mission}`, 20, 'own'), [0, 1, 2], true);
      const arm = new JudgedArm(
        means.with(
          0,
          means[0]!.map((mean, i) => mean + (i < 3 * DAY ? 0 : 0.1)),
        ),
        rule,
      );
      const blamed = new Set<number | null>();
      for (let from = 0; from < 20 * DAY; from += 36) {
        arm.goTo(from + 36, from);
        for (const { blame } of arm.told) blamed.add(blame);
      }
      blamed.delete(null);
      expect([...blamed]).toEqual([0]);
    }
  }, 60_000);

  it('two drift the same way: a healthy unit is blamed seldom at first, and less often with twins in the same room', () => {
    const apart = scoreOf('two the same way', { world: 'shared', withTwins: true });
    const alone = scoreOf('two the same way', { world: 'shared' });
    expect(apart.healthyBlamed).toBeLessThanOrEqual(2);
    expect(alone.healthyBlamed).toBeLessThanOrEqual(6);
    expect(alone.healthyBlamed).toBeGreaterThanOrEqual(apart.healthyBlamed);
    expect(alone.firstUnclear).toBeGreaterThanOrEqual(4);
  }, 60_000);
});
