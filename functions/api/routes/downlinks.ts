import {
  downlinksQuerySchema,
  fileLinkSchema,
  historySchema,
  linesQuerySchema,
  linesSchema,
  newDownlinkSchema,
  partLinkSchema,
  partSentSchema,
  receiptSchema,
  receiptsSchema,
  rejectsQuerySchema,
  uploadSchema,
} from '../../../shared/contract/downlinks.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import { type Api, LONGEST_ANSWER } from '../http/api.ts';
import { csvPage } from '../http/csv-page.ts';
import { logDamaged } from '../http/log-damaged.ts';
import { afterOf, tokenOf } from '../http/page-token.ts';
import { readJson } from '../http/read-body.ts';
import { correctionRoutes } from './downlink-corrections.ts';
import { noted } from './noted-file.ts';
import { inDownlink, inExperiment, inPart, NOTHING } from './parameters.ts';

/** What takes a file in is loaded when it is asked for: most requests read. */
export function downlinksRoutes(api: Api): void {
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks',
      resource: 'downlinks',
      id: 'announceDownlink',
      right: 'UPLOAD',
      title: 'Announce a file',
      summary:
        'Opens a receipt and answers the link to which the file goes, once; above 100 MiB, or from `partBytes` on, a link for each part. A dry run takes nothing in.',
      params: inExperiment,
      query: NOTHING,
      body: { 'application/json': newDownlinkSchema },
      status: 201,
      answer: receiptSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { announceDownlink } = await import('../../../shared/usecases/arrive/announce-downlink.ts');
      const request = parsePart('body', newDownlinkSchema, await readJson(context));
      return noted(context, await announceDownlink(ports, params.experiment, request, holder));
    },
  );
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/redrive',
      resource: 'downlinks',
      id: 'redriveDownlink',
      right: 'UPLOAD',
      title: 'Retry a file that failed',
      summary: 'Sends a downlink that FAILED on its way again; its bytes are here.',
      params: inDownlink,
      query: NOTHING,
      status: 202,
      answer: receiptSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { redriveDownlink } = await import('../../../shared/usecases/arrive/fail-downlink.ts');
      return noted(context, await redriveDownlink(ports, params, holder));
    },
  );
  correctionRoutes(api);
  uploadRoutes(api);
  partRoute(api);
  readRoutes(api);
}

function uploadRoutes(api: Api): void {
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
      id: 'renewUpload',
      right: 'UPLOAD',
      title: 'Renew the links of an upload',
      summary:
        'Fresh links for what has not arrived, the whole file or its parts: a broken or expired upload goes on with them.',
      status: 200,
      mayContradict: true,
      answer: uploadSchema,
    },
    async ({ ports, params }) => {
      const { resumeUpload } = await import('../../../shared/usecases/arrive/upload-parts.ts');
      return resumeUpload(ports, params);
    },
  );
  api.serve(
    {
      ...common,
      method: 'post',
      id: 'completeUpload',
      right: 'UPLOAD',
      title: 'Complete an upload in parts',
      summary:
        'Completes an upload in parts once every part has arrived. The file is then ingested like any other.',
      status: 202,
      answer: receiptSchema,
    },
    async ({ ports, params }) => {
      const { completeUpload } = await import('../../../shared/usecases/arrive/upload-parts.ts');
      return completeUpload(ports, params);
    },
  );
}

function partRoute(api: Api): void {
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/upload/parts/{part}',
      resource: 'downlinks',
      id: 'linkPart',
      right: 'UPLOAD',
      title: 'Ask for the link of a part',
      summary:
        'The link of one part, which takes the bytes of this digest only: for a file announced with partDigests.',
      params: inPart,
      query: NOTHING,
      body: { 'application/json': partSentSchema },
      status: 200,
      answer: partLinkSchema,
    },
    async ({ ports, params: { part, ...hint }, context }) => {
      const { linkPart } = await import('../../../shared/usecases/arrive/link-part.ts');
      const { sha256 } = parsePart('body', partSentSchema, await readJson(context));
      return linkPart(ports, hint, part, sha256);
    },
  );
}

