import type { AddedHolder, HolderOnWire, HoldersOnWire } from '../../../shared/contract/holders.ts';
import { rightText } from '../../../shared/domain/holder/holder.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const mayOf = ({ right, experiments }: HolderOnWire): string =>
  rightText({ right, experiments: experiments === 'ALL' ? null : new Set(experiments) });

/** The token by itself on its line, so that it can be copied. */
export function addedText(added: AddedHolder, page: Page): string {
  const { holder, token, unknownExperiments = [] } = added;
  const unknown =
    unknownExperiments.length === 0
      ? ''
      : `not known yet: ${listText(unknownExperiments, ', ', 10)}. The token will be of them once they are there; check the spelling.\n`;
  const once = `${holder} ${mayOf(added)}. The token is not shown again: hand it on now, over a channel that nobody else reads. To stop it: ${typedCommand(`token revoke ${holder}`)}\n`;
  return `${token}\n${wrapText(once, page.width)}${wrapText(unknown, page.width)}`;
}

export function revokedText(holder: HolderOnWire, page: Page): string {
  const { revokedAt = '', revokedBy = '' } = holder;
  const sentence = `the token of ${holder.holder} is revoked since ${typedMinute(revokedAt)} by ${revokedBy}; wherever it was used before, it stops within a minute\n`;
  return wrapText(sentence, page.width);
}

export function holdersText({ holders, revokedInAll, damaged = [] }: HoldersOnWire, page: Page): string {
  const columns = [
    { title: 'holder', isHead: true },
    { title: 'may' },
    { title: 'added' },
    { title: 'revoked' },
  ];
  const rows = holders.map((one) => [
    ...[one.holder, mayOf(one).replace(/^may /, '')],
    whenText(one.addedAt, one.addedBy) ?? 'in the secret of the stack',
    whenText(one.revokedAt, one.revokedBy) ?? '',
  ]);
  const shown = holders.filter(({ revokedAt }) => revokedAt !== undefined).length;
  const older = revokedInAll - shown;
  const left = older === 0 ? '' : `${countText(older, 'older revoked token')} not listed\n`;
  const lost = damaged.map(
    ({ key }) => `a token is not let in, because what is kept of it is damaged (${key}): hand out another\n`,
  );
  return tableText(columns, rows, page) + left + lost.join('');
}

function whenText(at: string | undefined, by: string | undefined): string | null {
  return at === undefined ? null : `${typedMinute(at)} by ${by}`;
}
