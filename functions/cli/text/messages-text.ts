import type { JournalOnWire, MessageOnWire } from '../../../shared/contract/journal.ts';
import { sendingText } from '../../../shared/domain/notify/sending-text.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

/**
 * The newest last, as on any terminal.
 * @param now milliseconds since the epoch
 */
export function messagesText(
  { messages, known, waiting, left, damaged = [] }: JournalOnWire,
  { hasText, now }: { readonly hasText: boolean; readonly now: number },
  page: Page,
): string {
  const rest = [
    ...(waiting === 0 ? [] : [`${countText(waiting, 'finding')} not in a message yet\n`]),
    ...damaged.map(
      ({ key }) => `what is kept as ${key} cannot be read and is left out: ${typedCommand('verify')}\n`,
    ),
  ].join('');
  if (messages.length === 0) {
    const none =
      known.messages === 0
        ? 'no message has been made yet'
        : `none of ${countText(known.messages, 'message')} was made or sent then`;
    return `${none}\n${rest}`;
  }
  const columns = [
    { title: 'made' },
    { title: 'route' },
    { title: 'state' },
    { title: 'message', isHead: true },
  ];
  const shown = messages.toReversed();
  const rows = shown.map((message) => [
    typedMinute(message.at),
    message.route,
    sendingText(message, now, typedMinute),
    message.subject,
  ]);
  const texts = hasText ? shown.map((message) => `\n${messageText(message)}`).join('') : '';
  const more =
    left === undefined || left.messages === 0
      ? ''
      : `\n${countText(left.messages, 'older message')} left out (--limit)\n`;
  return `${tableText(columns, rows, page)}${texts}${more}${rest}`;
}

export function messageText({ subject, text }: Pick<MessageOnWire, 'subject' | 'text'>): string {
  return `${subject}\n${text.replace(/^/gm, '  ')}\n`;
}
