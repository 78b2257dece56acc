import { describe, expect, it } from 'vitest';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { addHolder } from '../../../../shared/usecases/holders/add-holder.ts';
import { listHolders } from '../../../../shared/usecases/holders/list-holders.ts';
import { revokeHolder } from '../../../../shared/usecases/holders/revoke-holder.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const START = '2026-05-01T00:00:00Z';
const SECRET = new Map([
  ['operator', 'token-of-the-operator'],
  ['old-team', 'token-of-an-old-team'],
]);
const given = (token: string) => ({ token, by: 'operator', secret: SECRET });
const add = (ports: MemoryPorts, holder: string, experiments: 'ALL' | string[] = 'ALL') =>
  addHolder(ports, { holder, right: 'READ', experiments }, given(`the-new-token-of-${holder}`));

describe('a token', () => {
  it('is answered once, with what it may do and which experiments are not there yet', async () => {
    const ports = memoryPorts();
    ports.clock.setTo(START);
    await applyExperiment(ports, 'twins', TWIN_DEFINITION);
    const added = await add(ports, 'ada', ['twins', 'later', 'twins']);
    expect(added).toEqual({
      holder: 'ada',
      right: 'READ',
      experiments: ['later', 'twins'],
      addedAt: expect.stringMatching(/^2026-05-01T00:00:00/),
      addedBy: 'operator',
      token: 'the-new-token-of-ada',
      unknownExperiments: ['later'],
    });
    expect(JSON.stringify(await listHolders(ports, SECRET))).not.toMatch(/the-new-token|[0-9a-f]{64}/);
  });

  it('is handed out under a name of its own, also where the secret has that name', async () => {
    const ports = memoryPorts();
    ports.clock.setTo(START);
    await add(ports, 'ada');
    for (const [name, why] of [
      ['ada', 'by operator)'],
      ['old-team', 'it stands in the secret of the stack'],
      ['operator', 'it is that of the token that the stack made for itself'],
    ] as const)
      await expect(add(ports, name)).rejects.toThrow(why);
  });

  it('is one of 200 at most that are let in', async () => {
    const ports = memoryPorts();
    ports.clock.setTo(START);
    for (let i = 0; i < 200; i++) await add(ports, `team-${i}`);
    await expect(add(ports, 'one-more')).rejects.toMatchObject({ code: 'holder.too-many' });
    await revokeHolder(ports, 'team-7', given(''));
    await add(ports, 'one-more');
  });
});
