/** What an export for OSDR says when it is done. */
import { countText } from '../../../shared/domain/words/count.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

interface HandedOn {
  readonly experiment: string;
  readonly hash: string;
  readonly pending: number;
  readonly readUnderOther?: true | undefined;
  readonly raw: readonly { readonly withdrawn: object | null }[];
  readonly definitions: readonly unknown[];
  readonly tables: readonly string[];
  readonly files: readonly { readonly bytes: number }[];
  readonly notIncluded: readonly { readonly what: string; readonly why: string }[];
}

export function handedText(folder: string, handed: HandedOn): string {
  const { experiment, hash, pending, readUnderOther, raw, definitions, tables, files, notIncluded } = handed;
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const withdrawn = raw.filter((one) => one.withdrawn !== null).length;
  const held = [
    `${countText(raw.length, 'raw file')}${withdrawn === 0 ? '' : ` (${withdrawn} of them withdrawn)`}`,
    countText(definitions.length, 'definition'),
    countText(tables.length, 'table'),
  ].join(', ');
  const waits =
    pending === 0
      ? ''
      : `${countText(pending, 'input')} had not reached every table yet: run the command again when nothing is due\n`;
  const other =
    readUnderOther === true
      ? `some files were read under an earlier definition, so another home may compute other numbers: ${typedCommand(`reread --all -e ${experiment}`)} first\n`
      : '';
  const left = notIncluded.map(({ what, why }) => `  ${what}: ${why}\n`).join('');
  return `${folder}: ${held}, ${countText(files.length, 'file')} of ${sizeText(bytes)} in all; README.md says what each is\narchive hash ${hash}\n${waits}${other}not in it:\n${left}`;
}
