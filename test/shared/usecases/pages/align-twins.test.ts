import { describe, expect, it } from 'vitest';
import { alignHintSchema } from '../../../../shared/contract/hints.ts';
import { headKey, headKind } from '../../../../shared/domain/bucket/head.ts';
import { alignTwins } from '../../../../shared/usecases/pages/align-twins.ts';
import { actOnce, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const HINT = { experiment: 'twins', unit: 'FU1', bucket: '2026-02-06' } as const;

describe('align-twins', () => {
  it('builds the page of a changed bucket, has the unit judged, and clears the mark', async () => {
    const memory = await twinsDefined();
    await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
    while (memory.queues.align.hints.length === 0) await actOnce(memory);
    expect(memory.queues.align.hints.map((hint) => alignHintSchema.parse(hint))).toEqual([HINT]);
    const headOf = async () =>
      (await memory.catalogue.get(headKind, headKey('twins', 1, 'FU1', '2026-02-06')))?.item;
    expect(await headOf()).toMatchObject({ due: true, page: null });
    await alignTwins(memory, HINT);
    const head = await headOf();
    expect(head?.due).toBe(false);
    expect(memory.archive.objects.has(head!.page!.key)).toBe(true);
    expect(memory.queues.flag.hints).toContainEqual({ experiment: 'twins', subject: 'unit', id: 'FU1' });
  });

  it('lays the twins beside each other once both are in', async () => {
    const memory = await twinsIn();
    expect([...memory.archive.objects.keys()].filter((key) => key.includes('pair=P1'))).not.toEqual([]);
  });

  it('changes nothing where nothing is due', async () => {
    const memory = await twinsIn();
    const before = structuredClone(memory.catalogue.partitions);
    await alignTwins(memory, HINT);
    await alignTwins(memory, { ...HINT, bucket: '2026-03-09' });
    expect(memory.catalogue.partitions).toEqual(before);
  });
});
