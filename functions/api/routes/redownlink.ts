import { redownlinkQuerySchema, redownlinkSchema } from '../../../shared/contract/redownlink.ts';
import type { Api } from '../http/api.ts';
import { factsOf } from '../http/facts.ts';
import { inExperiment } from './parameters.ts';

const TYPES = new Map([
  ['csv', 'text/csv'],
  ['json', 'application/json'],
]);

export function redownlinkRoutes(api: Api): void {
  // A link that somebody opens in a browser or a spreadsheet cannot say what it accepts.
  api.hono.use('/v1/experiments/:experiment/redownlink', async (context, next) => {
    const type = TYPES.get(context.req.query('format') ?? '');
    if (type !== undefined) {
      const headers = new Headers(context.req.raw.headers);
      headers.set('Accept', type);
      context.req.raw = new Request(context.req.raw, { headers });
    }
    await next();
  });
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/redownlink',
      resource: 'contacts',
      id: 'getRedownlink',
      right: 'READ',
      title: 'What to request again',
      summary:
        'What to ask for again, the most precious first, and until when; what will come by itself is left out.',
      params: inExperiment,
      query: redownlinkQuerySchema,
      status: 200,
      answer: redownlinkSchema,
      csv: ({ ranges, ...rest }) => ({
        facts: factsOf(rest, []),
        header: [
          'unit',
          'channel',
          'from',
          'to',
          'samples',
          'cause',
          'reason',
          'priority',
          'downlinks',
          'overwrittenFrom',
          'overwrittenTo',
        ],
        rows: ranges.map(
          ({ unit, channels, from, to, samples, cause, reason, priority, downlinks, overwritten }) => [
            ...[unit, channels.join(' '), from, to],
            ...[samples, cause, reason, priority, downlinks?.join(' ')],
            ...[overwritten?.from, overwritten?.to],
          ],
        ),
      }),
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads, with the verdicts that need it too.
      const { queryRedownlink } = await import('../../../shared/usecases/answer/query-redownlink.ts');
      return queryRedownlink(ports, params.experiment, query);
    },
  );
}
