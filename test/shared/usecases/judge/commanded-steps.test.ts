/** STEP from files and events to what is listed, looked for and told (docs/design.md#step). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { listChannels } from '../../../../shared/usecases/answer/list-channels.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const ID = 'fixed';
const DEFINITION = `
id: ${ID}
reference: activation
phases:
  - { id: culture, from: activation, to: fixation, armed: true }
arms: [{ id: flight, kind: SPACEFLIGHT }]
units:
  - id: FU1
    arm: flight
    events:
      - { name: activation, at: 2026-03-01T00:00:00Z }
      - { name: fixation, at: 2026-03-01T06:00:00Z,
          proof: { channel: pump, above: 0.2, for: PT3M, within: PT10M, severity: CRITICAL } }
channels:
  - { id: pump, unit: A, storage: decimal(2), period: PT1M, stuckAfter: none, spike: none }
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { pump: { unit: FU1, channel: pump } } }
`;

/** The pump runs from minute 362 to 366. */
const rows = (from: number, to: number, isPumping: boolean) =>
  Array.from({ length: to - from }, (_, i) => {
    const minute = from + i;
    const runs = isPumping && minute >= 362 && minute < 367;
    return `${new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString()},${runs ? 0.5 : 0.05}`;
  });
const file = (from: number, to: number, isPumping = false) =>
  [`fu1-${from}.csv`, `${['t,pump', ...rows(from, to, isPumping)].join('\n')}\n`] as const;

async function begun(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, ID, DEFINITION);
  return memory;
}

async function come(memory: MemoryPorts, ...files: (readonly [string, string])[]): Promise<void> {
  for (const [name, text] of files) await upload(memory, ID, name, text);
  await settleAll(memory);
}

async function told(memory: MemoryPorts) {
  const { anomalies, lookedFor } = await listAnomalies(memory, ID, { kind: 'STEP' });
  return {
    found: anomalies.map(({ id, to, severity }) => [id, to, severity]),
    looked: lookedFor.map(({ looked, why }) => why ?? looked),
  };
}

describe('a commanded step', () => {
  it('is not known before its time was received, and is a success where the pump ran', async () => {
    const memory = await begun();
    await come(memory, file(0, 300));
    expect(await told(memory)).toEqual({
      found: [],
      looked: [
        'fixation of 2026-03-01T06:00Z cannot be judged yet: no readings from 2026-03-01T05:59:59Z to 2026-03-01T06:10:01Z',
      ],
    });
    const [cell] =
      (await listChannels(memory, ID, {})).channels[0]?.detectors.filter(({ kind }) => kind === 'STEP') ?? [];
    expect(cell).toMatchObject({
      looked: true,
      awaits: expect.stringContaining('cannot be judged yet'),
      thresholds: [
        {
          ...{ name: 'fixation', value: 'above 0.2 A for PT3M within PT10M, CRITICAL', isDefault: false },
          text: 'fixation above 0.2 A for 3 min within 10 min, CRITICAL',
        },
      ],
    });
    await come(memory, file(300, 420, true));
    expect(await told(memory)).toEqual({ found: [], looked: [true] });
  });

  it('pages where the pump did not run, though fixation ends the armed phase', async () => {
    const memory = await begun();
    await come(memory, file(0, 420));
    expect(await told(memory)).toEqual({
      found: [['STEP:FU1:fixation:2026-03-01T06:00:00Z', null, 'CRITICAL']],
      looked: [true],
    });
    expect(memory.notifier.notices.map(({ route, text }) => [route, text])).toEqual([
      ['PAGE', expect.stringContaining('fixation was commanded and is not seen')],
    ]);
  });

  it('is the same whatever comes first, and says what lacks where a file is missing', async () => {
    const memory = await begun();
    await come(memory, file(370, 420), file(0, 364, true));
    const missing = await told(memory);
    expect(missing.found).toEqual([]);
    expect(missing.looked).toEqual([
      'fixation of 2026-03-01T06:00Z cannot be judged yet: no readings from 2026-03-01T06:03Z to 2026-03-01T06:10Z',
    ]);
    await come(memory, file(364, 370, true));
    expect(await told(memory)).toEqual({ found: [], looked: [true] });
  });

  it('follows events that are recorded later: by name, and what replaces the declared one', async () => {
    const memory = await begun();
    await come(memory, file(0, 420, true));
    const at = (time: string) => `2026-03-01T${time}:00Z`;
    const event = { name: 'fixation', unit: 'FU1', accuracy: 'PT1S', source: 'ground' };
    await recordEvents(memory, ID, [{ ...event, at: at('03:00') }], 'nora');
    await settleAll(memory);
    expect((await told(memory)).found).toEqual([
      ['STEP:FU1:fixation:2026-03-01T03:00:00Z', at('06:01'), 'CRITICAL'],
    ]);
    const replaced = { ...event, at: at('05:00'), supersedes: 'definition:FU1:fixation' };
    await recordEvents(memory, ID, [replaced], 'nora');
    await settleAll(memory);
    expect((await told(memory)).found).toEqual([
      ['STEP:FU1:fixation:2026-03-01T03:00:00Z', at('06:01'), 'CRITICAL'],
      ['STEP:FU1:fixation:2026-03-01T05:00:00Z', at('06:01'), 'CRITICAL'],
      ['STEP:FU1:pump@0.2:HIGH:2026-03-01T06:02:00Z', at('06:06'), 'CRITICAL'],
    ]);
  });
});

describe('any order of arrival', () => {
  it('of files, pieces sent again and events gives the same steps, and the same that is not known', async () => {
    const event = { name: 'fixation', unit: 'FU1', accuracy: 'PT1S', source: 'ground' };
    const comings: ((memory: MemoryPorts) => Promise<unknown>)[] = [
      ...[0, 60, 120, 180, 240, 300, 360].map(
        (from) => (memory: MemoryPorts) => upload(memory, ID, ...file(from, from + 60, true)),
      ),
      (memory) => upload(memory, ID, ...file(360, 420, true)),
      // One that is not followed, one whose time is not received, one that replaces the declared.
      ...[
        { ...event, at: '2026-03-01T03:00:00Z' },
        { ...event, at: '2026-03-01T06:55:00Z' },
        { ...event, at: '2026-03-01T06:00:30Z', supersedes: 'definition:FU1:fixation' },
      ].map((one) => (memory: MemoryPorts) => recordEvents(memory, ID, [one], 'nora')),
    ];
    const inOrder = async (order: readonly number[], settles: number) => {
      const memory = await begun();
      for (const [i, place] of order.entries()) {
        await comings[place]!(memory);
        if (i % settles === 0) await settleAll(memory);
      }
      await settleAll(memory);
      return told(memory);
    };
    const places = comings.map((_, i) => i);
    const expected = await inOrder(places, 1);
    expect(expected.found).toHaveLength(1);
    expect(expected.looked).toEqual([
      expect.stringContaining('fixation of 2026-03-01T06:55Z cannot be judged'),
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(places, { minLength: places.length }),
        fc.integer({ min: 1, max: 4 }),
        async (order, settles) => {
          expect(await inOrder(order, settles)).toEqual(expected);
        },
      ),
      { seed: 21, numRuns: 12 },
    );
  });
});
