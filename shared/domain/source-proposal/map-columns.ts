/** Which column of a wide file feeds which channel of which unit. */
import { isBarePosition } from '../experiment/column-position.ts';
import type { Definition } from '../experiment/definition.ts';
import { quoted } from '../quoted.ts';
import { isMeasured, type RoleMeant, roleOf, roleText } from './column-role.ts';
import type { Column } from './file-shape.ts';
import { channelMeant, unitMeant, unitOfMeasureMeant, wordsOf } from './match-words.ts';

/** What stands in the rows instead of the columns. */
export interface InRows {
  readonly unit: boolean;
  readonly channel: boolean;
}

interface Wanted {
  readonly column: Column;
  readonly unit: string;
  readonly channel: string;
  readonly role: RoleMeant;
}

/** Of columns of one series a measurement goes before a mean, and the first before the others; whatever is left is a remark. */
export function mappedColumns(
  definition: Definition,
  columns: readonly Column[],
  inRows: InRows,
  fileName: string,
  remarks: string[],
): Record<string, object> {
  const wanted = columns.flatMap((column) => wantedOf(definition, column, inRows, fileName, remarks) ?? []);
  const ranked = wanted.toSorted((a, b) => rankOf(a) - rankOf(b));
  const taken = new Map<string, string>();
  const mapped = new Map<string, object>();
  for (const { column, unit, channel } of ranked) {
    const as = channel === '' ? {} : measured(definition, column, channel, remarks);
    if (as === null) continue;
    const twin = taken.get(`${unit} ${channel}`);
    if (twin !== undefined) {
      remarks.push(
        `${column.header} looks like ${twin} (${channel}): map it to a sensor of its own, or leave it out`,
      );
      continue;
    }
    taken.set(`${unit} ${channel}`, column.header);
    mapped.set(column.header, {
      ...(unit === '' ? {} : { unit }),
      ...(channel === '' ? {} : { channel, ...as }),
    });
  }
  // As the file has them.
  return Object.fromEntries(
    columns.flatMap(({ header }) => (mapped.has(header) ? [[header, mapped.get(header)!]] : [])),
  );
}

const rankOf = ({ role }: Wanted): number => (role.role === 'MEASUREMENT' ? 0 : 1);

function wantedOf(
  definition: Definition,
  column: Column,
  inRows: InRows,
  fileName: string,
  remarks: string[],
): Wanted | null {
  const { header, kind } = column;
  if (kind === 'times' || kind === 'known') return null;
  const channel = inRows.channel ? '' : channelMeant(definition, header);
  if (channel === null) {
    if (kind !== 'empty' && kind !== 'texts')
      remarks.push(
        isBarePosition(header)
          ? `${header} has no name and ${holds(column)}: it is ignored until you map it to its channel`
          : `${header} matches no channel of the experiment: it is ignored`,
      );
    return null;
  }
  const unreadable = whyUnreadable(column);
  if (unreadable !== null) {
    remarks.push(`${header} is ignored: it ${unreadable}`);
    return null;
  }
  const unit = inRows.unit ? '' : (unitMeant(definition, header) ?? unitMeant(definition, fileName));
  if (unit === null) {
    remarks.push(`${header} looks like ${channel}, but its culture unit is not known: it is ignored`);
    return null;
  }
  const own = definition.channels.find(({ id }) => id === channel);
  const role = roleOf(header, [...wordsOf(channel), ...wordsOf(own?.quantity ?? '')]);
  if (channel !== '' && !isMeasured(role)) {
    remarks.push(`${header} looks like ${channel}, and ${roleText(role)}: it is ignored`);
    return null;
  }
  if (role.role === 'MEAN') remarks.push(`${header} is taken for ${channel}, and ${roleText(role)}`);
  if (kind === 'empty') remarks.push(`${header} is empty in the first rows: it is mapped by its name alone`);
  return { column, unit, channel, role };
}

const MOST_SHOWN = 3;

/** `holds 36.5; 36.6; 36.7`. */
export const holds = ({ texts }: Pick<Column, 'texts'>): string =>
  `holds ${texts.slice(0, MOST_SHOWN).join('; ')}`;

/** Why no number of the column can be read; null where it can. */
export function whyUnreadable({ kind, texts }: Column): string | null {
  const [first = ''] = texts;
  switch (kind) {
    case 'thousands':
      return `holds numbers such as ${quoted(texts.find((text) => /[.,]\d{3}/.test(text)) ?? first)}, in which thousands seem to be set apart: export them without, or they are read as fractions`;
    case 'suffixed':
      return `holds numbers with more behind them (${quoted(first)}): export the numbers alone, and their unit in the header`;
    case 'texts':
      return `holds words (${texts.slice(0, 3).map(quoted).join(', ')}): a channel reads words by an enumeration among its calibrators`;
    default:
      return null;
  }
}

/** Null where the name surely says a unit that is not the channel's kind. */
export function measured(
  definition: Definition,
  { header, unitText }: Pick<Column, 'header' | 'unitText'>,
  channel: string,
  remarks: string[],
): { as?: string } | null {
  const own = definition.channels.find(({ id }) => id === channel)?.unit ?? '1';
  const name = unitText === null ? header : `${header} [${unitText}]`;
  const { as, remark, isOther } = unitOfMeasureMeant(name, channel, own);
  if (remark !== null) remarks.push(remark);
  if (isOther) return null;
  return as === null ? {} : { as };
}
