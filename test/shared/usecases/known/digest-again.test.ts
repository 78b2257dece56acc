import { describe, expect, it } from 'vitest';
import { digestKind } from '../../../../shared/domain/downlink/receipt.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { healDerived } from '../../../../shared/usecases/judge/heal-derived.ts';
import { twinsApi } from '../../../support/api.ts';
import { answersOf } from '../../../support/end-state.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';

const E = 'twins';
const { flight } = twinFiles();

async function send(ports: MemoryPorts): Promise<string> {
  const id = await upload(ports, E, 'fu1.csv', flight);
  await settleAll(ports);
  return id;
}

async function withdraw(ports: MemoryPorts, downlink: string): Promise<void> {
  await withdrawDownlink(ports, { experiment: E, downlink }, { by: 'ada', reason: 'wrong unit' });
  await settleAll(ports);
}

const digests = ({ catalogue }: MemoryPorts) => Array.fromAsync(catalogue.list(digestKind, E, 'DIGEST#'));

/** Makes every digest again, as is done with one that cannot be read. */
async function healAll(ports: MemoryPorts): Promise<void> {
  for (const { key } of await digests(ports)) await healDerived(ports, `${E}/${key.sort}`);
}

describe('a digest that was lost', () => {
  it('names the downlink that stands for the bytes again, and not the one that repeats it', async () => {
    const { ports } = await twinsApi();
    await send(ports);
    const before = (await digests(ports)).map(({ key, item: { downlink } }) => ({ key, item: { downlink } }));
    await healAll(ports);
    expect((await digests(ports)).map(({ key, item }) => ({ key, item }))).toEqual(before);
    expect((await showReceipt(ports, E, await send(ports))).duplicateOf).toBe('d000001');
  });

  it.each(['made again', 'gone'])(
    'lets the repetition be read in place of what is withdrawn: %s',
    async (how) => {
      const { ports } = await twinsApi();
      const sound = (await answersOf(ports, E)).archive;
      const repetition = await send(ports);
      if (how === 'made again') await healAll(ports);
      else
        for (const { key, version } of await digests(ports))
          await ports.catalogue.remove(digestKind, key, version);
      await withdraw(ports, 'd000001');
      expect((await showReceipt(ports, E, repetition)).duplicateOf).toBeUndefined();
      expect((await answersOf(ports, E)).archive).toEqual(sound);
    },
  );

  it('still lets it, where another repetition came afterwards, and one after another is withdrawn', async () => {
    const { ports } = await twinsApi();
    const sound = (await answersOf(ports, E)).archive;
    const [first, second] = [await send(ports), await send(ports)];
    await healAll(ports);
    const third = await send(ports);
    for (const id of ['d000001', first, second]) {
      await withdraw(ports, id);
      expect((await answersOf(ports, E)).archive, `after ${id} was withdrawn`).toEqual(sound);
    }
    expect((await showReceipt(ports, E, third)).duplicateOf).toBeUndefined();
  });

  it('is not made again for what was withdrawn: the next that brings the bytes is the first', async () => {
    const { ports } = await twinsApi();
    const sound = (await answersOf(ports, E)).archive;
    await withdraw(ports, 'd000001');
    await healAll(ports);
    expect((await digests(ports)).map(({ item }) => item.downlink)).toEqual(['d000002']);
    expect((await showReceipt(ports, E, await send(ports))).duplicateOf).toBeUndefined();
    expect((await answersOf(ports, E)).archive).toEqual(sound);
  });
});
