import { access } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { presetNamed } from '../../../shared/domain/source-proposal/fit-preset.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { newDefinition } from '../../../shared/formats/source-proposal/new-definition.ts';
import { fileHead } from '../files/file-head.ts';
import { writeAll } from '../files/write-file.ts';
import { CliFailure } from '../stack/failure.ts';
import { processTerminal } from '../stack/terminal.ts';
import { PRESET_HELP } from '../text/presets-text.ts';

/** Enough for the first thousands of rows of each. */
const HEAD_BYTES = 256 * 1024;
const MOST_FILES = 200;

interface NewOptions {
  readonly id?: string;
  readonly output?: string;
  readonly preset?: string;
}

/** Asks no stack: the files are read where they are, and nothing is sent. */
export function experimentNewCommand(): Command {
  return new Command('new')
    .argument('<files...>', 'files of your loggers; one of each kind is enough')
    .description(
      'draft a definition from files alone, with every guess marked "?"; needs no stack and sends nothing',
    )
    .option('--id <id>', 'id of the experiment', 'draft')
    .option(
      '-o, --output <file>',
      'write the draft to this file; an existing file is not overwritten (default: print it)',
    )
    .option('--preset <id>', PRESET_HELP)
    .action(async (files: string[], { id = 'draft', output, preset }: NewOptions, self: Command) => {
      if (files.length > MOST_FILES)
        self.error(`expected at most ${MOST_FILES} files, got ${files.length}: one of each kind is enough`);
      const heads = [];
      for (const file of files) heads.push({ name: basename(file), ...(await fileHead(file, HEAD_BYTES)) });
      const kind = preset === undefined ? null : presetNamed(preset);
      const text = newDefinition(id, heads, Date.now() * 1000, kind);
      const terminal = processTerminal();
      if (output === undefined || output === '-') return terminal.out(text);
      if (await isThere(output))
        throw new CliFailure(
          'file.exists',
          `${output} is there already, and stays: name another file, or remove it`,
        );
      await writeAll(output, text);
      const guesses = text
        .split('\n')
        .filter((line) => line.includes('# ?') || /^\s*#\s+\?/.test(line)).length;
      terminal.out(
        `${resolve(output)}: a definition for ${countText(files.length, 'file')} with ${countText(guesses, 'guess', 'guesses')}, each behind a "?". Look at them, then put it in force:\n  ${typedCommand(`experiment apply ${output}`)}\n`,
      );
    });
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
