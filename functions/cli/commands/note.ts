import { Command } from 'commander';
import { noteSchema, notesSchema } from '../../../shared/contract/notes.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { notesText } from '../text/notes-text.ts';

interface NoteOptions extends ExperimentOptions {
  readonly at?: string;
  readonly unit?: string;
}

export function noteCommand(): Command {
  const command = new Command('note')
    .argument('[text]', 'one line for those who come next; without it the notes are listed')
    .description('add a note at a point in time, or list the notes');
  return withExperiment(command)
    .option('--at <instant>', 'what it is about, ISO 8601 with offset (now, if not given)')
    .option('--unit <id>', 'the unit it is about (all, if not given); without a text: of this unit only')
    .action(async (text: string | undefined, options: NoteOptions, self: Command) => {
      const { experiment, at, unit } = options;
      if (text === undefined && at !== undefined)
        self.error('expected the text of a note with --at, got none');
      const { client, print } = await contextOf(options);
      const path = pathOf(experiment, 'notes');
      if (text === undefined) {
        print(await client.get(path, notesSchema, { unit }), notesText);
        return;
      }
      const body = { type: 'application/json', body: JSON.stringify({ text, at, unit }) };
      print(await client.send('POST', path, body, noteSchema), (note, page) =>
        notesText({ notes: [note], known: 1 }, page),
      );
    });
}
