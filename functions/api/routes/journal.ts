import { journalQuerySchema, journalSchema } from '../../../shared/contract/journal.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

export function journalRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/journal',
      resource: 'journal',
      id: 'getJournal',
      right: 'READ',
      title: 'Read the journal',
      summary:
        'What was learnt of anomalies and when, and which messages were sent to whom; the newest first.',
      params: inExperiment,
      query: journalQuerySchema,
      status: 200,
      answer: journalSchema,
    },
    async ({ ports, params, query }) => {
      const { showJournal } = await import('../../../shared/usecases/tell/show-journal.ts');
      return showJournal(ports, params.experiment, query);
    },
  );
}
