import { expect, it } from 'vitest';
import { begunUpkeep, upkeepKey, upkeepKind } from '../../../../shared/domain/upkeep/upkeep-record.ts';
import { noteRebuild, unlistedRebuilds } from '../../../../shared/usecases/known/rebuilds-begun.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const NONE: ReadonlySet<string> = new Set();

it('a rebuild is found until its experiment is listed, and its note goes then', async () => {
  const ports = memoryPorts();
  await noteRebuild(ports, 'lost');
  await update(ports, upkeepKind, upkeepKey('lost', 'REBUILD'), () => begunUpkeep('REBUILD', 'ada', 0));
  ports.clock.advance(7200);
  expect(await unlistedRebuilds(ports, NONE)).toEqual(['lost']);
  expect(await unlistedRebuilds(ports, new Set(['lost']))).toEqual([]);
  expect(await unlistedRebuilds(ports, NONE)).toEqual([]);
});

it('a note waits an hour for its rebuild, which is written after it', async () => {
  const ports = memoryPorts();
  await noteRebuild(ports, 'lost');
  expect(await unlistedRebuilds(ports, NONE)).toEqual([]);
  const begin = () =>
    update(ports, upkeepKind, upkeepKey('lost', 'REBUILD'), () => begunUpkeep('REBUILD', 'ada', 0));
  await begin();
  expect(await unlistedRebuilds(ports, NONE)).toEqual(['lost']);
  await update(
    ports,
    upkeepKind,
    upkeepKey('lost', 'REBUILD'),
    (current) => current && { ...current, due: false },
  );
  ports.clock.advance(3600);
  expect(await unlistedRebuilds(ports, NONE)).toEqual([]);
  await begin();
  expect(await unlistedRebuilds(ports, NONE)).toEqual([]);
});
