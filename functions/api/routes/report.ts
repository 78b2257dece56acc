import { deltaQuerySchema } from '../../../shared/contract/deltas.ts';
import { wholeNumber } from '../../../shared/contract/wire.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

/** A pair is a part. */
const MOST_PARTS = 1000;

export function reportRoutes(api: Api): void {
  api.serveBytes(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/report',
      resource: 'deltas',
      id: 'getReport',
      right: 'READ',
      title: 'Report to read and print',
      summary:
        'The whole experiment as one HTML page without scripts, which loads nothing: what arrived, flight against ground, genes, pits, the literature beside them, findings, alarms and methods.',
      params: inExperiment,
      query: deltaQuerySchema.omit({ snapshot: true, since: true }).extend({
        next: wholeNumber(1, MOST_PARTS).optional().meta({
          description:
            'The part of the page of that number, from 1 on: the parts behind each other are the page. Left out, the whole page, which of many pairs takes longer than an answer may.',
        }),
      }),
      status: 200,
      mediaType: 'text/html',
      description: 'The page, or a part of it.',
    },
    async ({ ports, params: { experiment }, query: { next, ...query } }) => {
      // Beside what a cold start loads: few ask for a page.
      const { reportPage, reportPart } = await import('../report/page.ts');
      if (next === undefined)
        return { bytes: Buffer.from(await reportPage(ports, experiment, query)), next: null };
      const { html, isLast } = await reportPart(ports, experiment, query, next);
      return { bytes: Buffer.from(html), next: isLast ? null : String(next + 1) };
    },
  );
}
