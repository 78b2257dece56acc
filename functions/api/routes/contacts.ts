import {
  appliedContactsSchema,
  contactsSchema,
  newContactsSchema,
} from '../../../shared/contract/contacts.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Api } from '../http/api.ts';
import { readText } from '../http/read-body.ts';
import { inExperiment, NOTHING } from './parameters.ts';

export function contactsRoutes(api: Api, ports: Ports): void {
  const common = {
    path: '/v1/experiments/{experiment}/contacts',
    resource: 'contacts',
    params: inExperiment,
    query: NOTHING,
    status: 200,
  } as const;
  api.serve(
    {
      ...common,
      method: 'put',
      id: 'putContacts',
      title: 'Put a contact plan in force',
      summary: 'Puts a contact plan in force. The same contacts again change nothing.',
      body: {
        'text/csv': 'The header aos,los,station,id (the first two at least), then a row a contact.',
        'application/json': newContactsSchema,
      },
      answer: appliedContactsSchema,
    },
    // The text itself says which it is, whatever the type that the sender's tool named.
    async ({ params, holder, context }) => {
      const { applyContacts } = await import('../../../shared/usecases/define/apply-contacts.ts');
      return applyContacts(ports, params.experiment, await readText(context), holder);
    },
  );
  api.serve(
    {
      ...common,
      method: 'get',
      id: 'getContacts',
      title: 'Show the contact plan',
      summary: 'The contact plan in force.',
      answer: contactsSchema,
      csv: ({ contacts }) => ({
        header: ['aos', 'los', 'station', 'id'],
        rows: contacts.map(({ aos, los, station, id }) => [aos, los, station, id]),
      }),
    },
    async ({ params }) => {
      const { showContacts } = await import('../../../shared/usecases/define/apply-contacts.ts');
      return showContacts(ports, params.experiment);
    },
  );
}
