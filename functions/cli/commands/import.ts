import { Command } from 'commander';
import { importedText } from '../osdr/imported-text.ts';
import { contextOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { folderOf } from '../stack/options.ts';
import { secondsOf } from './upload.ts';

interface ImportOptions extends SharedOptions {
  readonly osdr?: boolean;
  readonly timeout: number;
}

export function importCommand(): Command {
  const command = new Command('import')
    .argument('<folder>', 'one that ./howship export --osdr wrote', folderOf)
    .description(
      'take a folder that was handed on into this home, and say which of its tables come out otherwise here; exit code 1 where one does',
    );
  return withStack(command)
    .option('--osdr', 'the folder is ISA-Tab with a manifest of Howship: the only kind that is taken in')
    .option('--timeout <seconds>', 'give up waiting after as long', secondsOf, 900)
    .action(async (folder: string, { osdr, timeout, ...shared }: ImportOptions) => {
      if (osdr !== true)
        command.error(
          'error: expected --osdr, the kind of folder that is taken in: ./howship import --osdr FOLDER',
        );
      const { importOsdr } = await import('../osdr/import-osdr.ts');
      const context = await contextOf(shared);
      const imported = await importOsdr(context, folder, timeout);
      context.print(imported, importedText);
      if (!imported.isSame) process.exitCode = 1;
    });
}
