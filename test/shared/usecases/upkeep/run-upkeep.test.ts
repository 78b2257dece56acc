import { describe, expect, it } from 'vitest';
import { headKind } from '../../../../shared/domain/bucket/head.ts';
import { Damaged } from '../../../../shared/domain/damaged.ts';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import {
  rebuildBegunKind,
  rebuildBegunPrefix,
  WATCHED,
} from '../../../../shared/domain/upkeep/rebuild-begun.ts';
import {
  type Difference,
  type UpkeepTask,
  upkeepKey,
  upkeepKind,
} from '../../../../shared/domain/upkeep/upkeep-record.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import type { Catalogue, Ports } from '../../../../shared/ports.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyContacts } from '../../../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { loadRecord } from '../../../../shared/usecases/known/load-experiment.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { runUpkeep } from '../../../../shared/usecases/upkeep/run-upkeep.ts';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { twinsApi } from '../../../support/api.ts';
import { answersOf } from '../../../support/end-state.ts';
import { flipped } from '../../../support/flipped-bits.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { observed } from '../../../support/observed-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { upkeepOfTwins } from '../../../support/upkeep-of-twins.ts';

const E = 'twins';

/** Both twins, and what is rejected and refused and repeated beside them. */
async function mission(): Promise<MemoryPorts> {
  const { ports } = await twinsApi();
  await upload(ports, E, 'fu1-b.csv', 't,temp,rh\n2026-03-01T12:00:00Z,x,80\n2026-03-01T12:01:00Z,36.5,81\n');
  await upload(ports, E, 'fu1-c.csv', 't,temp,rh\n2026-03-01T12:00:00Z,x,80\n2026-03-01T12:01:00Z,36.5,81\n');
  await upload(ports, E, 'fu1-d.csv', '');
  await settleAll(ports);
  return ports;
}

