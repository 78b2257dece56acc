import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Kind } from '../../../../shared/domain/kind.ts';
import { overlayPorts } from '../../../../shared/usecases/known/overlay-ports.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { portsContract } from '../../../support/ports-contract.ts';

portsContract('an overlay over nothing', () => overlayPorts(memoryPorts()));

const note: Kind<{ text: string; due: boolean }> = {
  name: 'note',
  schema: z.object({ text: z.string(), due: z.boolean() }),
  isDue: (item) => item.due,
};
const key = (sort: string) => ({ partition: 'p', sort });

async function seeded() {
  const base = memoryPorts();
  for (const sort of ['a', 'c', 'e']) {
    await base.catalogue.put(note, key(sort), { text: sort, due: sort === 'c' }, null);
  }
  await base.archive.put('kept', Uint8Array.of(1));
  return { base, overlay: overlayPorts(base) };
}

describe('an overlay', () => {
  it('shows what the base holds, in order among what is written over it', async () => {
    const { overlay } = await seeded();
    await overlay.catalogue.put(note, key('b'), { text: 'new', due: true }, null);
    const c = await overlay.catalogue.get(note, key('c'));
    await overlay.catalogue.put(note, key('c'), { text: 'changed', due: false }, c!.version);
    await overlay.catalogue.put(note, key('f'), { text: 'last', due: false }, null);
    const listed = await Array.fromAsync(overlay.catalogue.list(note, 'p', ''));
    expect(listed.map(({ item }) => item.text)).toEqual(['a', 'new', 'changed', 'e', 'last']);
    const page = await Array.fromAsync(overlay.catalogue.list(note, 'p', '', { after: 'a', limit: 3 }));
    expect(page.map(({ item }) => item.text)).toEqual(['new', 'changed', 'e']);
    expect(await Array.fromAsync(overlay.catalogue.due('p'))).toEqual([key('b')]);
  });

  it('changes nothing in the base', async () => {
    const { base, overlay } = await seeded();
    const before = JSON.stringify([...base.catalogue.partitions.get('p')!]);
    const c = await overlay.catalogue.get(note, key('c'));
    expect(await overlay.catalogue.put(note, key('c'), { text: 'x', due: true }, c!.version)).toBe(true);
    const e = await overlay.catalogue.get(note, key('e'));
    expect(await overlay.catalogue.remove(note, key('e'), e!.version)).toBe(true);
    expect(await overlay.catalogue.get(note, key('e'))).toBeNull();
    await overlay.archive.put('new', Uint8Array.of(2), 'text/plain');
    await overlay.queues.align.send({ unit: 'FU1' });
    expect(JSON.stringify([...base.catalogue.partitions.get('p')!])).toBe(before);
    expect([...base.archive.objects.keys()]).toEqual(['kept']);
    expect(base.queues.align.hints).toEqual([]);
    expect(overlay.queues.align.hints).toEqual([{ unit: 'FU1' }]);
  });

  it('loses a write to whoever wrote before, in base or overlay', async () => {
    const { overlay } = await seeded();
    expect(await overlay.catalogue.put(note, key('a'), { text: 'x', due: false }, null)).toBe(false);
    expect(await overlay.catalogue.put(note, key('a'), { text: 'x', due: false }, 7)).toBe(false);
  });
});
