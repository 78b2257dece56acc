/** The page behind the link of a message: one HTML file without scripts that loads nothing; its form acknowledges. */
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { detectorNamed } from '../../../shared/domain/detect/registry.ts';
import { isoOf } from '../../../shared/domain/time.ts';
import { utcText } from '../../../shared/domain/words/instant.ts';
import { spanText } from '../../../shared/domain/words/span.ts';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import { type Linked, type LinkedAlarm, waitsForSomebody } from '../../../shared/usecases/tell/open-link.ts';

/** Nothing is loaded and nothing runs, and the form goes nowhere but here. */
export const LINK_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const STYLE =
  'body{font:16px/1.5 system-ui,Arial,sans-serif;max-width:40em;margin:0 auto;padding:16px}h1{font-size:20px}h2{font-size:17px}dt{font-weight:600}dd{margin:0 0 8px}h1,h2,dd,p{overflow-wrap:anywhere}button{font:inherit;padding:12px 20px}';

interface Shown {
  /** The address of an alarm in the console; null where the stack serves none. */
  readonly consoleOf: ((alarm: string) => string) | null;
  /** Somebody acknowledged what had become another alarm meanwhile. */
  readonly isMoved: boolean;
}

export function linkPage(linked: Linked, { consoleOf, isMoved }: Shown): string {
  const { message, alarms } = linked;
  const waits = alarms.some(({ alarm }) => alarm !== null && waitsForSomebody(alarm.state.state));
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(message.subject)}</title>\n<style>${STYLE}</style>\n</head>\n<body>`,
    `<h1>${escaped(message.subject)}</h1>`,
    ...(isMoved ? [`<p><strong>${MOVED_TEXT}</strong></p>`] : []),
    ...alarms.map((one) => alarmSection(one, linked, consoleOf)),
    ...(alarms.length === 0 ? [`<p>${escaped(message.text)}</p>`] : []),
    waits
      ? `<form method="post"><input type="hidden" name="sighted" value="${escaped(sightedIn(alarms))}"><button>Acknowledge</button></form>\n<p>Looking at this page acknowledges nothing.</p>`
      : '<p>Nothing here waits to be acknowledged.</p>',
    '</body>\n</html>\n',
  ].join('\n');
}

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
  const { phrase, figures } = detectorNamed(newest.kind);
  const asOf = newest.current?.asOf ?? newest.to ?? newest.from;
  const rows = [
    ['State', STATES[state.state]],
    ['Severity', severityText(newest)],
    ['Reads', `${phrase}: ${figures(newest, context.unitOf)}`],
    [
      'Since',
      `${utcText(newest.from, now)}${newest.to === null ? ', ongoing' : `, until ${utcText(newest.to, now)}`}`,
    ],
    ['As of', `${utcText(asOf, now)}, ${spanText(Math.max(0, now - asOf))} ago`],
  ] as const;
  const listed = rows.map(([name, text]) => `<dt>${name}</dt><dd>${escaped(text)}</dd>`);
  const lines = context.linesOf(newest).map((line) => `<p>${escaped(line)}</p>`);
  const further =
    consoleOf === null
      ? ''
      : `\n<p><a href="${escaped(consoleOf(id))}">Open it in the console</a>: curves, history, shelve. It asks for your own token.</p>`;
  return `<h2>${escaped(id)}</h2>\n<dl>${listed.join('')}</dl>\n${lines.join('\n')}${further}`;
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