describe('to verify', () => {
  it('finds nothing in what is sound, and says what it looked at', async () => {
    const ports = await mission();
    const { differing, looked, differs } = await upkeepOfTwins(ports, 'VERIFY');
    expect([differs, differing]).toEqual([[], 0]);
    expect(looked).toMatchObject({
      DOWNLINK: 5,
      raw: 5,
      'files read': 3,
      HEAD: 2,
      'pages computed': 2,
      'delta pages computed': 1,
      'findings computed': 3,
      rejects: 1,
    });
    expect(Object.keys(looked)).toEqual(
      expect.arrayContaining(['segments', 'pages', 'deltas', 'anomalies', 'kept']),
    );
  });

  it('changes nothing', async () => {
    const ports = await mission();
    const before = JSON.stringify([...ports.catalogue.partitions.get(E)!]);
    const objects = ports.archive.made.versions;
    await upkeepOfTwins(ports, 'VERIFY');
    const after = [...ports.catalogue.partitions.get(E)!].filter(([sort]) => !sort.startsWith('UPKEEP#'));
    expect(JSON.stringify(after)).toBe(before);
    expect(ports.archive.made.versions).toBe(objects);
  });

  it('finds a bit that changed in a file, and an object of what is kept beside it', async () => {
    const ports = await mission();
    const key = `raw/${E}/d000001`;
    const bytes = ports.raw.objects.get(key)!;
    ports.raw.objects.set(key, flipped(bytes, 8 * 40));
    expect((await upkeepOfTwins(ports, 'VERIFY')).differs.map((one) => one.key)).toContain(key);
    ports.raw.objects.set(key, bytes);
    for (const [name, kept] of ports.kept.objects) {
      ports.kept.objects.set(name, flipped(kept, 8 * kept.length - 9));
      const { differs } = await upkeepOfTwins(ports, 'VERIFY');
      expect(differs).toMatchObject([
        { key: `kept/${name}`, why: expect.stringMatching(/^it is damaged: (?!.*kept)/) },
      ]);
      // Of the items that stand in the table it is as it was.
      const isAgain = /was written again/.test(differs[0]!.advice!);
      expect([isAgain, Buffer.from(ports.kept.objects.get(name)!).equals(kept)]).toEqual([isAgain, isAgain]);
      if (/\/(DEFINITION|EXPERIMENTS)/.test(name)) expect(isAgain).toBe(true);
      ports.kept.objects.set(name, kept);
    }
  });

  it('finds that a file changed which is in no answer', async () => {
    const ports = await mission();
    const id = await upload(ports, E, 'fu1-e.csv', 'when,temp\n2026-03-01T12:00:00Z,36\n');
    await withdrawDownlink(ports, { experiment: E, downlink: 'd000002' }, { by: 'ada', reason: 'wrong' });
    await settleAll(ports);
    await update(ports, receiptKind, receiptKey(E, id), (one) => ({
      ...one!,
      sha256: sha256(ports.raw.objects.get(`raw/${E}/${id}`)!),
    }));
    expect((await upkeepOfTwins(ports, 'VERIFY')).differs).toEqual([]);
    for (const downlink of [id, 'd000002']) {
      const key = `raw/${E}/${downlink}`;
      ports.raw.objects.set(key, flipped(ports.raw.objects.get(key)!, 8 * 10));
    }
    const { differs } = await upkeepOfTwins(ports, 'VERIFY');
    expect(differs.map(({ key }) => key)).toEqual([`raw/${E}/d000002`, `raw/${E}/${id}`]);
    for (const { why } of differs) expect(why).toMatch(/^expected the bytes that came/);
  });

  it('finds that what is kept of an item is gone', async () => {
    const ports = await mission();
    await withdrawDownlink(ports, { experiment: E, downlink: 'd000002' }, { by: 'ada', reason: 'wrong' });
    await settleAll(ports);
    const names = [...ports.kept.objects.keys()];
    expect(names.some((name) => name.includes('DOWNLINK/d000002'))).toBe(true);
    for (const name of names) {
      const kept = ports.kept.objects.get(name)!;
      ports.kept.objects.delete(name);
      expect((await upkeepOfTwins(ports, 'VERIFY')).differs.map(({ key }) => key)).toEqual([`kept/${name}`]);
      ports.kept.objects.set(name, kept);
    }
  });

  it('finds what a receipt or a head says and its file does not', async () => {
    const ports = await mission();
    const key = receiptKey(E, 'd000001');
    await update(ports, receiptKind, key, (one) => ({ ...one!, counts: { ...one!.counts, rows: 299 } }));
    const { differs } = await upkeepOfTwins(ports, 'VERIFY');
    expect(differs).toEqual([
      {
        key: 'twins/DOWNLINK#d000001',
        why: 'the file has 300 rows, the receipt says 299',
        advice: expect.stringContaining('backup of the table'),
      },
    ]);
    const head = { partition: E, sort: 'HEAD#g1#GU1#2026-02-06' };
    await update(ports, headKind, head, (one) => ({ ...one!, entries: [] }));
    const found = (await upkeepOfTwins(ports, 'VERIFY')).differs.map((one) => one.key);
    expect(found).toContain('twins/HEAD#g1#GU1#2026-02-06');
  });

  it.each([
    'EXPERIMENTS/twins',
    'DEFINITION#',
    'DOWNLINK#d000001',
    'HEAD#g1#FU1#2026-02-06',
    'SUBJECT#g1#unit#FU1',
    'HOURS#',
    'DELTA#',
    'JOURNAL#',
  ])('finds that the item %s is not what was written', async (item) => {
    const ports = await mission();
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    const damaged: string[] = [];
    const { catalogue } = ports;
    const failing: Catalogue = {
      get: async (kind, key) => {
        const name = `${key.partition}/${key.sort}`;
        if (!name.includes(item)) return catalogue.get(kind, key);
        damaged.push(name);
        throw new Damaged(name, 'another CRC-32');
      },
      put: (kind, key, one, expected) => catalogue.put(kind, key, one, expected),
      remove: (kind, key, expected) => catalogue.remove(kind, key, expected),
      list: (kind, partition, prefix, page) => catalogue.list(kind, partition, prefix, page),
      versions: (kind, partition, prefix, page) => catalogue.versions(kind, partition, prefix, page),
      due: (partition, page) => catalogue.due(partition, page),
    };
    await runUpkeep({ ...ports, catalogue: failing }, verifying);
    const { differs, endedAt } = await showUpkeep(ports, E, 'VERIFY');
    expect(endedAt).toBeDefined();
    expect(differs.map(({ key }) => key)).toEqual([...new Set(damaged)]);
    expect(damaged.length).toBeGreaterThan(0);
  });

  it('finds what is gone', async () => {
    const ports = await mission();
    const [segment] = [...ports.archive.objects.keys()].filter((key) => key.startsWith('segments/'));
    ports.archive.objects.delete(segment!);
    ports.raw.objects.delete(`raw/${E}/d000002`);
    const found = (await upkeepOfTwins(ports, 'VERIFY')).differs;
    expect(found).toEqual(
      expect.arrayContaining([
        {
          key: segment,
          why: 'the object is gone',
          advice: expect.stringMatching(/^\.\/howship reread d00000\d.* -e twins makes it again$/),
        },
        { key: `raw/${E}/d000002`, why: 'the file is gone', advice: expect.stringContaining('its sender') },
      ]),
    );
  });

  it('goes on in the next run where one came to the end of its time', async () => {
    const ports = await mission();
    const whole = await upkeepOfTwins(ports, 'VERIFY');
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    ports.queues.ingest.hints.length = 0;
    let runs = 0;
    for (; (await showUpkeep(ports, E, 'VERIFY')).endedAt === undefined; runs++)
      await runUpkeep(hasty(ports), verifying);
    expect(runs).toBeGreaterThan(10);
    const { looked, differing } = await showUpkeep(ports, E, 'VERIFY');
    expect([looked, differing]).toEqual([whole.looked, 0]);
  });

  it('leaves a file that is withdrawn while it is read', async () => {
    const ports = await mission();
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    ports.queues.ingest.hints.length = 0;
    let isWithdrawn = false;
    const slow = observed(ports, async (call, act) => {
      const result = await act();
      if (call === 'raw.open' && !isWithdrawn) {
        isWithdrawn = true;
        await withdrawDownlink(ports, { experiment: E, downlink: 'd000001' }, { by: 'ada', reason: 'wrong' });
        await settleAll(ports);
      }
      return result;
    });
    await runUpkeep(slow, verifying);
    const { differs, looked } = await showUpkeep(ports, E, 'VERIFY');
    expect(differs).toEqual([]);
    expect(looked['files left, pending']).toBe(1);
  });

  /** Runs until it has ended, as SQS and watch have it; each run may throw. */
  async function runToTheEnd(ports: MemoryPorts, seenBy: () => Ports, task: UpkeepTask = 'VERIFY') {
    const found: Difference[] = [];
    let runs = 0;
    for (; (await showUpkeep(ports, E, task)).endedAt === undefined && runs < 60; runs++)
      found.push(...(await runUpkeep(seenBy(), { experiment: E, upkeep: task }).catch(() => [])));
    const { differs, differing, endedAt, looked } = await showUpkeep(ports, E, task);
    expect(endedAt).toBeDefined();
    return { runs, found, differs, differing, looked };
  }

  it('names an item on which every run dies, says that it was not verified, and looks at all others', async () => {
    const ports = await mission();
    const whole = await upkeepOfTwins(ports, 'VERIFY');
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    ports.queues.ingest.hints.length = 0;
    const { open } = ports.raw;
    const dying: Ports = {
      ...ports,
      raw: Object.assign(Object.create(ports.raw), {
        open: (key: string) => {
          if (key.endsWith('d000002')) throw new Error('died');
          return open.call(ports.raw, key);
        },
      }),
    };
    const { runs, found, differs, differing, looked } = await runToTheEnd(ports, () => dying);
    expect(runs).toBeLessThanOrEqual(5);
    expect(differing).toBe(1);
    expect(differs).toMatchObject([
      {
        key: `${E}/DOWNLINK#d000002`,
        why: 'not verified: 3 runs ended before they were done with it; each may take 15 minutes',
        advice: expect.stringContaining('log of ingest-downlink'),
      },
    ]);
    expect(found.map(({ key }) => key)).toEqual([`${E}/DOWNLINK#d000002`]);
    // The file that was left out is in no count.
    expect(looked).toEqual({
      ...whole.looked,
      DOWNLINK: whole.looked.DOWNLINK! - 1,
      raw: whole.looked.raw! - 1,
      'files read': whole.looked['files read']! - 1,
    });
    expect((await upkeepOfTwins(ports, 'VERIFY')).differing).toBe(0);
  });

  /** As the function: dead 900 s after it began. The first file takes a minute, the second as long as is said. */
  function within900Seconds(ports: MemoryPorts, seconds: number): Ports {
    const end = ports.clock.now() + 900e6;
    const { open } = ports.raw;
    const alive = observed(ports, (_, act) => {
      if (ports.clock.now() > end) throw new Error('out of time');
      return act();
    });
    return {
      ...alive,
      raw: Object.assign(Object.create(alive.raw), {
        open: (key: string) => {
          if (key.endsWith('d000001')) ports.clock.advance(290);
          if (key.endsWith('d000002')) ports.clock.advance(seconds);
          return open.call(ports.raw, key);
        },
      }),
    };
  }

  it('verifies a file that takes nearly all of a run, and ends where it takes more', async () => {
    const ports = await mission();
    const whole = await upkeepOfTwins(ports, 'VERIFY');
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    ports.queues.ingest.hints.length = 0;
    const long = await runToTheEnd(ports, () => within900Seconds(ports, 800));
    expect([long.differing, long.looked]).toEqual([0, whole.looked]);
    expect(long.runs).toBeLessThanOrEqual(4);
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    const longer = await runToTheEnd(ports, () => within900Seconds(ports, 1000));
    expect(longer.differs.map(({ key }) => key)).toEqual([`${E}/DOWNLINK#d000002`]);
    expect(longer.looked['files read']).toBe(whole.looked['files read']! - 1);
  });

  it('ends after three runs that died on no item, and says where', async () => {
    const ports = await mission();
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    ports.queues.ingest.hints.length = 0;
    const dying = observed(ports, (call, act) => {
      if (call === 'get experiment') throw new Error('died');
      return act();
    });
    for (let run = 1; run <= 3; run++) await expect(runUpkeep(dying, verifying)).rejects.toThrow('died');
    expect((await showUpkeep(ports, E, 'VERIFY')).endedAt).toBeUndefined();
    const found = await runUpkeep(dying, verifying);
    const { differs, differing, endedAt } = await showUpkeep(ports, E, 'VERIFY');
    expect([differing, endedAt]).toEqual([1, expect.any(String)]);
    expect(differs).toEqual([
      {
        key: `${E}/UPKEEP#VERIFY`,
        why: expect.stringMatching(
          /^3 runs of the verification died at its beginning, and what follows was not verified/,
        ),
        advice: expect.stringContaining('give the command again'),
      },
    ]);
    expect(found).toMatchObject([{ key: `${E}/UPKEEP#VERIFY` }]);
    expect((await upkeepOfTwins(ports, 'VERIFY')).differing).toBe(0);
  });

  it('loses no more than some seconds of work where a run dies', async () => {
    const ports = await mission();
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    ports.queues.ingest.hints.length = 0;
    await runUpkeep(within900Seconds(ports, 1000), verifying).catch(() => {});
    const { item } = (await ports.catalogue.get(upkeepKind, upkeepKey(E, 'VERIFY')))!;
    expect(item).toMatchObject({ after: 'DOWNLINK#d000001', tries: 1, at: null });
    expect(item.looked).toMatchObject({ DOWNLINK: 1 });
  });

  it('gives what each run found to whoever runs it, once', async () => {
    const ports = await mission();
    ports.raw.objects.delete(`raw/${E}/d000001`);
    ports.raw.objects.delete(`raw/${E}/d000002`);
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    const found = [];
    while ((await showUpkeep(ports, E, 'VERIFY')).endedAt === undefined)
      found.push(...(await runUpkeep(hasty(ports), verifying)));
    expect(found.map(({ key }) => key)).toEqual([`raw/${E}/d000001`, `raw/${E}/d000002`]);
  });

  it('is hinted at by watch where its message was lost', async () => {
    const ports = await mission();
    await startUpkeep(ports, E, 'VERIFY', 'ada');
    ports.queues.ingest.hints.length = 0;
    await watch(ports);
    expect(ports.queues.ingest.hints).toContainEqual(verifying);
  });
});

