/** A handover in sentences and rows, as the command line and the console show it. */
import { objectText } from '../domain/alarm/entry-words.ts';
import { STATE_WORDS } from '../domain/alarm/state-words.ts';
import { NO_ROUTE } from '../domain/notify/tell-downlink.ts';
import { countText, groupedText } from '../domain/words/count.ts';
import { typedIso, typedMinute } from '../domain/words/instant.ts';
import { listText } from '../domain/words/list.ts';
import { DOWNLINK_ACTION_WORDS } from './downlink-words.ts';
import type { HandoverOnWire } from './handover.ts';

/** When, what, and details. */
export type HappenedRow = readonly [at: string, what: string, details: string];

type Happened = HandoverOnWire['happened'];

/** What people did, then what came and was found; each in the order of time. Like ones of the latter are one row. */
export function happenedRows(happened: Happened): HappenedRow[] {
  return [...peopleRows(happened), ...stackRows(happened)];
}

export function peopleRows({ changes, actions, events, notes }: Happened): HappenedRow[] {
  return inOrder([
    ...changes.all.map(changeRow),
    ...actions.all.map(actionRow),
    ...events.all.map(({ at, name, unit }): HappenedRow => [at, `event ${name}`, unit]),
    ...notes.all.map(noteRow),
  ]);
}

export function stackRows({ downlinks, learnt }: Happened): HappenedRow[] {
  return inOrder([
    ...inGroups(downlinks.all, ({ state }) => state).flatMap((some) =>
      some.length > MOST_ALIKE ? [filesRow(some)] : some.map(fileRow),
    ),
    ...inGroups(learnt.all, (one) => `${learntWord(one)} ${one.toldAt === undefined}`).flatMap((some) =>
      some.length > MOST_ALIKE ? [foundRow(some)] : some.map(learntRow),
    ),
  ]);
}

/** Beyond so many they are one row with their count. */
const MOST_ALIKE = 5;

const inOrder = (rows: readonly HappenedRow[]): HappenedRow[] =>
  rows.toSorted(([a], [b]) => Date.parse(a) - Date.parse(b));

const inGroups = <T>(all: readonly T[], wordOf: (one: T) => string): readonly [T, ...T[]][] =>
  [...Map.groupBy(all, wordOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as [T, ...T[]]],
  );

type File = Happened['downlinks']['all'][number];

const countsText = (accepted: number, rejected: number): string =>
  `${groupedText(accepted)} accepted${rejected === 0 ? '' : `, ${groupedText(rejected)} rejected`}`;

function fileRow({ id, fileName, state, announcedAt, accepted, rejected }: File): HappenedRow {
  return [announcedAt, `file ${state}`, `${fileName} (${id}): ${countsText(accepted, rejected)}`];
}

function filesRow(files: readonly [File, ...File[]]): HappenedRow {
  const [first] = files;
  const last = files.at(-1) ?? first;
  const counts = countsText(
    files.reduce((sum, { accepted }) => sum + accepted, 0),
    files.reduce((sum, { rejected }) => sum + rejected, 0),
  );
  const until = `${first.fileName} to ${last.fileName} at ${typedMinute(last.announcedAt)}`;
  return [first.announcedAt, `${countText(files.length, 'file')} ${first.state}`, `${until}: ${counts}`];
}

const NOTE_LATE_MS = 60_000;

/** At the time when it was written: what it is about may lie long before. */
function noteRow({ at, writtenAt, unit = 'all', text, by }: Happened['notes']['all'][number]): HappenedRow {
  const isLater = Math.abs(Date.parse(writtenAt) - Date.parse(at)) > NOTE_LATE_MS;
  return [writtenAt, 'note', `${unit}${isLater ? `, of ${typedIso(at)}` : ''}: ${text} (${by})`];
}

function changeRow({
  at,
  by,
  change,
  file,
  revision,
  reason,
}: Happened['changes']['all'][number]): HappenedRow {
  const who = by === undefined ? '' : ` by ${by}`;
  if (change === 'CONTACTS') return [at, 'contact plan', `revision ${revision} put in force${who}`];
  if (change === 'DEFINITION') return [at, 'definition', `revision ${revision} put in force${who}`];
  const why = reason === undefined ? '' : `: ${reason}`;
  const which = file === undefined ? '' : `${file.fileName} (${file.id})`;
  return [at, `file ${DOWNLINK_ACTION_WORDS[change]}`, `${which}${who}${why}`];
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

const learntRow = (one: Learnt): HappenedRow => [one.at, learntWord(one), learntWhich(one)];

function foundRow(found: readonly [Learnt, ...Learnt[]]): HappenedRow {
  const [first] = found;
  const of = [...new Set(found.map(({ unit, pair }) => unit ?? pair ?? ''))].toSorted();
  const channels = [...new Set(found.flatMap((one) => one.channels))].toSorted();
  const told = first.toldAt === undefined ? 'no message delivered' : 'messages delivered';
  const last = found.at(-1) ?? first;
  const details = `${listText(of)}: ${listText(channels)}, the last at ${typedMinute(last.at)}, ${told}`;
  return [first.at, `${learntWord(first)}, ${groupedText(found.length)} times`, details];
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
