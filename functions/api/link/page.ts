/** The page behind the link of a message: one HTML file without scripts that loads nothing; its form acknowledges. */
import type { Alarm } from '../../../shared/domain/alarm/alarm.ts';
import { wordOf } from '../../../shared/domain/alarm/entry-words.ts';
import { episodeOf } from '../../../shared/domain/alarm/episode.ts';
import { begunText } from '../../../shared/domain/anomaly/begun-text.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { detectorNamed } from '../../../shared/domain/detect/registry.ts';
import { isoOf, type Micros } from '../../../shared/domain/time.ts';
import { utcText } from '../../../shared/domain/words/instant.ts';
import { oldText } from '../../../shared/domain/words/span.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import {
  isAcknowledgedBy,
  type LinkAction,
  type Linked,
  type LinkedAlarm,
  waitsForSomebody,
} from '../../../shared/usecases/tell/open-link.ts';

/** Nothing is loaded and nothing runs, and the form goes nowhere but here. */
export const LINK_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,Arial,sans-serif;max-width:40em;margin:0 auto;padding:16px}h1{font-size:20px}h2{font-size:17px}dt{font-weight:600}dd{margin:0 0 8px}h1,h2,dd,p{overflow-wrap:anywhere}button{font:inherit;padding:12px 20px}';

interface Shown {
  /** The address of an alarm in the console; null where the stack serves none. */
  readonly consoleOf: ((alarm: string) => string) | null;
  /** Somebody acknowledged what had become another alarm meanwhile. */
  readonly isMoved: boolean;
}

export function linkPage(linked: Linked, { consoleOf, isMoved }: Shown): string {
  const { message, alarms } = linked;
  return [
    HEAD,
    `<title>${escaped(message.subject)}</title>\n<style>${STYLE}</style>\n</head>\n<body>`,
    `<h1>${escaped(message.subject)}</h1>`,
    ...(isMoved ? [`<p><strong>${MOVED_TEXT}</strong></p>`] : []),
    ...whatToDo(linked),
    ...alarms.map((one) => alarmSection(one, linked, consoleOf)),
    ...(alarms.length === 0 ? [`<p>${escaped(message.text)}</p>`] : []),
    '</body>\n</html>\n',
  ].join('\n');
}

/** Above all that is long: which alarms wait, each with what it reads, and what can be done about all of them. */
function whatToDo({ alarms, context, message }: Linked): string[] {
  const waiting = alarms.filter(({ alarm }) => alarm !== null && waitsForSomebody(alarm.state.state));
  const undoable = alarms.filter(({ alarm }) => alarm !== null && isAcknowledgedBy(alarm, message));
  const lines = waiting.flatMap(({ id, alarm }) =>
    alarm === null ? [] : [`<li><strong>${escaped(id)}</strong>: ${escaped(readsText(alarm, context))}</li>`],
  );
  return [
    ...(waiting.length === 0 ? ['<p>Nothing here waits to be acknowledged.</p>'] : []),
    ...(waiting.length > 1 ? [`<p>${waiting.length} alarms wait, and are acknowledged together:</p>`] : []),
    ...(waiting.length > 1 ? [`<ul>${lines.join('')}</ul>`] : lines.map((line) => `<ul>${line}</ul>`)),
    ...(waiting.length === 0
      ? []
      : [
          formOf(
            'ACKNOWLEDGE',
            waiting.length > 1 ? `Acknowledge these ${waiting.length}` : 'Acknowledge',
            alarms,
          ),
          '<p>Looking at this page acknowledges nothing.</p>',
        ]),
    ...(undoable.length === 0 ? [] : [formOf('UNACKNOWLEDGE', 'Take the acknowledgement back', alarms)]),
  ];
}

function formOf(action: LinkAction, words: string, alarms: readonly LinkedAlarm[]): string {
  const fields = [
    ['action', action],
    ['sighted', sightedIn(alarms)],
  ].map(([name, value = '']) => `<input type="hidden" name="${name}" value="${escaped(value)}">`);
  return `<form method="post">${fields.join('')}<button>${words}</button></form>`;
}

const readsText = ({ newest }: Alarm, { unitOf }: Linked['context']): string => {
  const { phrase, figures } = detectorNamed(newest.kind);
  return `${phrase}: ${figures(newest, unitOf)}`;
};

/** The page of a link that no message has, for people; programs are answered in JSON. */
export function unknownLinkPage(hasConsole: boolean): string {
  return [
    HEAD,
    `<title>No message has this link</title>\n<style>${STYLE}</style>\n</head>\n<body>`,
    '<h1>No message has this link</h1>',
    '<p>It was cut off, or changed on its way. Open the link of the message again, whole: it ends with 32 letters and digits.</p>',
    ...(hasConsole ? ['<p><a href="/#/">Open the console</a>: it asks for your own token.</p>'] : []),
    '</body>\n</html>\n',
  ].join('\n');
}

const HEAD = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">`;

const MOVED_TEXT =
  'What waits below began or became worse after you had opened this page, and was not acknowledged. Look at it, then decide again.';

/** What is acknowledged is what this page shows. */
function sightedIn(alarms: readonly LinkedAlarm[]): string {
  const sighted = alarms.flatMap(({ id, alarm }) =>
    alarm === null ? [] : [{ alarm: id, onset: isoOf(alarm.newest.from), severity: alarm.newest.severity }],
  );
  return JSON.stringify(sighted);
}

function alarmSection(
  { id, alarm }: LinkedAlarm,
  { now, context }: Linked,
  consoleOf: ((alarm: string) => string) | null,
): string {
  if (alarm === null)
    return `<h2>${escaped(id)}</h2>\n<p>It is not found any more: later data took it back.</p>`;
  const { newest, state } = alarm;
  const instant = (at: Micros) => utcText(at, now);
  const asOf = newest.current?.asOf ?? newest.to ?? newest.from;
  const rows = [
    ['State', `${STATES[state.state]}${lastDoneText(alarm, instant)}`],
    ['Severity', severityText(newest)],
    ['Reads', readsText(alarm, context)],
    [
      'Since when',
      `${begunText({ ...newest, worstFrom: episodeOf(newest).worstFrom }, instant)}${newest.to === null ? ', ongoing' : `, until ${instant(newest.to)}`}`,
    ],
    ['As of', `${utcText(asOf, now)}, ${oldText(asOf, now)}`],
  ] as const;
  const listed = rows.map(([name, text]) => `<dt>${name}</dt><dd>${escaped(text)}</dd>`);
  const lines = context.linesOf(newest).map((line) => `<p>${escaped(line)}</p>`);
  const further =
    consoleOf === null
      ? ''
      : `\n<p><a href="${escaped(consoleOf(id))}">Open it in the console</a>: curves, history, shelve. It asks for your own token.</p>`;
  return `<h2>${escaped(id)}</h2>\n<dl>${listed.join('')}</dl>\n${lines.join('\n')}${further}`;
}

/** Who moved it last, for those who come second. */
function lastDoneText({ entries }: Alarm, instant: (at: Micros) => string): string {
  const last = entries.findLast(({ by }) => by !== undefined);
  return last === undefined ? '' : ` (${wordOf(last.transition)} by ${last.by}, ${instant(last.at)})`;
}

const STATES = {
  NORMAL: 'over, or not there',
  UNACK_ALARM: 'active, nobody has acknowledged it',
  ACK_ALARM: 'active, acknowledged',
  RTN_UNACK: 'returned, nobody has acknowledged it',
  LATCH_UNACK: 'latched, nobody has acknowledged it',
  LATCH_ACK: 'latched, acknowledged',
  SHELVED: 'on a shelf',
} as const;
