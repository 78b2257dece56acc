import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../shared/domain/detect/registry.ts';
import { FAULT_KINDS } from '../../shared/simulator/fault-kinds.ts';
import { faultScore, noisesOf, quietScore } from './score-card.ts';
import { SCORED_FAULTS } from './score-faults.ts';
import { faultTable, quietTable } from './score-table.ts';

/** `npm run campaign:score -- --seed 3 --world own --days 4 --quiet 2 --faulty 1 --fault stuck,step,gap` */
const PLACE = { seed: 3, world: 'own', days: 4 } as const;
const PART = ['stuck', 'step', 'gap'];

const card = readFileSync(new URL('../../docs/detectors.md', import.meta.url), 'utf8');

describe('the score card of the detectors', () => {
  it('comes out as docs/detectors.md says', { timeout: 120_000 }, async () => {
    const quiet = await quietScore(PLACE, { loop: 'held', resolution: '0.01' }, 2);
    const noises = noisesOf(quiet);
    const scores = [];
    for (const scored of SCORED_FAULTS.filter(({ fault: [kind] }) => PART.includes(kind)))
      scores.push(await faultScore(PLACE, scored, 1, noises));
    expect(card).toContain('--seed 3 --world own --days 4 --quiet 2 --faulty 1 --fault stuck,step,gap');
    expect(card).toContain(quietTable([quiet]));
    expect(card).toContain(faultTable(scores));
    // What nothing is looked for by is found by nothing: no luck is counted as a detector.
    for (const { outcomes, scored } of scores.filter(({ scored: { unseen } }) => unseen !== undefined))
      expect([scored.it, outcomes.map(({ kind }) => kind)]).toEqual([scored.it, [null]]);
  });

  it('has every fault that the simulator makes, and every kind that is looked for', () => {
    expect([...new Set(SCORED_FAULTS.map(({ fault: [kind] }) => kind))].sort()).toEqual(
      [...FAULT_KINDS].sort(),
    );
    for (const { it: what } of SCORED_FAULTS) expect(card).toContain(`| ${what} |`);
    for (const kind of KINDS) expect(card).toContain(kind);
  });
});
