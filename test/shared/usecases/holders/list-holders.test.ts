import { expect, it } from 'vitest';
import { addHolder } from '../../../../shared/usecases/holders/add-holder.ts';
import { listHolders } from '../../../../shared/usecases/holders/list-holders.ts';
import { revokeHolder } from '../../../../shared/usecases/holders/revoke-holder.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';

const SECRET = new Map([
  ['operator', 'token-of-the-operator'],
  ['old-team', 'token-of-an-old-team'],
]);
const given = (token: string) => ({ token, by: 'operator', secret: SECRET });
const add = (ports: MemoryPorts, holder: string, experiments: 'ALL' | string[] = 'ALL') =>
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
