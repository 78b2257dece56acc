/** P11: a kill at any call, before or after it took effect, changes nothing in the end state. */
import { describe, expect, it } from 'vitest';
import { runWithFault } from '../support/fault-scenario.ts';
import { FAULTS } from '../support/faulty-ports.ts';

/** Every how many sites one is tried here; the campaign script (`npm run campaign:faults`) tries every one. */
const STRIDE = Number(process.env.HOWSHIP_FAULT_STRIDE ?? 1);

describe('a fault at any call', async () => {
  const clean = await runWithFault({ site: null, fault: 'THROWS_BEFORE' });

  it('has a scenario that goes through every stage', () => {
    const { endState, notices } = clean;
    expect(endState.due).toEqual([]);
    expect(endState.receipts.map(({ state }) => state)).toEqual([
      'INGESTED',
      'INGESTED',
      'REFUSED',
      'INGESTED_WITH_REJECTS',
      'INGESTED',
    ]);
    expect(endState.receipts[1]!.duplicateOf).toBe(endState.receipts[0]!.id);
    expect(endState.receipts[4]!.counts).toMatchObject({ duplicates: 8, conflicts: 2 });
    expect(new Set(endState.anomalies.anomalies.map(({ kind }) => kind))).toEqual(
      new Set(['LIMIT', 'OFFSET', 'STUCK']),
    );
    expect(notices.length).toBeGreaterThan(0);
    expect(new Set(clean.sites.map((site) => site.split(' ')[0]))).toEqual(
      new Set([
        'archive.put',
        'archive.read',
        'archive.readRange',
        'catalogue.due',
        'catalogue.get',
        'catalogue.list',
        'catalogue.put',
        'notifier.publish',
        'queue.send',
        'raw.open',
        'raw.size',
      ]),
    );
  });

  it('changes nothing in the end state', { timeout: 600_000 }, async () => {
    let tried = 0;
    const differing: string[] = [];
    for (let site = 0; site < clean.sites.length; site += STRIDE) {
      for (const fault of FAULTS) {
        if (fault === 'TWICE' && !clean.sites[site]!.startsWith('queue.send')) continue;
        tried++;
        const { endState, notices } = await runWithFault({ site, fault });
        const same =
          JSON.stringify(endState) === JSON.stringify(clean.endState) &&
          JSON.stringify(notices) === JSON.stringify(clean.notices);
        if (!same) differing.push(`${fault} at ${site} ${clean.sites[site]}`);
      }
    }
    console.log(
      `faults: ${clean.sites.length} sites, ${tried} faults tried, ${differing.length} differing end states`,
    );
    expect(differing).toEqual([]);
  });
});
