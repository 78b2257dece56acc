import {
  downlinksQuerySchema,
  newDownlinkSchema,
  receiptSchema,
  receiptsSchema,
  rejectsQuerySchema,
  uploadSchema,
} from '../../../shared/contract/downlinks.ts';
import type { Ports } from '../../../shared/ports.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import { showDownlink } from '../../../shared/usecases/answer/show-downlink.ts';
import { listReceipts, readRejects } from '../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../shared/usecases/arrive/announce-downlink.ts';
import { redriveDownlink } from '../../../shared/usecases/arrive/fail-downlink.ts';
import { completeUpload, resumeUpload } from '../../../shared/usecases/arrive/upload-parts.ts';
import { type Api, LONGEST_ANSWER } from '../http/api.ts';
import { csvPage } from '../http/csv-page.ts';
import { afterOf, tokenOf } from '../http/page-token.ts';
import { readJson } from '../http/read-body.ts';
import { inDownlink, inExperiment, NOTHING } from './parameters.ts';

export function downlinksRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks',
      resource: 'downlinks',
      summary:
        'Opens a receipt and answers the link to which the file goes, once; above 100 MiB a link for each part. A dry run takes nothing in.',
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
  uploadRoutes(api, ports);
  readRoutes(api, ports);
}

function uploadRoutes(api: Api, ports: Ports): void {
  const common = {
    path: '/v1/experiments/{experiment}/downlinks/{downlink}/upload',
    resource: 'downlinks',
    params: inDownlink,
    query: NOTHING,
  } as const;
  api.serve(
    {
      ...common,
      method: 'get',
      summary: 'Fresh links for the parts that have not arrived: a broken upload goes on with them.',
      status: 200,
      answer: uploadSchema,
    },
    ({ params }) => resumeUpload(ports, params),
  );
  api.serve(
    {
      ...common,
      method: 'post',
      summary:
        'Completes an upload in parts once every part has arrived. The file is then ingested like any other.',
      status: 202,
      answer: receiptSchema,
    },
    ({ params }) => completeUpload(ports, params),
  );
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
    ({ params }) => showDownlink(ports, params.experiment, params.downlink),
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
