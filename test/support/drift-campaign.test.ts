import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CampaignOptions, driftCell } from './drift-campaign.ts';
import { brokenIn, cellTable, figuresOf } from './drift-table.ts';
import { HEATER_REFERENCES, heaterScore } from './heater-scores.ts';
import { heaterBroken } from './other-tables.ts';
import { spreadScore } from './spread-scores.ts';

/** `npm run campaign:drift -- --seed 3 --world own --days 10 --missions 8 --faulty 6` */
const OPTIONS: CampaignOptions = {
  ...{ seed: 3, missions: 8, faulty: 6 },
  ...{ falsePages: 0.05, channels: 1, contact: 36 },
};

describe('the drift campaign', () => {
  const cell = driftCell('own', 10, OPTIONS);

  it('comes out as the table of docs/drift.md says', () => {
    const text = readFileSync(new URL('../../docs/drift.md', import.meta.url), 'utf8');
    expect(text).toContain('campaign:drift -- --seed 3 --world own --days 10 --missions 8 --faulty 6');
    expect(text).toContain(cellTable(cell).slice(cellTable(cell).indexOf('\n')).trim());
  });

  it('keeps what is promised of units that siblings vouch for', () => {
    const known = cell.judges.find(({ judge }) => judge.known === 'all' && judge.reference === 'siblings')!;
    // 48 unit-missions show no rate of 0.05; the whole campaign does.
    expect(known.quiet.pages).toBeLessThanOrEqual(3);
    expect(brokenIn({ ...cell, judges: [known] }, 0.5)).toEqual([]);
    expect(known.quiet.mostBytes).toBeLessThanOrEqual(1024);
  });

  it('finds drifts long before fixed limits do', () => {
    const { faults } = cell.judges[0]!;
    for (const [i, { limits }] of cell.rivals.entries()) {
      const { p90 } = figuresOf(faults[i]!);
      expect(6 * p90).toBeLessThan(Math.min(...limits));
    }
  });

  it('shows that a set-point alone, and a twin in another room, keep no budget', () => {
    const others = cell.judges.filter(({ judge }) => judge.reference !== 'siblings');
    expect(others.map(({ judge }) => judge.canPage)).toEqual([false, false]);
    for (const { quiet } of others) {
      expect(quiet.alarms / quiet.unitMissions).toBeGreaterThan(0.15);
      expect(quiet.pages).toBe(0);
    }
  });

  it('says which promise is broken', () => {
    const [score] = cell.judges;
    const late = score!.faults.map((one) => ({
      ...one,
      outcomes: one.outcomes.map((outcome) => ({ ...outcome, delay: 3 * outcome.delay, pagedBefore: false })),
    }));
    const judge = { ...score!, quiet: { ...score!.quiet, pages: 20 }, faults: late };
    const broken = brokenIn({ ...cell, judges: [judge] }, 0.05);
    expect(broken[0]).toMatch(/^own, 10 days, siblings, noise and calibration known: false pages up to 0\.6/);
    expect(broken).toContainEqual(expect.stringMatching(/0\.05 °C\/day from day 0\.5: median \d+\.\d h$/));
    expect(broken).toContainEqual(expect.stringMatching(/of the optimum$/));
    expect(broken).toContainEqual(expect.stringMatching(/paged a contact before in 0\.00$/));
    expect(figuresOf(late[0]!).units).toBe(12);
  });
});

describe('the same charts on how much readings jump', () => {
  it('find a noise that is half or double within six hours', () => {
    const { alarms, delays } = spreadScore(4, OPTIONS);
    expect(alarms).toBeLessThanOrEqual(5);
    for (const { delays: each } of delays) expect(Math.max(...each)).toBeLessThan(6 * 8);
  });
});

describe('the same charts on the duty of a heater', () => {
  it.each(HEATER_REFERENCES)(
    'find a loss of a tenth a day within half a day, days before the temperature moves: %s',
    (against) => {
      const score = heaterScore(OPTIONS, against);
      expect(heaterBroken(score, 0.5)).toEqual([]);
      for (const { raised, limit, moved } of score.outcomes) {
        expect(raised).toBeLessThan(12 * 6);
        expect(limit).toBeGreaterThan(40 * 6);
        expect(moved).toBeGreaterThan(70 * 6);
      }
      expect(
        heaterBroken(
          { ...score, alarms: 20, pages: 20, outcomes: [{ ...score.outcomes[0]!, raised: 9000 }] },
          0.05,
        ),
      ).toEqual([
        'heater: 1 of 1 after the temperature moved',
        expect.stringMatching(/^heater: false alarms up to 1\.2/),
      ]);
    },
  );
});
