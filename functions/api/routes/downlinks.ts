import {
  downlinksQuerySchema,
  newDownlinkSchema,
  receiptSchema,
  receiptsSchema,
  rejectsQuerySchema,
} from '../../../shared/contract/downlinks.ts';
import type { Ports } from '../../../shared/ports.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import { announceDownlink } from '../../../shared/usecases/announce-downlink.ts';
import { redriveDownlink } from '../../../shared/usecases/fail-downlink.ts';
import { listReceipts, readRejects, showReceipt } from '../../../shared/usecases/show-receipt.ts';
import { type Api, LONGEST_ANSWER } from '../api.ts';
import { csvPage } from '../csv-page.ts';
import { afterOf, tokenOf } from '../page-token.ts';
import { readJson } from '../read-body.ts';
import { inDownlink, inExperiment, NOTHING } from './parameters.ts';

export function downlinksRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks',
      resource: 'downlinks',
      summary: 'Opens a receipt and answers the link to which the file goes, once.',
      params: inExperiment,
      query: NOTHING,
      body: { 'application/json': newDownlinkSchema },
      status: 201,
      answer: receiptSchema,
    },
    async ({ params, holder, context }) => {
      const request = parsePart('body', newDownlinkSchema, await readJson(context));
      return announceDownlink(ports, params.experiment, request, holder);
    },
  );
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/redrive',
      resource: 'downlinks',
      summary: 'Sends a downlink that FAILED on its way again; its bytes are here.',
      params: inDownlink,
      query: NOTHING,
      status: 202,
      answer: receiptSchema,
    },
    ({ params }) => redriveDownlink(ports, params),
  );
  readRoutes(api, ports);
}

function readRoutes(api: Api, ports: Ports): void {
  const common = { method: 'get', resource: 'downlinks', status: 200 } as const;
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks',
      summary: 'The receipts in the order they were announced, a hundred at a time.',
      params: inExperiment,
      query: downlinksQuerySchema,
      answer: receiptsSchema,
    },
    async ({ params, query }) => {
      const { next, ...page } = await listReceipts(ports, params.experiment, afterOf(query.next));
      return { ...page, ...(next !== undefined && { next: tokenOf(next) }) };
    },
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks/{downlink}',
      summary: 'What became of one downlink, with the verdict in five lines.',
      params: inDownlink,
      query: NOTHING,
      answer: receiptSchema,
    },
    ({ params }) => showReceipt(ports, params.experiment, params.downlink),
  );
  api.serveBytes(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/rejects',
      summary:
        'What was rejected, and why. A long table is answered in parts: the Link header names the next.',
      params: inDownlink,
      query: rejectsQuerySchema,
      mediaType: 'text/csv',
      description: 'line,column,code,message,text',
    },
    ({ params, query }) =>
      csvPage(readRejects(ports, params.experiment, params.downlink), query.next ?? 0, LONGEST_ANSWER),
  );
}
