import { describe, expect, it } from 'vitest';
import { subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { headKind, headPrefix, readablePage } from '../../../../shared/domain/bucket/head.ts';
import { stoppedBy, triesKey, triesKind, untried } from '../../../../shared/domain/tries/tries.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { healDerived } from '../../../../shared/usecases/judge/heal-derived.ts';
import { markSubjectDue } from '../../../../shared/usecases/known/mark-subject-due.ts';
import { owe } from '../../../../shared/usecases/known/owe.ts';
import { runUpkeep } from '../../../../shared/usecases/upkeep/run-upkeep.ts';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { twinsApi } from '../../../support/api.ts';
import { endStateOf } from '../../../support/end-state.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { observed } from '../../../support/observed-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

const E = 'twins';

const sortsOf = ({ catalogue }: MemoryPorts, kind: string) =>
  [...(catalogue.partitions.get(E)?.keys() ?? [])].filter((sort) => sort.startsWith(`${kind}#`));

async function answers(ports: MemoryPorts) {
  const { anomalies, pending } = await listAnomalies(ports, E, {});
  return { anomalies, pending, archive: await hashArchive(ports, E) };
}

describe('what is damaged and derived', () => {
  it.each(['HOURS', 'DELTA', 'SUBJECT'])(
    'as an item %s goes, and comes again from segments',
    async (kind) => {
      const { ports } = await twinsApi();
      const sound = await answers(ports);
      const journal = sortsOf(ports, 'JOURNAL');
      const sorts = sortsOf(ports, kind);
      expect(sorts.length).toBeGreaterThan(0);
      for (const sort of sorts) expect(await healDerived(ports, `${E}/${sort}`)).toBe(true);
      await settleAll(ports);
      expect(sortsOf(ports, kind)).toEqual(sorts);
      expect(await answers(ports)).toEqual(sound);
      expect(sortsOf(ports, 'JOURNAL')).toEqual(journal);
    },
  );

  it('as a page is read by nobody and not judged until it is built, and the mark on it is owed', async () => {
    const { ports } = await twinsApi();
    const key = 'pages/experiment=twins/generation=1/unit=FU1/bucket=2026-02-06.page';
    expect(await healDerived(ports, key)).toBe(true);
    const [head] = (await Array.fromAsync(ports.catalogue.list(headKind, E, headPrefix(1, 'FU1')))).map(
      ({ item }) => item,
    );
    expect([readablePage(head!), head!.due]).toEqual([null, true]);
    expect((await answers(ports)).pending).toBe(1);
    await healDerived(ports, key);
    await settleAll(ports);
    expect((await answers(ports)).pending).toBe(0);
  });

  it('leaves the same end state as if nothing had been damaged', async () => {
    const [{ ports: sound }, { ports }] = [await twinsApi(), await twinsApi()];
    for (const key of [...ports.archive.objects.keys()]) await healDerived(ports, key);
    await settleAll(ports);
    expect(await endStateOf(ports, E)).toEqual(await endStateOf(sound, E));
  });

  it('as a list is named by nobody until all is found again', async () => {
    const { ports } = await twinsApi();
    const key = subjectKey(E, 1, 'unit', 'FU1');
    const listOf = async () => (await ports.catalogue.get(subjectKind, key))?.item.anomalies;
    const list = await listOf();
    await healDerived(ports, list!.key);
    expect(await listOf()).toBeNull();
    await settleAll(ports);
    expect((await listOf())?.digest).toBe(list!.digest);
  });

  it('as a list is not named again by a judging that began before', async () => {
    const { ports } = await twinsApi();
    const at = { experiment: E, generation: 1 };
    await markSubjectDue(ports, at, { kind: 'unit', id: 'FU1' }, null);
    const key = subjectKey(E, 1, 'unit', 'FU1');
    const begun = (await ports.catalogue.get(subjectKind, key))!;
    let puts = 0;
    const dying = observed(ports, async (call, act) => {
      if (call === 'put subject' && ++puts === 2) throw new Error('died');
      return act();
    });
    await expect(healDerived(dying, begun.item.anomalies!.key)).rejects.toThrow('died');
    const healed = (await ports.catalogue.get(subjectKind, key))!.item;
    expect(healed).toMatchObject({ anomalies: null, closed: null, since: null, due: true });
    expect(healed.v).toBeGreaterThan(begun.item.v);
  });
});

it('as what was tried in vain is tried again, and no note stays that says it is stopped', async () => {
  const { ports } = await twinsApi();
  const { key, item } = (await Array.fromAsync(ports.catalogue.list(headKind, E, headPrefix(1, 'FU1'))))[0]!;
  await owe(ports, key, 'test');
  await owe(ports, key, stoppedBy(item.v));
  await ports.catalogue.put(triesKind, triesKey(key), { ...untried(item.v, 'code'), stopped: true }, null);
  expect((await listAnomalies(ports, E, {})).stopped).toBe(1);
  expect(await healDerived(ports, `${E}/${triesKey(key).sort}`)).toBe(true);
  await watch(ports);
  await settleAll(ports);
  expect([sortsOf(ports, 'TRIES'), sortsOf(ports, 'OWED')]).toEqual([[], []]);
});

it.each([
  ['before the experiment is back', 'kept.read', 0],
  ['among the files', 'raw.open', 1],
])('as the record of a rebuild that died %s begins it again', async (_, dies, at) => {
  const { ports: lost } = await twinsApi();
  const { raw, kept, uploads, clock } = lost;
  const ports = { ...memoryPorts(), raw, kept, uploads, clock };
  await startUpkeep(ports, E, 'REBUILD', 'ada');
  ports.queues.ingest.hints.length = 0;
  let met = 0;
  const mortal = observed(ports, (call, act) => {
    if (call === dies && met++ === at) throw new Error('died');
    return act();
  });
  await expect(runUpkeep(mortal, { experiment: E, upkeep: 'REBUILD' })).rejects.toThrow('died');
  expect(await healDerived(ports, `${E}/UPKEEP#REBUILD`)).toBe(true);
  await settleAll(ports);
  expect((await showUpkeep(ports, E, 'REBUILD')).endedAt).toBeDefined();
  expect(await hashArchive(ports, E)).toEqual(await hashArchive(lost, E));
  expect(await healDerived(ports, `${E}/UPKEEP#REBUILD`)).toBe(true);
  expect(sortsOf(ports, 'UPKEEP')).toEqual([]);
});

it('as the record of a verification begins it again, under way or ended', async () => {
  const { ports } = await twinsApi();
  await startUpkeep(ports, E, 'VERIFY', 'ada');
  for (let i = 0; i < 2; i++) {
    ports.queues.ingest.hints.length = 0;
    expect(await healDerived(ports, `${E}/UPKEEP#VERIFY`)).toBe(true);
    expect(await showUpkeep(ports, E, 'VERIFY')).toMatchObject({
      looked: {},
      startedBy: expect.stringMatching(/^unknown/),
    });
    expect(ports.queues.ingest.hints).toEqual([{ experiment: E, upkeep: 'VERIFY' }]);
    await settleAll(ports);
    expect((await showUpkeep(ports, E, 'VERIFY')).endedAt).toBeDefined();
  }
});

it.each([
  'segments/experiment=twins/unit=FU1/bucket=2026-02-06/00000000000000000000000000000000.parquet',
  'rejects/experiment=twins/d000001/000000.csv',
  'twins/HEAD#g1#FU1#2026-02-06',
  'twins/DOWNLINK#d000001',
  'EXPERIMENTS/twins',
])('%s is made of what people sent: nothing replaces it', async (key) => {
  const { ports } = await twinsApi();
  expect(await healDerived(ports, key)).toBe(false);
});
