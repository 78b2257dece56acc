import { expect, it } from 'vitest';
import { Damaged } from '../../../../shared/domain/damaged.ts';
import { HOLDERS } from '../../../../shared/domain/holder/holder-record.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import type { Ports } from '../../../../shared/ports.ts';
import { addHolder } from '../../../../shared/usecases/holders/add-holder.ts';
import { holderFinder } from '../../../../shared/usecases/holders/find-holder.ts';
import { listHolders } from '../../../../shared/usecases/holders/list-holders.ts';
import { revokeHolder } from '../../../../shared/usecases/holders/revoke-holder.ts';
import { withDamaged } from '../../../support/damaged-items.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const SECRET = new Map([
  ['operator', 'token-of-the-operator'],
  ['old-team', 'token-of-an-old-team'],
]);
const given = (token: string) => ({ token, by: 'operator', secret: SECRET });
const add = (ports: Ports, holder: string, experiments: 'ALL' | string[] = 'ALL') =>
  addHolder(ports, { holder, right: 'READ', experiments }, given(`the-new-token-of-${holder}`));

it('lists those who are let in by name, then the last 500 whose tokens were revoked, and how many there were', async () => {
  const ports = memoryPorts();
  for (let i = 0; i < 502; i++) {
    await add(ports, `team-${i}`);
    await revokeHolder(ports, `team-${i}`, given(''));
  }
  await add(ports, 'ada', ['twins']);
  const { holders, revokedInAll } = await listHolders(ports, SECRET);
  expect(holders.slice(0, 4).map(({ holder, experiments }) => [holder, experiments])).toEqual([
    ['ada', ['twins']],
    ['old-team', 'ALL'],
    ['operator', 'ALL'],
    ['team-501', 'ALL'],
  ]);
  expect([holders.length, holders.at(-1)!.holder, revokedInAll]).toEqual([503, 'team-2', 502]);
});

it('names a token that is damaged, lets it in no more, and hides no other', async () => {
  const ports = memoryPorts();
  for (const name of ['ada', 'bob']) await add(ports, name);
  const sort = sha256('the-new-token-of-ada');
  const harmed = withDamaged(ports, [`${HOLDERS}/${sort}`]);
  const { holders, damaged } = await listHolders(harmed, new Map());
  expect(holders.map(({ holder }) => holder)).toEqual(['bob']);
  expect(damaged).toEqual([{ id: sort, key: `${HOLDERS}/${sort}` }]);
  const find = holderFinder(harmed, async () => null);
  await expect(find('the-new-token-of-ada')).rejects.toThrow(Damaged);
  expect((await find('the-new-token-of-bob'))?.name).toBe('bob');
  await revokeHolder(harmed, 'bob', given(''));
  await add(harmed, 'carl');
});