function readRoutes(api: Api): void {
  const common = { method: 'get', resource: 'downlinks', status: 200 } as const;
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks',
      id: 'listDownlinks',
      right: 'READ',
      title: 'List the receipts',
      summary:
        'The receipts in the order they were announced, or the newest first, a hundred at a time; or those of one file, by its digest.',
      params: inExperiment,
      query: downlinksQuerySchema,
      answer: receiptsSchema,
    },
    async ({ ports, params, query }) => {
      const { listReceipts } = await import('../../../shared/usecases/answer/show-receipt.ts');
      const { next, ...page } = await listReceipts(ports, params.experiment, {
        after: afterOf(query.next, query.order),
        isNewestFirst: query.order === 'newest',
        sha256: query.sha256?.toLowerCase(),
      });
      logDamaged(page.damaged);
      return { ...page, ...(next !== undefined && { next: tokenOf(next, query.order) }) };
    },
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks/{downlink}',
      id: 'getDownlink',
      right: 'READ',
      title: 'Show a receipt',
      summary: 'What became of one downlink, with the verdict in five lines.',
      params: inDownlink,
      query: NOTHING,
      answer: receiptSchema,
    },
    async ({ ports, params }) => {
      const { showDownlink } = await import('../../../shared/usecases/answer/show-downlink.ts');
      return showDownlink(ports, params.experiment, params.downlink);
    },
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/history',
      id: 'getDownlinkHistory',
      right: 'READ',
      title: 'Show who put a file right',
      summary:
        'Who withdrew the downlink, had it read again or retried it, when and why, in the order of time.',
      params: inDownlink,
      query: NOTHING,
      answer: historySchema,
    },
    async ({ ports, params }) => {
      const { downlinkHistory } = await import('../../../shared/usecases/answer/downlink-history.ts');
      return downlinkHistory(ports, params.experiment, params.downlink);
    },
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/file',
      id: 'linkFile',
      right: 'READ',
      title: 'Ask for the file itself',
      summary: 'A link to the file as it came, byte for byte, with its size and SHA-256.',
      params: inDownlink,
      query: NOTHING,
      mayContradict: true,
      answer: fileLinkSchema,
    },
    async ({ ports, params }) => {
      const { linkFile } = await import('../../../shared/usecases/answer/link-file.ts');
      return linkFile(ports, params.experiment, params.downlink);
    },
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/lines',
      id: 'findLines',
      right: 'READ',
      title: 'Find the lines of a number',
      summary:
        'The way back: lines of the file that samples of a channel came from, that hold a text, or that stand around a line that was rejected. The file is read for it, as it came.',
      params: inDownlink,
      query: linesQuerySchema,
      mayContradict: true,
      answer: linesSchema,
    },
    async ({ ports, params, query }) => {
      const { findLines } = await import('../../../shared/usecases/report/find-lines.ts');
      return findLines(ports, params.experiment, params.downlink, query);
    },
  );
  api.serveBytes(
    {
      ...common,
      path: '/v1/experiments/{experiment}/downlinks/{downlink}/rejects',
      id: 'getRejects',
      right: 'READ',
      title: 'List what was rejected',
      summary:
        'What was rejected, and why. A long table is answered in parts: the Link header names the next.',
      params: inDownlink,
      query: rejectsQuerySchema,
      mediaType: 'text/csv',
      description: 'line,column,code,message,text',
    },
    async ({ ports, params, query }) => {
      const { readRejects } = await import('../../../shared/usecases/answer/show-receipt.ts');
      const rejects = readRejects(ports, params.experiment, params.downlink);
      return csvPage(rejects, query.next ?? 0, LONGEST_ANSWER);
    },
  );
}
