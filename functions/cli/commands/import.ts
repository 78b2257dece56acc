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
      'import a folder that export made, and list the tables that come out differently here; exit code 1 if one does',
    );
  return withStack(command)
    .option('--osdr', 'the folder is ISA-Tab with a Howship manifest (the only kind that can be imported)')
    .option('--timeout <seconds>', 'stop waiting after this time', secondsOf, 900)
    .action(async (folder: string, { osdr, timeout, ...shared }: ImportOptions) => {
      if (osdr !== true) command.error('expected --osdr, got none: no other kind of folder can be imported');
      const { importOsdr } = await import('../osdr/import-osdr.ts');
      const context = await contextOf(shared);
      const imported = await importOsdr(context, folder, timeout);
      context.print(imported, importedText);
      if (!imported.isSame) process.exitCode = 1;
    });
}
