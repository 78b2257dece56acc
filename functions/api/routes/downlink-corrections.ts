/** Files that somebody puts right: withdrawn, or read again. */
import { receiptSchema, withdrawalSchema } from '../../../shared/contract/downlinks.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { readJson } from '../http/read-body.ts';
import { noted } from './noted-file.ts';
import { inDownlink, NOTHING } from './parameters.ts';

/** Loaded when it is asked for: few downlinks are put right. */
export function correctionRoutes(api: Api): void {
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/withdraw',
      resource: 'downlinks',
      id: 'withdrawDownlink',
      right: 'OPERATE',
      title: 'Withdraw a file',
      summary:
        'Says why a downlink is to count no more, or why nothing is expected any more of one that was refused. Its file stays; once nothing is pending, every answer is as if it had never come.',
      params: inDownlink,
      query: NOTHING,
      body: { 'application/json': withdrawalSchema },
      status: 200,
      answer: receiptSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { withdrawDownlink } = await import('../../../shared/usecases/arrive/withdraw-downlink.ts');
      const { reason } = parsePart('body', withdrawalSchema, await readJson(context));
      return noted(context, await withdrawDownlink(ports, params, { by: holder, reason }));
    },
  );
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/reread',
      resource: 'downlinks',
      id: 'rereadDownlink',
      right: 'OPERATE',
      title: 'Read a file again',
      summary:
        'Reads the file again under the definition in force. What is in force stays until the other reading takes its place; pages follow bucket by bucket, so that an answer may hold some of each until its pending is 0.',
      params: inDownlink,
      query: NOTHING,
      status: 202,
      answer: receiptSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { rereadDownlink } = await import('../../../shared/usecases/arrive/reread-downlink.ts');
      return noted(context, await rereadDownlink(ports, params, holder));
    },
  );
}
