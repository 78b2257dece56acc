import * as z from 'zod';
import {
  addedHolderSchema,
  holderOnWireSchema,
  holdersSchema,
  inHolder,
  newHolderSchema,
} from '../../../shared/contract/holders.ts';
import { newToken, type TokensByHolder } from '../../../shared/runtime/bearer-tokens.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { logDamaged } from '../http/log-damaged.ts';
import { readJson } from '../http/read-body.ts';
import { NOTHING } from './parameters.ts';

/** What the use cases do is loaded when it is asked for: tokens are handed out seldom. */
export function holdersRoutes(api: Api, secret: () => Promise<TokensByHolder>): void {
  const common = { right: 'OPERATE_ALL', resource: 'holders', query: NOTHING } as const;
  api.serve(
    {
      ...common,
      method: 'post',
      path: '/v1/holders',
      id: 'addHolder',
      title: 'Hand out a token',
      summary:
        'Makes a token of its own for a person, a program or a station, with what it may do. The answer is the only place where it stands.',
      params: z.object({}),
      body: { 'application/json': newHolderSchema },
      status: 201,
      answer: addedHolderSchema,
    },
    async ({ ports, holder, context }) => {
      const { addHolder } = await import('../../../shared/usecases/holders/add-holder.ts');
      const asked = parsePart('body', newHolderSchema, await readJson(context));
      return addHolder(ports, asked, { token: newToken(), by: holder, secret: await secret() });
    },
  );
  api.serve(
    {
      ...common,
      method: 'get',
      path: '/v1/holders',
      id: 'listHolders',
      title: 'List who holds a token',
      summary: 'Who is let in, with what each may do, and whose tokens were revoked, by whom and when.',
      params: z.object({}),
      status: 200,
      answer: holdersSchema,
    },
    async ({ ports }) => {
      const { listHolders } = await import('../../../shared/usecases/holders/list-holders.ts');
      const answer = await listHolders(ports, await secret());
      logDamaged(answer.damaged);
      return answer;
    },
  );
  api.serve(
    {
      ...common,
      method: 'post',
      path: '/v1/holders/{holder}/revoke',
      id: 'revokeHolder',
      title: 'Revoke a token',
      summary: 'Lets the token of that name in no more: within a minute, wherever it was used before.',
      params: inHolder,
      status: 200,
      answer: holderOnWireSchema,
    },
    async ({ ports, params, holder }) => {
      const { revokeHolder } = await import('../../../shared/usecases/holders/revoke-holder.ts');
      return revokeHolder(ports, params.holder, { by: holder, secret: await secret() });
    },
  );
}
