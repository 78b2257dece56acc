import {
  appliedContactsSchema,
  contactsQuerySchema,
  contactsSchema,
  newContactsSchema,
  putContactsQuerySchema,
} from '../../../shared/contract/contacts.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import type { Api } from '../http/api.ts';
import { readText } from '../http/read-body.ts';
import { inExperiment } from './parameters.ts';

export function contactsRoutes(api: Api): void {
  const common = {
    path: '/v1/experiments/{experiment}/contacts',
    resource: 'contacts',
    params: inExperiment,
    status: 200,
  } as const;
  api.serve(
    {
      ...common,
      method: 'put',
      id: 'putContacts',
      right: 'OPERATE',
      title: 'Put a contact plan in force',
      summary:
        'Puts a table of contacts in force from its first contact on, or from the instant named; contacts of before stay. The same table again changes nothing.',
      query: putContactsQuerySchema,
      body: {
        'text/csv': 'The header aos,los,station,id (the first two at least), then a row a contact.',
        'application/json': newContactsSchema,
      },
      answer: appliedContactsSchema,
    },
    // The text itself says which it is, whatever the type that the sender's tool named.
    async ({ ports, params, query: { from, onlyNew = false }, holder, context }) => {
      const { applyContacts } = await import('../../../shared/usecases/define/apply-contacts.ts');
      const asked = { from: from === undefined ? null : parseInstant(from), onlyNew };
      return applyContacts(ports, params.experiment, await readText(context), holder, asked);
    },
  );
  api.serve(
    {
      ...common,
      method: 'get',
      id: 'getContacts',
      right: 'READ',
      title: 'Show the contact plan',
      summary: 'The contact plan in force, or as it was known at an instant, and when it was changed.',
      query: contactsQuerySchema,
      answer: contactsSchema,
      csv: ({ contacts }) => ({
        header: ['aos', 'los', 'station', 'id'],
        rows: contacts.map(({ aos, los, station, id }) => [aos, los, station, id]),
      }),
    },
    async ({ ports, params, query: { at } }) => {
      const { showContacts } = await import('../../../shared/usecases/define/apply-contacts.ts');
      return showContacts(ports, params.experiment, at === undefined ? null : parseInstant(at));
    },
  );
}
