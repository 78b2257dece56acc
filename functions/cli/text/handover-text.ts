import type { HandoverOnWire } from '../../../shared/contract/handover.ts';
import { STATE_WORDS } from '../../../shared/domain/alarm/state-words.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { NO_ROUTE } from '../../../shared/domain/notify/tell-downlink.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { objectText } from './alarms-text.ts';
import type { Column } from './column.ts';
import { damagedLine } from './damaged-text.ts';
import { lookedAtText } from './looked-at-text.ts';
import type { Page } from './page.ts';
import { severityColour } from './paint.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const HAPPENED: readonly Column[] = [{ title: 'at' }, { title: 'what', isHead: true }, { title: 'details' }];
const OPEN: readonly Column[] = [
  { title: 'severity', colourOf: severityColour },
  { title: 'alarm', isHead: true },
  { title: 'state' },
  { title: 'since' },
  { title: 'owner' },
];

/** Four parts, each with its nothing said; below them what they rest on. */
export function handoverText(handover: HandoverOnWire, experiment: string, page: Page): string {
  const { since, until, happened, open, missed, next, lookedAt, damaged = [], ...rest } = handover;
  const lost = damaged.map(({ id, key }) => damagedLine(id, key, experiment));
  const parts = [
    `${experiment}, ${typedMinute(since)} to ${typedMinute(until)}\n`,
    `\nwhat happened\n${happenedText(happened, page)}`,
    `\nwhat is open\n${openText(open, page)}`,
    `\nwhat was missed\n${missedText(missed)}`,
    `\nwhat comes next\n${nextText(next)}`,
    '\n',
    lookedAtText(lookedAt),
    pendingText(rest),
    ...lost,
  ];
  return wrapText(parts.join(''), page.width);
}

function happenedText(happened: HandoverOnWire['happened'], page: Page): string {
  const rows = [
    ...happened.downlinks.all.map(({ id, fileName, state, announcedAt, accepted, rejected }) => {
      const counts = `${groupedText(accepted)} accepted${rejected === 0 ? '' : `, ${groupedText(rejected)} rejected`}`;
      return [announcedAt, `file ${state}`, `${fileName} (${id}): ${counts}`];
    }),
    ...happened.learnt.all.map((one) => [one.at, learntWord(one), learntWhich(one)]),
    ...happened.actions.all.map(actionRow),
    ...happened.events.all.map(({ at, name, unit }) => [at, `event ${name}`, unit]),
    ...happened.notes.all.map(({ at, unit = 'all', text, by }) => [at, 'note', `${unit}: ${text} (${by})`]),
  ].sort(([a = ''], [b = '']) => Date.parse(a) - Date.parse(b));
  const left = Object.entries(happened).flatMap(([name, { more = 0 }]) =>
    more === 0 ? [] : [`${countText(more, 'older entry', 'older entries')} of ${name} not listed\n`],
  );
  if (rows.length === 0) return 'nothing that is known\n';
  const shown = rows.map(([at = '', ...others]) => [typedMinute(at), ...others]);
  return tableText(HAPPENED, shown, page) + left.join('');
}

function actionRow(acted: HandoverOnWire['happened']['actions']['all'][number]): string[] {
  const { at, alarm, action, by, comment } = acted;
  const why = comment === undefined ? '' : `: ${comment}`;
  return [at, `alarm: ${action.toLowerCase()}`, `${alarm}${objectText(acted)} by ${by}${why}`];
}

type Learnt = HandoverOnWire['happened']['learnt']['all'][number];

const LEARNT = { OPENED: 'found', RAISED: 'worse', WITHDRAWN: 'not found any more' } as const;

function learntWord({ transition, severity, kind }: Learnt): string {
  return `${LEARNT[transition]}: ${severity} ${kind}`;
}

function learntWhich({ unit, pair, channels, from, to, toldAt }: Learnt): string {
  const end = to === null ? 'ongoing' : `to ${typedIso(to)}`;
  const told = toldAt === undefined ? 'no message delivered' : `message delivered ${typedMinute(toldAt)}`;
  return `${unit ?? pair ?? ''} ${listText(channels)}, from ${typedIso(from)} ${end}, ${told}`;
}

