/**
 * docs/promises.md#p11 on the real thing: kill -9 changes nothing in the end state. `npm run campaign:kill` strikes
 * more often.
 */
import { expect, it } from 'vitest';
import { killCampaign } from '../campaigns/kill.ts';

it('kill -9 of the stack, three times in one ingest, changes nothing in its end state', {
  timeout: 600_000,
}, async () => {
  const { kills, atWork, differing } = await killCampaign({
    kills: 3,
    seed: 46,
    say: (line) => console.log(line),
  });
  expect(differing).toEqual([]);
  expect(kills).toBe(3);
  // A kill that comes after the work was done proves less.
  expect(atWork).toBeGreaterThanOrEqual(1);
});
