import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Kind } from '../../../../shared/domain/kind.ts';
import type { Catalogue } from '../../../../shared/ports.ts';
import { KeptItems } from '../../../../shared/usecases/known/kept-items.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

interface Page {
  readonly text: string;
}
const pageKind: Kind<Page> = { name: 'page', schema: z.object({ text: z.string() }), isDue: () => false };
const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `P#${from + i}`);

/** A catalogue that holds these, and counts what is asked of it. */
async function counted(sorts: readonly string[]) {
  const { catalogue } = memoryPorts();
  for (const sort of sorts) await catalogue.put(pageKind, { partition: 'x', sort }, { text: sort }, null);
  const asked = { gets: 0, lists: 0 };
  const counting: Catalogue = {
    get: (kind, key) => {
      asked.gets++;
      return catalogue.get(kind, key);
    },
    list: (...args) => {
      asked.lists++;
      return catalogue.list(...args);
    },
    versions: (...args) => catalogue.versions(...args),
    put: (...args) => catalogue.put(...args),
    remove: (...args) => catalogue.remove(...args),
    due: (...args) => catalogue.due(...args),
  };
  const take = () => {
    const before = { ...asked };
    Object.assign(asked, { gets: 0, lists: 0 });
    return before;
  };
  return { catalogue: counting, take };
}

const all = { partition: 'x', prefix: 'P#' };
const newKept = () => new KeptItems(pageKind, 1000, () => 1);

describe('items that are kept', () => {
  it('are read once, and again where they were written since', async () => {
    const { catalogue, take } = await counted(names(10, 20));
    const kept = newKept();
    const texts = async () => (await kept.list(catalogue, all)).map(({ text }) => text);
    expect([await texts(), take()]).toEqual([names(10, 20), { gets: 0, lists: 1 }]);
    expect([await texts(), take()]).toEqual([names(10, 20), { gets: 0, lists: 0 }]);
    const key = { partition: 'x', sort: 'P#15' };
    const stored = await catalogue.get(pageKind, key);
    await catalogue.put(pageKind, key, { text: 'other' }, stored!.version);
    take();
    const changed = names(10, 20).map((name) => (name === 'P#15' ? 'other' : name));
    expect([await texts(), take()]).toEqual([changed, { gets: 1, lists: 0 }]);
    await catalogue.remove(pageKind, { partition: 'x', sort: 'P#10' }, 1);
    expect(await texts()).toEqual(changed.slice(1));
  });

  it('end where the range does, and begin behind what it names', async () => {
    const { catalogue } = await counted(names(10, 30));
    const some = { ...all, after: 'P#12', isInside: (name: string) => name < '16' };
    expect((await newKept().list(catalogue, some)).map(({ text }) => text)).toEqual(names(13, 16));
  });

  it('are of their own catalogue', async () => {
    const kept = newKept();
    const [one, other] = [await counted(['P#1']), await counted(['P#1', 'P#2'])];
    expect(await kept.list(one.catalogue, all)).toHaveLength(1);
    expect(await kept.list(other.catalogue, all)).toHaveLength(2);
  });
});
