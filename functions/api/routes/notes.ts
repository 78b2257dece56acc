import { newNoteSchema, noteSchema, notesQuerySchema, notesSchema } from '../../../shared/contract/notes.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { readJson } from '../http/read-body.ts';
import { inExperiment, NOTHING } from './parameters.ts';

export function notesRoutes(api: Api): void {
  const common = {
    path: '/v1/experiments/{experiment}/notes',
    resource: 'notes',
    params: inExperiment,
  };
  api.serve(
    {
      ...common,
      method: 'get',
      status: 200,
      id: 'listNotes',
      right: 'READ',
      title: 'List the notes',
      summary: 'What people wrote on the time axis, in order of what it is about; the newest 500.',
      query: notesQuerySchema,
      answer: notesSchema,
    },
    async ({ ports, params, query }) => {
      const { listNotes } = await import('../../../shared/usecases/tell/list-notes.ts');
      return listNotes(ports, params.experiment, query);
    },
  );
  api.serve(
    {
      ...common,
      method: 'post',
      status: 201,
      id: 'writeNote',
      right: 'OPERATE',
      title: 'Write a note',
      summary: 'Puts a note on the time axis, for those who come next. Nothing is ever changed.',
      query: NOTHING,
      body: { 'application/json': newNoteSchema },
      answer: noteSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { writeNote } = await import('../../../shared/usecases/tell/write-note.ts');
      const note = parsePart('body', newNoteSchema, await readJson(context));
      return writeNote(ports, params.experiment, note, holder);
    },
  );
}
