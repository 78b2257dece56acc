import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

/** Said of every answer with samples that the definition in force would read otherwise; `what` is to be read again. */
export function readUnderOtherText(
  { readUnderOther }: { readonly readUnderOther?: true | undefined },
  what = '--all',
): string {
  return readUnderOther === true
    ? `read under an earlier definition, all or in part: ${typedCommand(`reread ${what}`)} reads it again\n`
    : '';
}
