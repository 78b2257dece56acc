import { describe, expect, it } from 'vitest';
import { addHolder } from '../../../../shared/usecases/holders/add-holder.ts';
import { listHolders } from '../../../../shared/usecases/holders/list-holders.ts';
import { revokeHolder } from '../../../../shared/usecases/holders/revoke-holder.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';

const START = '2026-05-01T00:00:00Z';
const SECRET = new Map([
  ['operator', 'token-of-the-operator'],
  ['old-team', 'token-of-an-old-team'],
]);
const given = (token: string) => ({ token, by: 'operator', secret: SECRET });
const add = (ports: MemoryPorts, holder: string, experiments: 'ALL' | string[] = 'ALL') =>
  addHolder(ports, { holder, right: 'READ', experiments }, given(`the-new-token-of-${holder}`));

describe('a token that is revoked', () => {
  it('says by whom and when, and frees its name; once more nothing changes', async () => {
    const ports = memoryPorts();
    ports.clock.setTo(START);
    await add(ports, 'ada');
    ports.clock.advance(60);
    const revoked = await revokeHolder(ports, 'ada', { by: 'bob', secret: SECRET });
    expect(revoked).toMatchObject({
      revokedAt: expect.stringMatching(/^2026-05-01T00:01:00/),
      revokedBy: 'bob',
    });
    ports.clock.advance(60);
    expect(await revokeHolder(ports, 'ada', given(''))).toEqual(revoked);
    await addHolder(
      ports,
      { holder: 'ada', right: 'OPERATE', experiments: 'ALL' },
      given('a-second-token-of-ada'),
    );
    const { holders, revokedInAll } = await listHolders(ports, SECRET);
    expect(holders.map(({ holder, right, revokedBy }) => [holder, right, revokedBy])).toEqual([
      ['ada', 'OPERATE', undefined],
      ['old-team', 'OPERATE', undefined],
      ['operator', 'OPERATE', undefined],
      ['ada', 'READ', 'bob'],
    ]);
    expect(revokedInAll).toBe(1);
  });

  it('may be one of the secret, whose name is free then', async () => {
    const ports = memoryPorts();
    ports.clock.setTo(START);
    await revokeHolder(ports, 'old-team', given(''));
    const { holders } = await listHolders(ports, SECRET);
    expect(holders.map(({ holder, revokedBy }) => [holder, revokedBy])).toEqual([
      ['operator', undefined],
      ['old-team', 'operator'],
    ]);
    await add(ports, 'old-team');
  });

  it('is never that of the operator, nor one that nobody has', async () => {
    const ports = memoryPorts();
    ports.clock.setTo(START);
    await expect(revokeHolder(ports, 'operator', given(''))).rejects.toMatchObject({
      kind: 'conflict',
      code: 'holder.operator',
    });
    await expect(revokeHolder(ports, 'old-taem', given(''))).rejects.toThrow(
      'expected a known holder, got "old-taem"; did you mean "old-team"?',
    );
  });
});
