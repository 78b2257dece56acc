import { expect, it } from 'vitest';
import {
  REFUSED_DROPS,
  refusedDropKey,
  refusedDropKind,
} from '../../../../shared/domain/drop/drop-records.ts';
import {
  EXPERIMENTS,
  experimentKey,
  experimentKind,
} from '../../../../shared/domain/experiment/experiment-record.ts';
import { HOLDERS, holderKind } from '../../../../shared/domain/holder/holder-record.ts';
import { compareAcross } from '../../../../shared/usecases/answer/compare-across.ts';
import { listRefusedDrops } from '../../../../shared/usecases/answer/list-refused-drops.ts';
import { listExperiments } from '../../../../shared/usecases/answer/show-experiment.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { addHolder } from '../../../../shared/usecases/holders/add-holder.ts';
import { seenPorts } from '../../../../shared/usecases/holders/seen-ports.ts';
import { acrossPorts, FLIGHT_EXPERIMENT, RPM_EXPERIMENT } from '../../../support/across-experiments.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const idsIn = async (items: AsyncIterable<{ readonly key: { readonly sort: string } }>) =>
  (await Array.fromAsync(items)).map(({ key }) => key.sort);
const sees =
  (...seen: string[]) =>
  (experiment: string) =>
    seen.includes(experiment);

async function fourTeams() {
  const ports = memoryPorts();
  for (const id of ['a', 'b', 'c', 'd'])
    await applyExperiment(ports, id, TWIN_DEFINITION.replace('id: twins', `id: ${id}`));
  return ports;
}

it('lists those that are seen, as many as are asked for', async () => {
  const seen = seenPorts(await fourTeams(), sees('b', 'd'));
  for (const [limit, expected] of [
    [undefined, ['b', 'd']],
    [1, ['b']],
    [2, ['b', 'd']],
  ] as const) {
    const page = limit === undefined ? {} : { limit };
    expect(await idsIn(seen.catalogue.list(experimentKind, EXPERIMENTS, '', page))).toEqual(expected);
    expect(await idsIn(seen.catalogue.versions(experimentKind, EXPERIMENTS, '', page))).toEqual(expected);
  }
  const answer = await listExperiments(seen);
  expect(answer.experiments.map(({ id }) => id)).toEqual(['b', 'd']);
  expect(answer.lost).toBeUndefined();
});

it('has nothing of another one: no item, no due mark, nothing that is kept, and writes nothing', async () => {
  const ports = await fourTeams();
  const seen = seenPorts(ports, sees('b'));
  const record = await ports.catalogue.get(experimentKind, experimentKey('a'));
  expect(await seen.catalogue.get(experimentKind, experimentKey('a'))).toBeNull();
  expect(await idsIn(seen.catalogue.list(experimentKind, 'a', ''))).toEqual([]);
  expect(await Array.fromAsync(seen.catalogue.due('a'))).toEqual([]);
  expect(await Array.fromAsync(seen.kept.experiments())).toEqual(['b']);
  for (const none of [seen.kept.names('a/'), seen.kept.names('')])
    expect(await Array.fromAsync(none)).toEqual([]);
  expect(await Array.fromAsync(seen.kept.downlinks('a'))).toEqual([]);
  expect(await Array.fromAsync(seen.kept.files('a'))).toEqual([]);
  const [kept] = await Array.fromAsync(ports.kept.names('a/'));
  await expect(seen.kept.read(kept!)).rejects.toThrow('no object has the key');
  await expect(seen.kept.put(kept!, new Uint8Array())).rejects.toThrow('cannot see it');
  await expect(
    seen.catalogue.put(experimentKind, experimentKey('a'), record!.item, record!.version),
  ).rejects.toThrow('cannot see it');
  await expect(seen.catalogue.remove(experimentKind, experimentKey('a'), record!.version)).rejects.toThrow(
    'cannot see it',
  );
});

it('shows nobody who holds tokens', async () => {
  const ports = memoryPorts();
  const given = { token: 'a-token-of-some-length', by: 'operator', secret: new Map() };
  await addHolder(ports, { holder: 'ada', right: 'READ', experiments: 'ALL' }, given);
  expect(await idsIn(seenPorts(ports, sees('a')).catalogue.list(holderKind, HOLDERS, ''))).toEqual([]);
});

it('compares with no other experiment, and says so as of one that nobody has made', async () => {
  const ports = await acrossPorts();
  const across = (other: string) =>
    compareAcross(seenPorts(ports, sees(FLIGHT_EXPERIMENT)), {
      endpoint: 'ctx',
      experiment: [FLIGHT_EXPERIMENT, other],
    });
  const sentence = async (other: string) =>
    across(other).then(String, ({ message }: Error) => message.replaceAll(other, 'X'));
  expect(await sentence(RPM_EXPERIMENT)).toContain('expected a known experiment, got "X"');
  expect(await sentence(RPM_EXPERIMENT)).toBe(await sentence('xyz'));
});

it('shows dropped files below the folders of its experiments', async () => {
  const ports = memoryPorts();
  for (const [i, key] of ['drop/a/x.csv', 'drop/b/y.csv', 'drop/readme.txt'].entries()) {
    const drop = { key, version: null, bytes: 1, at: 0, code: 'drop.odd-key', message: 'odd' };
    await ports.catalogue.put(refusedDropKind, refusedDropKey(String(i)), drop, null);
  }
  const own = sees('b');
  const listed = await listRefusedDrops(seenPorts(ports, own), own);
  expect(listed.refused.map(({ key }) => key)).toEqual(['drop/b/y.csv']);
  expect(REFUSED_DROPS.partition).toBe('DROP');
});
