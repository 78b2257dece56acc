import { describe, expect, it } from 'vitest';
import type { Ports, Posting } from '../../../../shared/ports.ts';
import { applyRoutes, showRoutes } from '../../../../shared/usecases/tell/apply-routes.ts';
import { beat } from '../../../../shared/usecases/tell/beat.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { ALARMED, alarmedUpTo } from '../../../support/alarm-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

const BEAT = 'https://beat.example.org/ping/geheim';
const TOPIC = { id: 'topic', via: 'sns' as const, severities: ['WARNING' as const, 'CRITICAL' as const] };
type Signs = Omit<Parameters<typeof applyRoutes>[3], 'by' | 'allowed'>;
const put = (memory: MemoryPorts, signs: Signs) =>
  applyRoutes(memory, ALARMED, [TOPIC], { by: 'ada', allowed: [], ...signs });

/** Runs of watch, three minutes apart. */
async function watched(memory: MemoryPorts, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    memory.clock.advance(180);
    await watch(memory);
    await settleAll(memory);
  }
}

describe('the heartbeat', () => {
  const beats = ({ notifier }: MemoryPorts): readonly Posting[] =>
    notifier.postings.filter(({ url }) => url === BEAT);

  it('is sent in each run of watch, and not where nobody declared one', async () => {
    const memory = await alarmedUpTo(10);
    await watched(memory, 2);
    expect(memory.notifier.postings).toEqual([]);
    await put(memory, { heartbeat: { url: BEAT } });
    await watched(memory, 3);
    expect(beats(memory)).toHaveLength(3);
    expect(new Set(beats(memory).map(({ headers }) => headers['Idempotency-Key'])).size).toBe(3);
  });

  it('that waited for more than five minutes is not sent, and one that is not taken is not tried again', async () => {
    const memory = await alarmedUpTo(10);
    await put(memory, { heartbeat: { url: BEAT } });
    await watch(memory);
    memory.clock.advance(301);
    await settleAll(memory);
    expect(beats(memory)).toEqual([]);
    memory.notifier.receiver = async () => ({ taken: false, why: 'the receiver answered 500' });
    await watched(memory, 1);
    expect(beats(memory)).toHaveLength(1);
    expect(memory.queues.notify.hints).toEqual([]);
  });

  it('is sent though the line of the day cannot be made, once however often that is tried', async () => {
    const memory = await alarmedUpTo(10);
    const at = memory.clock.now();
    await put(memory, { heartbeat: { url: BEAT }, alive: { route: 'topic', at: '00:00' } });
    const broken: Ports = {
      ...memory,
      catalogue: {
        ...memory.catalogue,
        get: (kind, key) =>
          kind.name === 'message'
            ? Promise.reject(new Error('it is damaged'))
            : memory.catalogue.get(kind, key),
        put: memory.catalogue.put.bind(memory.catalogue),
        remove: memory.catalogue.remove.bind(memory.catalogue),
        list: memory.catalogue.list.bind(memory.catalogue),
        versions: memory.catalogue.versions.bind(memory.catalogue),
        due: memory.catalogue.due.bind(memory.catalogue),
      },
    };
    for (let i = 0; i < 2; i++)
      await expect(beat(broken, { experiment: ALARMED, beat: at })).rejects.toThrow('it is damaged');
    expect(new Set(beats(memory).map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1);
  });

  it('is shown without its path, and stays as it is where it is put so', async () => {
    const memory = await alarmedUpTo(10);
    const shown = await put(memory, { heartbeat: { url: BEAT } });
    expect(shown.heartbeat).toEqual({ url: 'https://beat.example.org/…' });
    expect((await put(memory, { heartbeat: shown.heartbeat })).revision).toBe(1);
    await watched(memory, 1);
    expect(beats(memory)).toHaveLength(1);
    expect(await put(memory, {})).not.toHaveProperty('heartbeat');
  });

  it('goes to no private address', async () => {
    const memory = await alarmedUpTo(10);
    await expect(put(memory, { heartbeat: { url: 'https://10.0.0.1/x' } })).rejects.toMatchObject({
      code: 'routes.url',
    });
  });
});

describe('the line of the day', () => {
  it('is sent once a day from its time on, by its route', async () => {
    const memory = await alarmedUpTo(70);
    await put(memory, { alive: { route: 'topic', at: '08:00' } });
    expect((await showRoutes(memory, ALARMED)).alive).toEqual({ route: 'topic', at: '08:00' });
    const lines = () => memory.notifier.notices.filter(({ subject }) => subject.includes(': alive, '));
    memory.clock.setTo('2026-03-01T07:50:00Z');
    await watched(memory, 3);
    expect(lines()).toEqual([]);
    await watched(memory, 5);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]!.text).toContain('- FU1 up to 1 Mar 01:09 UTC');
    expect(lines()[0]!.subject).toBe('alarmed: alive, 1 open alarm');
    memory.clock.setTo('2026-03-02T09:00:00Z');
    await watched(memory, 2);
    expect(lines()).toHaveLength(2);
  });

  it('is refused for a route that there is not', async () => {
    const memory = await alarmedUpTo(10);
    await expect(put(memory, { alive: { route: 'mail', at: '08:00' } })).rejects.toMatchObject({
      code: 'routes.unknown',
    });
  });
});
