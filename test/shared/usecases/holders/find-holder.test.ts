import { expect, it } from 'vitest';
import { HOLDERS, holderKind } from '../../../../shared/domain/holder/holder-record.ts';
import type { Ports } from '../../../../shared/ports.ts';
import { addHolder } from '../../../../shared/usecases/holders/add-holder.ts';
import { holderFinder } from '../../../../shared/usecases/holders/find-holder.ts';
import { revokeHolder } from '../../../../shared/usecases/holders/revoke-holder.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const SECRET = new Map([
  ['operator', 'token-of-the-operator'],
  ['old-team', 'token-of-an-old-team'],
]);
const nameOf = async (token: string) => [...SECRET].find(([, one]) => one === token)?.[0] ?? null;
const TOKEN = 'token-of-kiruna-123456';
const given = { token: TOKEN, by: 'operator', secret: SECRET };

async function kiruna() {
  const ports = memoryPorts();
  await addHolder(ports, { holder: 'kiruna', right: 'UPLOAD', experiments: ['osteo'] }, given);
  return ports;
}

/** The ports, and which items were asked for. */
function counting(ports: Ports) {
  const asked: string[] = [];
  const catalogue: Ports['catalogue'] = Object.create(ports.catalogue, {
    get: {
      value: (kind: never, key: { readonly sort: string }) => {
        asked.push(key.sort);
        return ports.catalogue.get(kind, key as never);
      },
    },
  });
  return { asked, ports: { catalogue, clock: ports.clock } };
}

it('of a token that was handed out is told with its right and its experiments', async () => {
  const find = holderFinder(await kiruna(), nameOf);
  expect(await find(TOKEN)).toEqual({ name: 'kiruna', right: 'UPLOAD', experiments: new Set(['osteo']) });
  expect(await find(`${TOKEN}0`)).toBeNull();
});

it('is let in by the secret of the stack as before, with every right', async () => {
  const find = holderFinder(memoryPorts(), nameOf);
  expect(await find('token-of-an-old-team')).toEqual({
    name: 'old-team',
    right: 'OPERATE',
    experiments: null,
  });
});

it('is let in no more 30 s after the token was revoked, wherever it was asked with, also one of the secret', async () => {
  const ports = await kiruna();
  const find = holderFinder(ports, nameOf);
  for (const [name, token] of [
    ['kiruna', TOKEN],
    ['old-team', 'token-of-an-old-team'],
  ] as const) {
    expect(await find(token)).not.toBeNull();
    await revokeHolder(ports, name, given);
    ports.clock.advance(30);
    expect(await find(token), name).toBeNull();
  }
});

it('is looked up once in 30 s by one item, also where nobody holds the token, and the token stands in none', async () => {
  const ports = await kiruna();
  const counted = counting(ports);
  const find = holderFinder(counted.ports, nameOf);
  for (let i = 0; i < 5; i++) await Promise.all([find(TOKEN), find('nobody-has-this-token')]);
  expect(counted.asked).toHaveLength(2);
  const [stored] = await Array.fromAsync(ports.catalogue.list(holderKind, HOLDERS, ''));
  expect(counted.asked).toContain(stored!.key.sort);
  expect(JSON.stringify(stored)).not.toContain(TOKEN);
});
