import type { ChannelsOnWire } from '../../../shared/contract/channels.ts';
import { KINDS } from '../../../shared/domain/detect/registry.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spokenDuration } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

type OneChannel = ChannelsOnWire['channels'][number];
type Cell = OneChannel['detectors'][number];

/**
 * What is looked for: a row a channel, a column a detector; `yes`, or the number of the line below that says why not. Then
 * the thresholds of each channel.
 */
export function channelsText({ channels }: ChannelsOnWire, page: Page): string {
  if (channels.length === 0) return 'the definition declares no channel that a unit measures\n';
  const notes = new Map<string, number>();
  const columns = [{ title: 'channel', isHead: true }, ...KINDS.map((title) => ({ title }))];
  const rows = channels.map(({ channel, detectors }) => [
    channel,
    ...KINDS.map((kind) =>
      cellText(
        detectors.filter((one) => one.kind === kind),
        notes,
      ),
    ),
  ]);
  const why = Array.from(notes, ([note, number]) => `  ${number}: ${note}\n`);
  const held = channels.flatMap(heldRows);
  const against = tableText(
    [{ title: 'channel', isHead: true }, { title: 'detector', isHead: true }, { title: 'thresholds' }],
    held,
    page,
  );
  return `${tableText(columns, rows, page)}${why.join('')}\n${against}* default: the definition declares nothing else\n`;
}

/** Where units or pairs differ, each that is off has its number. */
function cellText(cells: readonly Cell[], notes: Map<string, number>): string {
  const bySaid = Map.groupBy(cells, ({ why, awaits }) => why ?? awaits);
  const numbers = Array.from(bySaid, ([said, alike]) => {
    if (said === undefined) return [];
    const places = alike.flatMap(({ unit, pair }) => unit ?? pair ?? []);
    const note = `${places.length === 0 ? '' : `${listText(places)}: `}${said}`;
    const number = notes.get(note) ?? notes.size + 1;
    notes.set(note, number);
    return [number];
  }).flat();
  const isOn = cells.some(({ looked }) => looked);
  return [...(isOn ? ['yes'] : []), ...[...new Set(numbers)].map(String)].join(' ') || '–';
}

function heldRows({ channel, ucum, period, twin, detectors }: OneChannel): string[][] {
  const looked = detectors.filter((one) => one.looked);
  // What units and pairs are both looked at for is held against something else on either.
  const shared = new Set(looked.flatMap(({ kind, pair }) => (pair === undefined ? kind : [])));
  const byKind = Map.groupBy(looked, ({ kind, pair }) =>
    pair !== undefined && shared.has(kind) ? `${kind} ${pair}` : kind,
  );
  const unit = spokenUnit(ucum).trim();
  const rows = Array.from(byKind, ([kind, [first]]) => [kind, thresholdsText(first?.thresholds ?? [])]);
  return [
    ['sample', `every ${spokenDuration(period)}${unit === '' ? '' : `, in ${unit}`}`],
    ...rows.filter(([, text]) => text !== ''),
    ['twin', thresholdsText(twin)],
  ].map((cells, i) => [i === 0 ? channel : '', ...cells]);
}

function thresholdsText(thresholds: OneChannel['twin']): string {
  return listText(
    thresholds.map(({ text, isDefault }) => `${text}${isDefault ? '*' : ''}`),
    '; ',
    thresholds.length,
  );
}