const verifying = { experiment: E, upkeep: 'VERIFY' } as const;

/** As if each item took minutes. */
function hasty(ports: MemoryPorts): Ports {
  const { clock } = ports;
  let asked = 0;
  const now = () => clock.now() + 200e6 * asked++;
  return { ...ports, clock: { now, newId: () => clock.newId(), pause: () => clock.pause() } };
}

/** Another table and archive, with the raw bucket of the first. */
function afterTheLoss({ raw, kept, uploads, clock }: MemoryPorts): MemoryPorts {
  return { ...memoryPorts(), raw, kept, uploads, clock };
}

describe('to rebuild', () => {
  it('gives the same archive and answers from the raw bucket alone', async () => {
    const lost = await mission();
    await recordEvents(
      lost,
      E,
      [{ name: 'hatch', unit: 'FU1', at: '2026-03-01T06:30:00Z', accuracy: 'PT1S', source: 'crew' }],
      'ada',
    );
    await applyContacts(lost, E, 'aos,los,station\n2026-03-02T00:00:00Z,2026-03-02T00:10:00Z,KIR\n', 'ada');
    await settleAll(lost);
    const ports = afterTheLoss(lost);
    const { differing, looked } = await upkeepOfTwins(ports, 'REBUILD');
    expect(differing).toBe(0);
    expect(looked).toMatchObject({ definition: 1, event: 1, contacts: 1, files: 5 });
    expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
    expect(withoutTimes(await answersOf(ports, E))).toEqual(withoutTimes(await answersOf(lost, E)));
    expect((await upkeepOfTwins(ports, 'VERIFY')).differing).toBe(0);
  });

  it('reads each file under the reading that it was read with, and leaves out what was withdrawn', async () => {
    const lost = await mission();
    await withdrawDownlink(lost, { experiment: E, downlink: 'd000002' }, { by: 'ada', reason: 'wrong unit' });
    await settleAll(lost);
    // From here on temperatures are read in °F.
    const other = TWIN_DEFINITION.replace(
      'channel: temperature }, rh',
      'channel: temperature, as: "[degF]" }, rh',
    );
    await applyExperiment(lost, E, other, { newReading: true });
    await upload(lost, E, 'fu1-e.csv', 't,temp,rh\n2026-03-01T13:00:00Z,98.6,80\n');
    await settleAll(lost);
    const ports = afterTheLoss(lost);
    await upkeepOfTwins(ports, 'REBUILD');
    expect(await hashArchive(ports, E)).toEqual({ ...(await hashArchive(lost, E)), revision: 2 });
    const withdrawn = (await ports.catalogue.get(receiptKind, receiptKey(E, 'd000002')))!.item;
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', withdrawn: { by: 'ada', reason: 'wrong unit' } });
  });

  it('leaves a file refused that an earlier definition refused', async () => {
    const lost = await mission();
    const text = 'when,temp,rh\n2026-03-01T13:00:00Z,37,80\n';
    const id = await upload(lost, E, 'fu1-e.csv', text);
    await settleAll(lost);
    const stateIn = async (ports: MemoryPorts) =>
      (await ports.catalogue.get(receiptKind, receiptKey(E, id)))?.item.state;
    expect(await stateIn(lost)).toBe('REFUSED');
    await applyExperiment(
      lost,
      E,
      TWIN_DEFINITION.replace('time: { column: t,', 'time: { column: "t|when",'),
    );
    await settleAll(lost);
    const ports = afterTheLoss(lost);
    await upkeepOfTwins(ports, 'REBUILD');
    expect(await stateIn(ports)).toBe('REFUSED');
    expect((await hashArchive(ports, E)).hash).toBe((await hashArchive(lost, E)).hash);
  });

  it('leaves out what the kept actions say was withdrawn, also where its kept receipt is gone or damaged', async () => {
    for (const isDamaged of [false, true]) {
      const lost = await mission();
      const why = { by: 'ada', reason: 'wrong unit' };
      await withdrawDownlink(lost, { experiment: E, downlink: 'd000002' }, why);
      await settleAll(lost);
      const name = [...lost.kept.objects.keys()].find((one) => one.includes('DOWNLINK/d000002'))!;
      const kept = lost.kept.objects.get(name)!;
      if (isDamaged) lost.kept.objects.set(name, flipped(kept, 8 * kept.length - 9));
      else lost.kept.objects.delete(name);
      const ports = afterTheLoss(lost);
      const { differs } = await upkeepOfTwins(ports, 'REBUILD');
      expect(differs.map(({ key }) => key)).toEqual([`kept/${name}`]);
      expect((await hashArchive(ports, E)).hash).toBe((await hashArchive(lost, E)).hash);
      const { state, withdrawn } = (await ports.catalogue.get(receiptKind, receiptKey(E, 'd000002')))!.item;
      expect([state, withdrawn?.by, withdrawn?.reason]).toEqual(['WITHDRAWN', why.by, why.reason]);
    }
  });

  it('keeps when a file was taken in where that is kept, and says what is not restored', async () => {
    const lost = await mission();
    const other = TWIN_DEFINITION.replace(
      'channel: temperature }, rh',
      'channel: temperature, as: "[degF]" }, rh',
    );
    await applyExperiment(lost, E, other, { newReading: true });
    await rereadDownlink(lost, { experiment: E, downlink: 'd000001' }, 'ada');
    await settleAll(lost);
    const takenInAt = async (from: MemoryPorts) =>
      (await from.catalogue.get(receiptKind, receiptKey(E, 'd000001')))!.item.ingestedAt;
    lost.clock.advance(86_400);
    const ports = afterTheLoss(lost);
    const { notRestored } = await upkeepOfTwins(ports, 'REBUILD');
    expect(await takenInAt(ports)).toBe(await takenInAt(lost));
    expect(notRestored).toContain('dry runs');
  });

  it('takes a file in that comes afterwards on its old link', async () => {
    const lost = await mission();
    const text = 't,temp,rh\n2026-03-01T13:00:00Z,37,80\n';
    const announced = { fileName: 'fu1-late.csv', bytes: text.length };
    const { id } = await announceDownlink(lost, E, announced, 'ada');
    const ports = afterTheLoss(lost);
    await upkeepOfTwins(ports, 'REBUILD');
    const arrives = async (downlink: string) => {
      ports.raw.objects.set(`raw/${E}/${downlink}`, Buffer.from(text));
      await ports.queues.ingest.send({ Records: [{ s3: { object: { key: `raw/${E}/${downlink}` } } }] });
      await settleAll(ports);
      return (await ports.catalogue.get(receiptKind, receiptKey(E, downlink)))?.item;
    };
    expect(await arrives(id)).toMatchObject({
      state: 'INGESTED',
      fileName: 'fu1-late.csv',
      createdBy: 'ada',
    });
    expect(await arrives('d-foreign')).toBeUndefined();
  });

  it('refuses a name under which nothing is kept with the names that are, the nearest first, and no damage', async () => {
    const lost = await mission();
    await lost.kept.put('another/EXPERIMENTS', Uint8Array.of(1));
    lost.raw.objects.set('raw/files-alone/d1', Uint8Array.of(1));
    const ports = afterTheLoss(lost);
    await expect(startUpkeep(ports, `${E.slice(1)}x`, 'REBUILD', 'ada')).rejects.toMatchObject({
      code: 'experiment.not-kept',
      message: `nothing is kept under the name "${E.slice(1)}x", so there is nothing to rebuild: kept are "${E}", "another", "files-alone"`,
    });
    await expect(startUpkeep(memoryPorts(), E, 'REBUILD', 'ada')).rejects.toThrow(
      'nothing of any experiment is kept here',
    );
    expect([...ports.catalogue.partitions.keys()]).toEqual([]);
    expect(ports.queues.ingest.hints).toEqual([]);
  });

  it('goes to work on files of which nothing else is kept', async () => {
    const ports = memoryPorts();
    ports.raw.objects.set(`raw/${E}/d1`, Uint8Array.of(1));
    const { differs } = await upkeepOfTwins(ports, 'REBUILD');
    expect(differs).toMatchObject([{ key: `kept/${E}/EXPERIMENTS` }]);
    expect(differs[0]!.why).toContain('apply its definition again');
  });

  it.each(['DEFINITION', 'EXPERIMENTS'])(
    'ends where the kept %s is damaged or gone, and goes on once it is applied again',
    async (kind) => {
      for (const isDamaged of [true, false]) {
        const lost = await mission();
        const name = [...lost.kept.objects.keys()].find((one) => one.startsWith(`${E}/${kind}`))!;
        const kept = lost.kept.objects.get(name)!;
        if (isDamaged) lost.kept.objects.set(name, flipped(kept, 8 * kept.length - 9));
        else lost.kept.objects.delete(name);
        const ports = afterTheLoss(lost);
        const { differs, endedAt, looked } = await upkeepOfTwins(ports, 'REBUILD');
        expect(endedAt).toBeDefined();
        expect(looked.files).toBeUndefined();
        expect(differs.map(({ key }) => key)).toEqual([
          ...(isDamaged ? [`kept/${name}`] : []),
          `kept/${E}/EXPERIMENTS`,
        ]);
        expect(differs.at(-1)!.why).toMatch(/howship experiment apply .*goes on by itself/);
        await expect(loadRecord(ports, E)).rejects.toMatchObject({ code: 'experiment.unknown' });
        await applyExperiment(ports, E, TWIN_DEFINITION);
        await settleAll(ports);
        const again = await showUpkeep(ports, E, 'REBUILD');
        expect(again).toMatchObject({ differing: 0, looked: { files: 5 }, endedAt: expect.any(String) });
        expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
        expect((await loadRecord(ports, E)).rebuilding).toBe(false);
        expect((await upkeepOfTwins(ports, 'VERIFY')).differing).toBe(0);
      }
    },
  );

  it('goes on under another definition where the one in force is lost, and keeps the count of definitions', async () => {
    const lost = await mission();
    const name = [...lost.kept.objects.keys()].find((one) => one.startsWith(`${E}/DEFINITION`))!;
    lost.kept.objects.delete(name);
    const ports = afterTheLoss(lost);
    await upkeepOfTwins(ports, 'REBUILD');
    const titled = TWIN_DEFINITION.replace(/title:.*/, 'title: another');
    expect(await applyExperiment(ports, E, titled)).toMatchObject({ revision: 2 });
    await settleAll(ports);
    expect(await showUpkeep(ports, E, 'REBUILD')).toMatchObject({ differing: 0, looked: { files: 5 } });
    expect((await hashArchive(ports, E)).hash).toBe((await hashArchive(lost, E)).hash);
  });

  it('judges nothing before the last file is read', async () => {
    const ports = afterTheLoss(await mission());
    await startUpkeep(ports, E, 'REBUILD', 'ada');
    await runUpkeep(ports, { experiment: E, upkeep: 'REBUILD' });
    const notices = ports.notifier.notices.length;
    expect([notices, (await loadRecord(ports, E)).rebuilding]).toEqual([0, false]);
    await settleAll(ports);
    expect((await answersOf(ports, E)).anomalies.pending).toBe(0);
  });

  it('is left alone while another run reads a file, and goes on once that gave its lease back', async () => {
    const lost = await mission();
    const ports = afterTheLoss(lost);
    const rebuilding = { experiment: E, upkeep: 'REBUILD' } as const;
    await startUpkeep(ports, E, 'REBUILD', 'ada');
    ports.queues.ingest.hints.length = 0;
    const isReading = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const dying = observed(ports, async (call, act) => {
      if (call !== 'put head') return act();
      isReading.resolve();
      await mayEnd.promise;
      throw new Error('died');
    });
    const first = runUpkeep(dying, rebuilding);
    await isReading.promise;
    await runUpkeep(ports, rebuilding);
    expect((await showUpkeep(ports, E, 'REBUILD')).endedAt).toBeUndefined();
    expect((await loadRecord(ports, E)).rebuilding).toBe(true);
    mayEnd.resolve();
    await expect(first).rejects.toThrow('died');
    await runUpkeep(ports, rebuilding);
    expect((await showUpkeep(ports, E, 'REBUILD')).endedAt).toBeDefined();
    await settleAll(ports);
    expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
  });

  it('is hinted at by watch where it died before the record of the experiment was back', async () => {
    const ports = afterTheLoss(await mission());
    await startUpkeep(ports, E, 'REBUILD', 'ada');
    ports.queues.ingest.hints.length = 0;
    const rebuilding = { experiment: E, upkeep: 'REBUILD' } as const;
    await watch(ports);
    expect(ports.queues.ingest.hints).toEqual([rebuilding]);
    await settleAll(ports);
    expect((await showUpkeep(ports, E, 'REBUILD')).endedAt).toBeDefined();
    ports.clock.advance(7200);
    await watch(ports);
    expect(
      await Array.fromAsync(ports.catalogue.list(rebuildBegunKind, WATCHED, rebuildBegunPrefix)),
    ).toEqual([]);
  });

  it.each([
    ['before the first file', 0, /^3 runs of the rebuild died behind ~kept\/.*rebuild -e twins again/],
    ['after the last file', 1, /^3 runs of the rebuild died behind ~files\/d000005/],
  ])('ends, and says so, where every run dies %s', async (_, mayPut, why) => {
    const lost = await mission();
    const ports = afterTheLoss(lost);
    await startUpkeep(ports, E, 'REBUILD', 'ada');
    let puts = 0;
    // Its record is put back before the first file, and once more after the last.
    const dying = observed(ports, (call, act) => {
      if (call === 'put experiment' && puts++ >= mayPut) throw new Error('died');
      return act();
    });
    let runs = 0;
    for (; (await showUpkeep(ports, E, 'REBUILD')).endedAt === undefined && runs < 30; runs++) {
      ports.queues.ingest.hints.length = 0;
      await watch(ports);
      if (ports.queues.ingest.hints.length > 0)
        await runUpkeep(dying, { experiment: E, upkeep: 'REBUILD' }).catch(() => {});
    }
    const { differs, endedAt } = await showUpkeep(ports, E, 'REBUILD');
    expect(endedAt).toBeDefined();
    expect(runs).toBeLessThanOrEqual(6);
    expect(differs).toMatchObject([{ key: `${E}/UPKEEP#REBUILD`, why: expect.stringMatching(why) }]);
    expect((await upkeepOfTwins(ports, 'REBUILD')).differing).toBe(0);
    expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
  });

  it('waits for a file that another run reads, and is hinted at by watch alone', async () => {
    const lost = await mission();
    const ports = afterTheLoss(lost);
    const rebuilding = { experiment: E, upkeep: 'REBUILD' } as const;
    await startUpkeep(ports, E, 'REBUILD', 'ada');
    const dying = observed(ports, (call, act) => {
      if (call === 'raw.open') throw new Error('died');
      return act();
    });
    await expect(runUpkeep(dying, rebuilding)).rejects.toThrow('died');
    const isReading = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const slow = observed(ports, async (call, act) => {
      if (call === 'put head') {
        isReading.resolve();
        await mayEnd.promise;
      }
      return act();
    });
    const other = ingestDownlink(slow, { experiment: E, downlink: 'd000001' });
    await isReading.promise;
    ports.queues.ingest.hints.length = 0;
    for (let run = 1; run <= 2; run++) await runUpkeep(ports, rebuilding);
    expect((await showUpkeep(ports, E, 'REBUILD')).endedAt).toBeUndefined();
    expect((await loadRecord(ports, E)).rebuilding).toBe(true);
    expect(ports.queues.ingest.hints).not.toContainEqual(rebuilding);
    mayEnd.resolve();
    await other;
    await watch(ports);
    await settleAll(ports);
    expect((await showUpkeep(ports, E, 'REBUILD')).endedAt).toBeDefined();
    expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
  });

  it('goes on where a run died or came to the end of its time', async () => {
    const lost = await mission();
    const ports = afterTheLoss(lost);
    await startUpkeep(ports, E, 'REBUILD', 'ada');
    let runs = 0;
    for (; (await showUpkeep(ports, E, 'REBUILD')).endedAt === undefined && runs < 50; runs++) {
      await runUpkeep(hasty(ports), { experiment: E, upkeep: 'REBUILD' });
      ports.queues.ingest.hints.length = 0;
    }
    const { looked } = await showUpkeep(ports, E, 'REBUILD');
    // One for each thing that was kept, and for each file.
    expect(runs).toBeGreaterThanOrEqual(Object.values(looked).reduce((sum, one) => sum + one, 0));
    await settleAll(ports);
    expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
  });

  it('names a file that has other bytes than those that came, and reads the others', async () => {
    const lost = await mission();
    const other = TWIN_DEFINITION.replace('channel: humidity }', "channel: humidity, as: '%' }");
    await applyExperiment(lost, E, other, { newReading: true });
    // Of this one the receipt is kept, because it was read otherwise than it was announced.
    await rereadDownlink(lost, { experiment: E, downlink: 'd000002' }, 'ada');
    await settleAll(lost);
    for (const id of ['d000001', 'd000002']) {
      const key = `raw/${E}/${id}`;
      const bytes = lost.raw.objects.get(key)!;
      lost.raw.objects.set(key, id === 'd000001' ? bytes.subarray(1) : flipped(bytes, 8 * 40));
    }
    const ports = afterTheLoss(lost);
    const { differs, looked } = await upkeepOfTwins(ports, 'REBUILD');
    expect(differs).toMatchObject([
      { key: `raw/${E}/d000001`, why: expect.stringContaining('expected the declared 10810 bytes') },
      { key: `raw/${E}/d000002`, why: expect.stringContaining('other bytes than when it was taken in') },
    ]);
    expect(looked).toMatchObject({ files: 5 });
    const stateOf = async (id: string) =>
      (await ports.catalogue.get(receiptKind, receiptKey(E, id)))?.item.state;
    expect([await stateOf('d000001'), await stateOf('d000003')]).toEqual([
      'REFUSED',
      'INGESTED_WITH_REJECTS',
    ]);
  });

  it('names a file that nobody declared, and what is kept and damaged', async () => {
    const lost = await mission();
    lost.raw.declared.delete(`raw/${E}/d000003`);
    const [name, kept] = [...lost.kept.objects].find(([one]) => one.includes('DOWNLINK/d000005'))!;
    lost.kept.objects.set(name, flipped(kept, 300));
    const { differs } = await upkeepOfTwins(afterTheLoss(lost), 'REBUILD');
    expect(differs.map(({ key }) => key)).toEqual([`raw/${E}/d000003`, `kept/${name}`]);
  });
});

/** When things were taken in and learnt is told anew. */
function withoutTimes(answers: unknown): unknown {
  const text = JSON.stringify(answers, (name, value) =>
    /^(ingestedAt|learntAt|asOfWall)$/.test(name) ? undefined : value,
  );
  return JSON.parse(text);
}
