/** docs/promises.md#p11: of two that ask for different things at the same moment the one that is refused leaves nothing pending. */
import { expect, it } from 'vitest';
import { receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { OWED_PREFIX, owedKind } from '../../shared/domain/owed/owed.ts';
import type { Ports } from '../../shared/ports.ts';
import { freeIfAlone } from '../../shared/usecases/arrive/free-repetitions.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { update } from '../../shared/usecases/known/update.ts';
import { twinsApi } from '../support/api.ts';
import type { MemoryPorts } from '../support/memory-ports.ts';
import { settleAll, upload } from '../support/run-stack.ts';
import { twinFiles } from '../support/twin-experiment.ts';

const E = 'twins';
const why = { by: 'ada', reason: 'wrong' };
const withdraw = (ports: Ports, downlink: string) =>
  withdrawDownlink(ports, { experiment: E, downlink }, why);
const reread = (ports: Ports, downlink: string) => rereadDownlink(ports, { experiment: E, downlink }, 'ada');
const free = (ports: Ports, downlink: string) => freeIfAlone(ports, { experiment: E, downlink });

/** Ports on which somebody else is first, at the first write of a receipt. */
function overtakenBy(memory: MemoryPorts, rival: () => Promise<unknown>): Ports {
  let isFirst = true;
  const put: Ports['catalogue']['put'] = async (kind, key, item, version) => {
    if (kind.name === receiptKind.name && isFirst) {
      isFirst = false;
      await rival();
    }
    return memory.catalogue.put(kind, key, item, version);
  };
  const catalogue = new Proxy(memory.catalogue, {
    get: (target, name) => {
      if (name === 'put') return put;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...memory, catalogue };
}

const acts = { withdraw, reread, free };
it.each([
  ['reread', 'withdraw'],
  ['withdraw', 'reread'],
  ['withdraw', 'withdraw'],
  ['reread', 'reread'],
  ['free', 'withdraw'],
  ['free', 'reread'],
] as const)('%s, while another one is first to %s', async (late, first) => {
  const { ports: memory } = await twinsApi();
  const copy = await upload(memory, E, 'fu1.csv', twinFiles().flight);
  await settleAll(memory);
  if (late === 'free')
    // Its original is gone, and nobody has seen to it yet.
    await update(memory, receiptKind, receiptKey(E, 'd000001'), (current) =>
      current === null ? null : { ...current, state: 'REFUSED' as const },
    );
  const ports = overtakenBy(memory, () => acts[first](memory, copy));
  await Promise.allSettled([acts[late](ports, copy)]);
  await settleAll(memory);
  const owed = await Array.fromAsync(memory.catalogue.list(owedKind, E, OWED_PREFIX));
  expect(owed.map(({ key }) => key.sort)).toEqual([]);
});
