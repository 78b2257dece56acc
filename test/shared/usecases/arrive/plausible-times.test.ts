import { describe, expect, it } from 'vitest';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const definition = (events: string, more = '') => `
id: bench
arms: [{ id: bench, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [{ id: INC1, arm: bench, events: [${events}] }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources:
  - id: s
    match: "*.csv"
    time: { column: time, zone: UTC }
    columns: { temp: { unit: INC1, channel: temperature } }
${more}`;
const EVENT = '{ name: activation, at: 2026-03-01T00:00:00Z }';

/** A clock that a reset put back to its first day, and one that is a year ahead. */
const RESET = `time,temp
2026-03-01T00:00:00Z,36.0
2000-01-01T00:00:00Z,36.1
2027-03-01T00:00:00Z,36.2
2026-03-01T02:00:00Z,36.3
`;

async function taken(memory: MemoryPorts, name: string, content: string) {
  const id = await upload(memory, 'bench', name, content);
  await settleAll(memory);
  return showReceipt(memory, 'bench', id);
}

async function defined(text: string): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'bench', text);
  return memory;
}

describe('times that an experiment cannot have', () => {
  it('are rejected, each with its text: before the first event by more than 90 days, after the receipt by more than one', async () => {
    const memory = await defined(definition(EVENT));
    const receipt = await taken(memory, 'a.csv', RESET);
    expect(receipt.counts).toMatchObject({ accepted: 2, rejected: 2 });
    expect(receipt.byReason).toEqual({ 'time.implausible': 2 });
    expect(receipt.ranges).toMatchObject([{ from: '2026-03-01T00:00:00Z', to: '2026-03-01T02:00:00Z' }]);
  });

  it('may lie far back where no event is declared when the experiment is first applied, whatever comes later', async () => {
    const memory = await defined(definition(''));
    const event = {
      name: 'activation',
      unit: 'INC1',
      at: '2026-03-01T00:00:00Z',
      accuracy: 'PT1S',
      source: 'x',
    };
    await recordEvents(memory, 'bench', [event], 'test');
    await applyExperiment(memory, 'bench', definition(EVENT));
    const receipt = await taken(memory, 'a.csv', 'time,temp\n2019-01-01T00:00:00Z,36.0\n');
    expect(receipt.counts).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('are those that a later revision declares, also of the same bytes that are in already', async () => {
    const memory = await defined(definition(EVENT));
    const first = await taken(memory, 'a.csv', RESET);
    expect(first.counts.rejected).toBe(2);
    await applyExperiment(
      memory,
      'bench',
      definition(EVENT, 'plausible: { from: 1999-12-01T00:00:00Z, to: 2026-03-01T01:00:00Z }'),
    );
    const receipt = await taken(memory, 'a.csv', RESET);
    expect(receipt.duplicateOf).toBe(first.id);
    expect(receipt.counts).toMatchObject({ accepted: 0, duplicates: 2, rejected: 2 });
    const { counts, ranges } = await showReceipt(memory, 'bench', first.id);
    expect(counts).toMatchObject({ accepted: 2, duplicates: 0, rejected: 2 });
    expect(ranges).toMatchObject([{ from: '2000-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }]);
  });

  it('stay rejected when the same bytes come again, though the clock went on', async () => {
    const memory = await defined(definition(EVENT));
    const first = await taken(memory, 'a.csv', RESET);
    const { hash } = await hashArchive(memory, 'bench');
    memory.clock.setTo('2027-06-01T00:00:00Z');
    const again = await taken(memory, 'a.csv', RESET);
    expect(again.duplicateOf).toBe(first.id);
    expect(again.counts).toMatchObject({ accepted: 0, duplicates: 2, rejected: 2 });
    expect((await hashArchive(memory, 'bench')).hash).toBe(hash);
  });
});
