import * as z from 'zod';
import { auditQuerySchema, auditSchema } from '../../../shared/contract/audit.ts';
import type { Api } from '../http/api.ts';
import { logDamaged } from '../http/log-damaged.ts';
import { afterOf, noPage, tokenOf } from '../http/page-token.ts';

export function auditRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/audit',
      resource: 'holders',
      id: 'getAudit',
      right: 'READ',
      title: 'Who changed what',
      summary:
        'Every change that was asked for, by whom, when, and with which answer, refused ones too; the last seven days, if no range is asked for. An entry without an answer says that it may have taken effect. Of a token that is held to experiments, what is of them.',
      params: z.object({}),
      query: auditQuerySchema,
      status: 200,
      answer: auditSchema,
    },
    async ({ ports, query: { next: token, ...asked }, sees, seesAll }) => {
      const { listAudit } = await import('../../../shared/usecases/audit/list-audit.ts');
      const after = placeOf(afterOf(token));
      const { page, next } = await listAudit(ports, asked, { after, sees, seesAll });
      logDamaged(page.damaged);
      return { ...page, ...(next !== null && { next: tokenOf(`${next.at}.${next.id}`) }) };
    },
  );
}

/** Where the page before ended: an instant that a number holds exactly, and the id of an entry. */
const PLACE = /^(?<at>\d{1,16})\.(?<id>[0-9a-f]+)$/;

function placeOf(after: string | undefined) {
  if (after === undefined) return null;
  const { at, id } = PLACE.exec(after)?.groups ?? {};
  if (at === undefined || id === undefined || !Number.isSafeInteger(Number(at))) throw noPage();
  return { at: Number(at), id };
}
