/** What becomes of a subject of which a checkpoint, or the list of what had ended, cannot be read any more. */
import { describe, expect, it } from 'vitest';
import { flagHintSchema } from '../../../../shared/contract/hints.ts';
import {
  type CheckpointRecord,
  checkpointKey,
  checkpointKind,
  checkpointPrefix,
} from '../../../../shared/domain/anomaly/checkpoint.ts';
import { type SubjectKind, subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { type ObjectName, versionNamed } from '../../../../shared/ports.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { flagAnomalies } from '../../../../shared/usecases/judge/flag-anomalies.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { TWO_UNITS } from '../../../support/two-units.ts';

const E = 'months';
const DEFINITION = `
id: months
${TWO_UNITS}
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, period: PT6H, stuckAfter: PT48H, limits: [{ warning: [30, 40] }], twin: { margin: 0.5 } }
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'gu*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;
/** A row each six hours of the 30 days, so that each file changes another bucket; in the second four beyond the limit. */
function month(of: number, level: number): string {
  const cell = (i: number) => (of === 2 && i >= 4 && i < 8 ? 45 : level + (i % 3) / 10);
  const rows = Array.from(
    { length: 120 },
    (_, i) => `${new Date(Date.UTC(2026, 2, 1 + 30 * (of - 1), 6 * i)).toISOString()},${cell(i)}\n`,
  );
  return `t,temp\n${rows.join('')}`;
}

async function takeIn(memory: MemoryPorts, of: number): Promise<void> {
  await upload(memory, E, `gu${of}.csv`, month(of, 37));
  await upload(memory, E, `fu${of}.csv`, month(of, 38));
}

/** Four months of both units, each settled before the next. */
async function fourMonths(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  // Later than all that is taken in.
  memory.clock.setTo('2026-12-01T00:00:00Z');
  await applyExperiment(memory, E, DEFINITION);
  for (const of of [1, 2, 3, 4]) {
    await takeIn(memory, of);
    await settleAll(memory);
  }
  return memory;
}

async function checkpoints(memory: MemoryPorts, kind: SubjectKind, id: string): Promise<CheckpointRecord[]> {
  const found = memory.catalogue.list(checkpointKind, E, checkpointPrefix(1, kind, id));
  return (await Array.fromAsync(found)).map(({ item }) => item);
}

async function found(memory: MemoryPorts) {
  const { anomalies, pending } = await listAnomalies(memory, E, {});
  return { anomalies, pending };
}

/** Settles, and gives what the runs of flag-anomalies said. */
async function saidOnTheWay(memory: MemoryPorts): Promise<string[]> {
  const said: string[] = [];
  const { flag } = memory.queues;
  do {
    while (flag.hints.length > 0) {
      const damaged = await flagAnomalies(memory, flagHintSchema.parse(flag.hints.shift()));
      if (damaged !== null) said.push(damaged.key);
    }
  } while (await actOnce(memory));
  return said;
}

/** Damages the last checkpoint of the subject; gives its bucket. */
async function damage(
  memory: MemoryPorts,
  [kind, id]: readonly [SubjectKind, string],
  part: Damage,
): Promise<string> {
  const last = (await checkpoints(memory, kind, id)).at(-1)!;
  const key = checkpointKey(E, 1, kind, id, last.bucket);
  await update(memory, checkpointKind, key, (current) => ({ ...current!, ...part(current!) }));
  return last.bucket;
}

type Json = { state: { states: object }; closed: unknown[] };
type Damage = (record: CheckpointRecord) => Partial<CheckpointRecord>;
const withStates = (states: object) => (json: Json) => ({ ...json, state: { ...json.state, states } });
const edited = (edit: (json: Json) => unknown) => (record: CheckpointRecord) => ({
  text: JSON.stringify(edit(JSON.parse(record.text!))),
});

const GONE = { key: 'gone.json', version: 'v0', digest: 'gone' };

describe('a checkpoint that cannot be read', () => {
  it.each<[string, SubjectKind, Damage, string?]>([
    ['is no JSON', 'unit', () => ({ text: '{"state":' })],
    ['is empty', 'unit', () => ({ text: null })],
    ['is of another shape', 'unit', edited(() => ({ closed: [] }))],
    ['holds a state that is no detector’s', 'unit', edited(withStates({ STUCK: 5 }))],
    ['holds something that is no anomaly', 'unit', edited((json) => ({ ...json, closed: [5] }))],
    ['is an object that is gone', 'unit', () => ({ text: null, key: GONE }), 'gone.json'],
    ['is no JSON', 'pair', () => ({ text: '{"state":' })],
    ['holds a state that is no detector’s', 'pair', edited(withStates({ OFFSET: 5 }))],
  ])('is made anew where it %s (of a %s), and what was found is the same', async (_, kind, part, name) => {
    const subject = [kind, kind === 'unit' ? 'FU1' : 'P1'] as const;
    const [sound, damaged] = [await fourMonths(), await fourMonths()];
    const bucket = await damage(damaged, subject, part);
    for (const memory of [sound, damaged]) await takeIn(memory, 5);
    expect(await saidOnTheWay(sound)).toEqual([]);
    const said = await saidOnTheWay(damaged);
    expect([...new Set(said)]).toEqual([name ?? `the checkpoint of ${bucket}`]);
    const { anomalies, pending } = await found(damaged);
    expect(pending).toBe(0);
    expect(anomalies.map(({ kind }) => kind).sort()).toEqual(['LIMIT', 'LIMIT', 'OFFSET', 'OFFSET']);
    expect(anomalies).toEqual((await found(sound)).anomalies);
    const withoutV = async (memory: MemoryPorts) =>
      (await checkpoints(memory, ...subject)).map(({ v: _v, ...record }) => record);
    expect(await withoutV(damaged)).toEqual(await withoutV(sound));
    // Read again, and nothing is in the way any more.
    await takeIn(damaged, 6);
    expect(await saidOnTheWay(damaged)).toEqual([]);
  });
});

describe('the list of what had ended', () => {
  it('is made anew where it is gone', async () => {
    const memory = await fourMonths();
    const key = subjectKey(E, 1, 'unit', 'FU1');
    const closed = async () => (await memory.catalogue.get(subjectKind, key))?.item.closed;
    const before = { ...(await found(memory)), closed: await closed() };
    expect(before.closed).toMatchObject({ version: expect.any(String), digest: expect.any(String) });
    await update(memory, subjectKind, key, (subject) => ({ ...subject!, closed: GONE }));
    await takeIn(memory, 5);
    expect(await saidOnTheWay(memory)).toEqual(['gone.json']);
    const { anomalies, pending } = await found(memory);
    expect(pending).toBe(0);
    const ids = (list: typeof anomalies) => list.map(({ id }) => id);
    expect(ids(anomalies)).toEqual(ids(before.anomalies));
    expect(await closed()).toMatchObject({ digest: before.closed?.digest });
  });
});

const SLOW = { key: 'checkpoints/slow.json', version: null, digest: 'slow' };

describe('a checkpoint that the network does not bring', () => {
  it('is tried again, not taken for a damaged one', async () => {
    const memory = await fourMonths();
    await damage(memory, ['unit', 'FU1'], () => ({ text: null, key: SLOW }));
    await takeIn(memory, 5);
    const isHinted = () => memory.queues.flag.hints.some((hint) => flagHintSchema.parse(hint).id === 'FU1');
    while (!isHinted()) expect(await actOnce(memory)).toBe(true);
    const archive = Object.assign(Object.create(memory.archive), {
      read: async (name: ObjectName) => {
        if (versionNamed(name).key === SLOW.key) throw new Error('connection reset');
        return memory.archive.read(name);
      },
    });
    const hint = { experiment: E, subject: 'unit', id: 'FU1' } as const;
    await expect(flagAnomalies({ ...memory, archive }, hint)).rejects.toThrow('connection reset');
  });
});
