/** A handover in sentences and rows, as the command line and the console show it. */
import { objectText } from '../domain/alarm/entry-words.ts';
import { STATE_WORDS } from '../domain/alarm/state-words.ts';
import { NO_ROUTE } from '../domain/notify/tell-downlink.ts';
import { countText, groupedText } from '../domain/words/count.ts';
import { typedIso, typedMinute } from '../domain/words/instant.ts';
import { listText } from '../domain/words/list.ts';
import type { HandoverOnWire } from './handover.ts';

/** When, what, and details: in the order of time. */
export type HappenedRow = readonly [at: string, what: string, details: string];

export function happenedRows(happened: HandoverOnWire['happened']): HappenedRow[] {
  const rows: HappenedRow[] = [
    ...happened.downlinks.all.map(({ id, fileName, state, announcedAt, accepted, rejected }): HappenedRow => {
      const counts = `${groupedText(accepted)} accepted${rejected === 0 ? '' : `, ${groupedText(rejected)} rejected`}`;
      return [announcedAt, `file ${state}`, `${fileName} (${id}): ${counts}`];
    }),
    ...happened.learnt.all.map((one): HappenedRow => [one.at, learntWord(one), learntWhich(one)]),
    ...happened.actions.all.map(actionRow),
    ...happened.events.all.map(({ at, name, unit }): HappenedRow => [at, `event ${name}`, unit]),
    ...happened.notes.all.map(
      ({ at, unit = 'all', text, by }): HappenedRow => [at, 'note', `${unit}: ${text} (${by})`],
    ),
  ];
  return rows.sort(([a], [b]) => Date.parse(a) - Date.parse(b));
}

/** How many older entries of each list are not among the rows. */
export function olderLines(happened: HandoverOnWire['happened']): string[] {
  return Object.entries(happened).flatMap(([name, { more = 0 }]) =>
    more === 0 ? [] : [`${countText(more, 'older entry', 'older entries')} of ${name} not listed`],
  );
}

function actionRow(acted: HandoverOnWire['happened']['actions']['all'][number]): HappenedRow {
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

/** `shelved until …`, as an open alarm stands. */
export function openStateText({ state, shelvedUntil }: HandoverOnWire['open']['alarms'][number]): string {
  return `${STATE_WORDS[state]}${shelvedUntil === undefined ? '' : ` until ${typedIso(shelvedUntil)}`}`;
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

/** What nobody heard of first; empty where nothing is known to be missed. */
export function missedLines({
  contacts,
  untold,
  failed,
  gaps,
  unjudged,
}: HandoverOnWire['missed']): string[] {
  return [
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
}

/** Of the plan of contacts, where there is none. */
export const NO_PLAN = 'contacts: there is no plan, so that none can be missed';

/** In the order of time. */
export function nextLines({ contacts, noContactAfter, events }: HandoverOnWire['next']): string[] {
  const lines = [
    ...contacts.map((contact) => [contact.aos, `contact ${contactText(contact)}`] as const),
    ...events.map(({ name, unit, at }) => [at, `event ${name} of ${unit} ${typedIso(at)}`] as const),
  ].sort(([a], [b]) => Date.parse(a) - Date.parse(b));
  const end = noContactAfter === undefined ? [] : [`no contact is known after ${typedIso(noContactAfter)}`];
  return [...lines.map(([, line]) => line), ...end];
}

function contactText({ aos, los, station }: HandoverOnWire['next']['contacts'][number]): string {
  return `${typedIso(aos)} to ${typedIso(los)}${station === undefined ? '' : ` over ${station}`}`;
}
