import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Kind } from '../../../../shared/domain/kind.ts';
import { inHand, withItemsInHand } from '../../../../shared/usecases/known/in-hand.ts';
import { update, updateInHand } from '../../../../shared/usecases/known/update.ts';
import { countedPorts } from '../../../support/counted-ports.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const schema = z.object({ n: z.number() });
const kind: Kind<z.infer<typeof schema>> = { name: 'count', schema, isDue: () => false };
const key = { partition: 'E', sort: 'COUNT#1' };

function oneRun() {
  const memory = memoryPorts();
  const { ports, calls } = countedPorts(memory);
  return { memory, calls, run: withItemsInHand(ports) };
}
const oneMore = (current: { n: number } | null) => ({ n: (current?.n ?? 0) + 1 });

describe('a change of an item that the run has in hand', () => {
  it('reads nothing, and goes on from what the run wrote last', async () => {
    const { memory, calls, run } = oneRun();
    await update(run, kind, key, oneMore);
    calls.length = 0;
    expect(await updateInHand(run, kind, key, oneMore)).toEqual({ n: 2 });
    expect(await updateInHand(run, kind, key, oneMore)).toEqual({ n: 3 });
    expect(calls).toEqual(['catalogue.put', 'catalogue.put']);
    expect((await memory.catalogue.get(kind, key))?.item).toEqual({ n: 3 });
  });

  it('reads nothing of an item that was not there when it was looked for', async () => {
    const { calls, run } = oneRun();
    expect(await run.catalogue.get(kind, key)).toBeNull();
    calls.length = 0;
    expect(await updateInHand(run, kind, key, oneMore)).toEqual({ n: 1 });
    expect(calls).toEqual(['catalogue.put']);
  });

  it('is decided again by what stands where somebody else was first', async () => {
    const { memory, run } = oneRun();
    await update(run, kind, key, oneMore);
    await update(memory, kind, key, () => ({ n: 10 }));
    expect(await updateInHand(run, kind, key, oneMore)).toEqual({ n: 11 });
    expect((await memory.catalogue.get(kind, key))?.item).toEqual({ n: 11 });
  });

  it('is left as it is only after it was read', async () => {
    const { memory, run } = oneRun();
    await update(run, kind, key, oneMore);
    await update(memory, kind, key, () => ({ n: 10 }));
    const tenToEleven = (current: { n: number } | null) => (current?.n === 10 ? { n: 11 } : null);
    expect(await updateInHand(run, kind, key, tenToEleven)).toEqual({ n: 11 });
    expect(await updateInHand(run, kind, key, tenToEleven)).toEqual({ n: 11 });
  });
});

describe('what a run has in hand', () => {
  it('is nothing of another run, nor after a write of which nobody knows whether it was done', async () => {
    const { memory, run } = oneRun();
    await update(run, kind, key, oneMore);
    expect(inHand(withItemsInHand(memory), kind, key)).toBeUndefined();
    const failing = withItemsInHand({
      ...memory,
      catalogue: new Proxy(memory.catalogue, {
        get: (target, name) =>
          name === 'put'
            ? async () => Promise.reject(new Error('no answer'))
            : Reflect.get(target, name).bind(target),
      }),
    });
    await failing.catalogue.get(kind, key);
    expect(inHand(failing, kind, key)?.item).toEqual({ n: 1 });
    await expect(failing.catalogue.put(kind, key, { n: 2 }, 1)).rejects.toThrow('no answer');
    expect(inHand(failing, kind, key)).toBeUndefined();
  });

  it('is 256 items at most: those beyond are read', async () => {
    const { run } = oneRun();
    const keyOf = (i: number) => ({ partition: 'E', sort: `COUNT#${i}` });
    for (let i = 0; i < 257; i++) await run.catalogue.put(kind, keyOf(i), { n: i }, null);
    expect(inHand(run, kind, keyOf(255))?.item).toEqual({ n: 255 });
    expect(inHand(run, kind, keyOf(256))).toBeUndefined();
  });
});
