/** What stands in the rows of a file instead of its columns: units, channels, or both. */
import type { Definition } from '../experiment/definition.ts';
import { listText } from '../words/list.ts';
import { roleOf } from './column-role.ts';
import type { Column } from './file-shape.ts';
import { measured } from './map-columns.ts';
import { channelMeant, unitMeant } from './match-words.ts';
import type { FoundCode } from './missing-codes.ts';
import type { SourceFragment } from './presets.ts';

const MOST_KEY_TEXTS = 200;

/** The columns whose texts say what a row speaks of. */
export interface Keys {
  readonly unit: Column | null;
  readonly channel: Column | null;
}

/** Columns of texts most of which are units, or channels, of the experiment, or of which that is known. */
export function keyColumnsOf(
  definition: Definition,
  columns: readonly Column[],
  byUnit: SourceFragment['byUnit'],
): Keys {
  const speaking = (meant: (text: string) => string | null) =>
    columns.find(({ kind, texts }) => {
      if (kind !== 'texts' || texts.length > MOST_KEY_TEXTS) return false;
      return texts.filter((text) => meant(text) !== null).length * 2 >= texts.length;
    }) ?? null;
  const unit = speaking(
    (text) => definition.units.find(({ id }) => sameWord(id, text))?.id ?? sideOf(definition, text),
  );
  const known = columns.find(({ header }) => header === byUnit?.column);
  const channel = known ?? speaking((text) => channelMeant(definition, text));
  return { unit, channel: channel === unit ? null : channel };
}

function sideOf(definition: Definition, text: string): string | null {
  return definition.units.length > 1 ? unitMeant(definition, text) : null;
}

function sameWord(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Of several the one that speaks of values; a raw count, a counter or a state is none. */
export function valueColumn(numbers: readonly Column[], remarks: string[]): string {
  const measured = numbers.filter(({ header }) => roleOf(header, []).word === null);
  const values = measured.filter(({ header }) => /val|reading|eng|data|measure/i.test(header));
  const [first, ...others] = values.length > 0 ? values : measured.length > 0 ? measured : numbers;
  if (first === undefined) return '';
  if (others.length > 0)
    remarks.push(
      `${listText([first, ...others].map(({ header }) => header))} may each be the value: ${first.header} is taken`,
    );
  else if (measured.length === 0)
    remarks.push(`${first.header} is taken for the value, which its name does not say`);
  return first.header;
}

export function rowsOf(
  definition: Definition,
  { unit, channel }: Keys,
  value: string | null,
  byUnit: SourceFragment['byUnit'],
  codes: ReadonlyMap<string, readonly FoundCode[]>,
  remarks: string[],
): { rows?: object } {
  if (unit === null && channel === null) return {};
  const quantities = byUnit?.quantities ?? {};
  const named = (column: Column, meant: (text: string) => unknown) => {
    const known = column === channel ? Object.keys(quantities) : [];
    const found = [...new Set([...column.texts, ...known])].map((text) => [text, meant(text)] as const);
    const unknown = found
      .filter(([text, one]) => one === null && column.texts.includes(text))
      .map(([text]) => text);
    if (unknown.length > 0)
      remarks.push(`${column.header} has rows of ${unknown.join(', ')}: name or ignore them`);
    const names = Object.fromEntries(found.filter(([, one]) => one !== null));
    return { column: column.header, names };
  };
  const units =
    unit &&
    named(
      unit,
      (text) => definition.units.find(({ id }) => sameWord(id, text))?.id ?? sideOf(definition, text),
    );
  const channels =
    channel &&
    named(channel, (text) => {
      const quantity = quantities[text];
      const id = channelMeant(definition, quantity ?? text);
      const header = quantity === undefined ? text : `${quantity} [${text}]`;
      const as = id === null ? null : measured(definition, { header, unitText: null }, id, []);
      if (as === null) return null;
      const missing = (codes.get(text) ?? []).map((code) => ({ value: code.value }));
      return { channel: id, ...as, ...(missing.length > 0 && { missing }) };
    });
  return {
    rows: {
      ...(units === null ? {} : { unit: units }),
      ...(channels === null ? {} : { channel: channels }),
      ...(value === null ? {} : { value }),
    },
  };
}
