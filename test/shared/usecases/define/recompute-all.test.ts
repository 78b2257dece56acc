/** What an archive does that older code computed: everything is computed anew, once, and nobody is told again. */
import { beforeEach, describe, expect, it } from 'vitest';
import { alignHintSchema } from '../../../../shared/contract/hints.ts';
import { checkpointKind } from '../../../../shared/domain/anomaly/checkpoint.ts';
import { subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { headKind, headPrefix } from '../../../../shared/domain/bucket/head.ts';
import { experimentKey, experimentKind } from '../../../../shared/domain/experiment/experiment-record.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recompute } from '../../../../shared/usecases/define/recompute-all.ts';
import { flagAnomalies } from '../../../../shared/usecases/judge/flag-anomalies.ts';
import { COMPUTED_WITH } from '../../../../shared/usecases/known/computed-with.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { alignTwins } from '../../../../shared/usecases/pages/align-twins.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { type FaultPlan, FaultyPorts } from '../../../support/faulty-ports.ts';
import { hooked } from '../../../support/hooked-ports.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: old
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels:
  - { id: temperature, unit: Cel, period: PT1H, stuckAfter: none, limits: [{ warning: [36, 38], minViolations: 2 }] }
sources: [{ id: s, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }]
`;

/** Too warm from the tenth hour on; a bucket ends on 8 March, in the middle. */
function hours(from: number, to: number): string {
  const lines = ['t,temp'];
  for (let hour = from; hour < to; hour++) {
    const at = new Date(Date.UTC(2026, 2, 7) + hour * 3_600_000).toISOString();
    lines.push(`${at},${(hour < 10 ? 37 : 39) + (hour % 2) / 10}`);
  }
  return `${lines.join('\n')}\n`;
}

const FLAG = { experiment: 'old', subject: 'unit', id: 'FU1' } as const;

let memory: MemoryPorts;

beforeEach(started);

async function started(): Promise<void> {
  memory = memoryPorts();
  await applyExperiment(memory, 'old', DEFINITION);
  await upload(memory, 'old', 'a.csv', hours(0, 30));
  await upload(memory, 'old', 'b.csv', hours(30, 40));
  await settleAll(memory);
}

/** Every item of the experiment, with its version. */
const table = () => new Map([...memory.catalogue.partitions.get('old')!].map(([sort, row]) => [sort, row]));

const bodiesOf = (kinds: readonly string[]) =>
  [...table()]
    .filter(([sort]) => kinds.includes(sort.split('#')[0]!))
    .map(([sort, { body }]) => [sort, body]);

async function headsOf() {
  const found = await Array.fromAsync(memory.catalogue.list(headKind, 'old', headPrefix(1)));
  return found.map(({ item }) => item);
}

const subjectNow = async () =>
  (await memory.catalogue.get(subjectKind, subjectKey('old', 1, 'unit', 'FU1')))!;

/** Everything computed and told. How often something was computed, by what and from where on, may differ. */
const facts = () =>
  bodiesOf(['HEAD', 'HOURS', 'SUBJECT', 'CHECKPOINT', 'JOURNAL']).map(([sort, body]) => [
    sort,
    body?.replace(/"v":\d+|"version":"v\d+"|"since":(null|"[^"]*")|,"markedBy":"[^"]*"/g, ''),
  ]);

const OLDER = { key: 'pages/older', version: null, digest: 'pages/older' };

/** As code would have left it that wrote other pages and other states of its detectors. */
async function age(): Promise<void> {
  await update(memory, experimentKind, experimentKey('old'), (record) => ({
    ...record!,
    computedWith: 'unit-page/1',
  }));
  memory.archive.objects.set('pages/older', Buffer.from('HUP1 of older code'));
  for await (const { key } of memory.catalogue.list(headKind, 'old', headPrefix(1))) {
    await update(memory, headKind, key, (head) => ({
      ...head!,
      page: { ...head!.page!, ...OLDER, basis: 'older', format: null },
    }));
  }
  for await (const { key } of memory.catalogue.list(checkpointKind, 'old', 'CHECKPOINT#')) {
    await update(memory, checkpointKind, key, (checkpoint) => ({
      ...checkpoint!,
      basis: 'older',
      detectors: 'unit-detectors/1',
      text: JSON.stringify({ state: 'of older code', closed: [] }),
    }));
  }
}

describe('an archive that older code computed', () => {
  it('has two buckets, a checkpoint and a message that was sent', async () => {
    expect(await headsOf()).toHaveLength(2);
    expect(bodiesOf(['CHECKPOINT'])).toHaveLength(1);
    expect(memory.notifier.notices).toHaveLength(1);
  });

  it('is computed anew by the first look at it, to the same end, and nobody is told again', async () => {
    const before = facts();
    const hash = await hashArchive(memory, 'old');
    const objects = new Set(memory.archive.objects.keys());
    await age();
    expect(facts()).not.toEqual(before);
    await watch(memory);
    await settleAll(memory);
    expect(facts()).toEqual(before);
    expect(await hashArchive(memory, 'old')).toEqual(hash);
    expect(new Set(memory.archive.objects.keys())).toEqual(objects.add('pages/older'));
    expect(memory.notifier.notices).toHaveLength(1);
  });

  it('is computed anew once: the next look finds nothing to do', async () => {
    await age();
    await watch(memory);
    await settleAll(memory);
    const before = table();
    // A message of what nobody has acknowledged yet.
    expect(await watch(memory)).toEqual({ MESSAGE: 1 });
    expect(memory.queues.align.hints).toEqual([]);
    await settleAll(memory);
    expect(table()).toEqual(before);
    const record = await memory.catalogue.get(experimentKind, experimentKey('old'));
    expect(record?.item).toMatchObject({ computedWith: COMPUTED_WITH, due: false, revision: 1 });
  });

  it('is marked further by the next run where the first one died, however often that happens', async () => {
    await age();
    const versions = async () => (await headsOf()).map(({ v }) => v);
    const before = await versions();
    const { align } = memory.queues;
    const sendAll = align.sendAll.bind(align);
    align.sendAll = () => Promise.reject(new Error('the process died'));
    for (let run = 0; run < 3; run++) {
      await expect(recompute(memory, 'old')).rejects.toThrow('the process died');
      expect(await versions()).toEqual(before.map((v) => v + 1));
    }
    align.sendAll = sendAll;
    expect(await watch(memory)).toEqual({ HEAD: 2, MESSAGE: 1 });
    await settleAll(memory);
    expect((await headsOf()).map(({ due, page }) => [due, page?.key === 'pages/older'])).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it('is left alone by a second run while the first is at it, and taken up when that one must be dead', async () => {
    await age();
    const { align } = memory.queues;
    const dying = hooked(memory, { on: 'put', when: 'before', kind: 'head' }, () => new Promise(() => {}));
    void recompute(dying, 'old');
    await new Promise(setImmediate);
    await recompute(memory, 'old');
    expect(align.hints).toEqual([]);
    memory.clock.advance(121);
    await recompute(memory, 'old');
    expect(align.hints).toHaveLength(2);
    const record = await memory.catalogue.get(experimentKind, experimentKey('old'));
    expect(record?.item).toMatchObject({ computedWith: COMPUTED_WITH, due: false });
  });

  it('ends the same wherever a run of computing it anew dies', async () => {
    const before = facts();
    const sites = await computedAnew({ site: null, fault: 'THROWS_BEFORE' });
    expect(sites.length).toBeGreaterThan(40);
    for (const [site, name] of sites.entries()) {
      await computedAnew({ site, fault: site % 2 === 0 ? 'THROWS_BEFORE' : 'THROWS_AFTER' });
      for (let round = 0; round < 3; round++) {
        await watch(memory);
        await settleAll(memory);
        memory.clock.advance(180);
      }
      expect(facts(), `died at call ${site}: ${name}`).toEqual(before);
      expect(memory.notifier.notices).toHaveLength(1);
    }
  });

  /** With a fault at one call; the message of a run that died is lost, so that only marks bring it back. */
  async function computedAnew(plan: FaultPlan): Promise<readonly string[]> {
    await started();
    await age();
    const faulty = new FaultyPorts(memory, plan);
    await watch(faulty).catch(() => {});
    for (let isBusy = true; isBusy; ) isBusy = await actOnce(memory, faulty).catch(() => true);
    return faulty.sites;
  }

  it('is not judged while some of its pages are of older code, so that nothing is withdrawn in between', async () => {
    await age();
    const standing = (await subjectNow()).item.anomalies;
    await watch(memory);
    // The drop, which is empty, is looked through before.
    memory.queues.drop.hints.length = 0;
    await actOnce(memory);
    const [first, second] = memory.queues.align.hints.splice(0).map((hint) => alignHintSchema.parse(hint));
    // The later bucket first: the excursion began in the earlier one.
    await alignTwins(memory, second!);
    await flagAnomalies(memory, FLAG);
    expect((await subjectNow()).item).toMatchObject({ due: true, anomalies: standing });
    await alignTwins(memory, first!);
    await settleAll(memory);
    expect((await subjectNow()).item).toMatchObject({ due: false, anomalies: standing });
    expect(bodiesOf(['JOURNAL'])).toHaveLength(1);
    expect(memory.notifier.notices).toHaveLength(1);
  });

  it('has a page built anew that older code wrote after everything had been marked', async () => {
    const [first] = await headsOf();
    const key = { partition: 'old', sort: `${headPrefix(1, 'FU1')}${first!.bucket}` };
    await update(memory, headKind, key, (head) => ({
      ...head!,
      page: { ...head!.page!, ...OLDER, basis: 'older', format: 'unit-page/1' },
    }));
    const { key: subject } = await subjectNow();
    await update(memory, subjectKind, subject, (current) => ({ ...current!, due: true, since: null }));
    await watch(memory);
    await settleAll(memory);
    expect((await headsOf())[0]).toMatchObject({ due: false, page: { key: first!.page!.key } });
    expect((await subjectNow()).item.due).toBe(false);
  });
});

it('counts a new experiment as computed with this code', async () => {
  const record = await memory.catalogue.get(experimentKind, experimentKey('old'));
  expect(record?.item).toMatchObject({ computedWith: COMPUTED_WITH, due: false });
});
