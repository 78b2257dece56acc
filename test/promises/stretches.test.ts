/** A bucket of very many samples is worked on stretch by stretch, and answers as one that is worked on at once. */
import { describe, expect, it } from 'vitest';
import { headKind, headPrefix } from '../../shared/domain/bucket/head.ts';
import { readUnitFacts } from '../../shared/usecases/pages/read-pages.ts';
import { differenceOf, referenceOf, takenIn } from '../support/arrival-orders.ts';
import { crowdedPorts } from '../support/crowded-ports.ts';

describe('a campaign whose buckets are worked on in many stretches', async () => {
  const reference = await referenceOf();

  it('has pages of several stretches, and compacted segments that lie one behind the other', async () => {
    const memory = await takenIn(reference, 3, crowdedPorts);
    const heads = await Array.fromAsync(memory.catalogue.list(headKind, 'small', headPrefix(1)));
    const stretches = await Promise.all(
      heads.map(async ({ item }) => (await readUnitFacts(memory, item.page!)).length),
    );
    expect(Math.min(...stretches)).toBeGreaterThan(1);
    const compacted = heads.flatMap(({ item }) => item.entries.filter(({ downlink }) => downlink === null));
    for (const { segments } of compacted) expect(segments.length).toBeGreaterThan(1);
  });

  it.each([3, 13])(
    'gives the same archive and answers: overlaps, repetitions, conflicts, late data, a sensor that stands still (order %i)',
    async (seed) => {
      expect(await differenceOf(reference, seed, true, crowdedPorts)).toBeNull();
    },
  );
});