function openText({ alarms }: HandoverOnWire['open'], page: Page): string {
  if (alarms.length === 0) return 'no alarm waits for anybody\n';
  const rows = alarms.map((alarm) => {
    const { id, state, onset, owner = '', shelvedUntil } = alarm;
    const until = shelvedUntil === undefined ? '' : ` until ${typedIso(shelvedUntil)}`;
    return [severityText(alarm), id, `${STATE_WORDS[state]}${until}`, typedIso(onset), owner];
  });
  return tableText(OPEN, rows, page);
}

type Untold = HandoverOnWire['missed']['untold'];

/** What nobody heard of first: whoever takes over has to tell it. */
function untoldLines({ messages, findings }: Untold): string[] {
  const named = findings.all.map(({ state, severity, kind, unit, pair, channels, at }) => {
    const what = [severity, kind, unit ?? pair ?? '', listText(channels)].filter((word) => word !== '');
    const why = state === 'UNROUTED' ? `no route takes ${severity}` : 'it is in no message yet';
    return `nobody was told of ${what.join(' ')}, found ${typedMinute(at)}: ${why}`;
  });
  const sent = messages.all.map(({ at, route, subject, state, error = 'not tried yet' }) => {
    const became = state === 'GIVEN_UP' ? 'given up' : 'not taken yet';
    const by = route === NO_ROUTE ? '' : ` by route ${route}`;
    return `message of ${typedMinute(at)}${by} ${became}: ${subject} (${error})`;
  });
  const more = (findings.more ?? 0) + (messages.more ?? 0);
  return [
    ...named,
    ...sent,
    ...(more === 0 ? [] : [`${countText(more, 'older one')} that nobody heard of not listed`]),
  ];
}

function missedText({ contacts, untold, failed, gaps, unjudged }: HandoverOnWire['missed']): string {
  const lines = [
    ...untoldLines(untold),
    ...(contacts ?? []).map((contact) => {
      const said = contact.brought === 'NOTHING' ? 'no file came' : 'no file yet, its latency is not over';
      return `contact ${contactText(contact)}: ${said}`;
    }),
    ...failed.map(({ id, fileName, state }) => `file ${fileName} (${id}) is ${state} and in no answer`),
    ...gaps.all.map(({ unit = '', channels, from, to, cause }) => {
      const end = to === null ? 'since then' : `to ${typedIso(to)}`;
      return `no samples of ${unit} ${listText(channels)} from ${typedIso(from)} ${end}, cause ${cause}`;
    }),
    ...(gaps.more === undefined ? [] : [`${countText(gaps.more, 'older gap')} not listed`]),
    ...unjudged.map(({ unit = '', channel, why }) => `${unit} ${channel}: ${why}`.trim()),
  ];
  const unplanned = contacts === undefined ? 'contacts: there is no plan, so that none can be missed\n' : '';
  return `${lines.length === 0 ? 'nothing that is known\n' : lines.map((line) => `${line}\n`).join('')}${unplanned}`;
}

function nextText({ contacts, noContactAfter, events }: HandoverOnWire['next']): string {
  const lines = [
    ...contacts.map((contact) => [contact.aos, `contact ${contactText(contact)}`] as const),
    ...events.map(({ name, unit, at }) => [at, `event ${name} of ${unit} ${typedIso(at)}`] as const),
  ].sort(([a], [b]) => Date.parse(a) - Date.parse(b));
  const end = noContactAfter === undefined ? '' : `no contact is known after ${typedIso(noContactAfter)}\n`;
  const planned = lines.map(([, line]) => `${line}\n`).join('');
  return planned + end || 'nothing that is planned\n';
}

function contactText({ aos, los, station }: HandoverOnWire['next']['contacts'][number]): string {
  return `${typedIso(aos)} to ${typedIso(los)}${station === undefined ? '' : ` over ${station}`}`;
}
