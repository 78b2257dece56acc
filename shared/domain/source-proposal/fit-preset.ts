/** Whether a file is of a known kind, and what that says of its columns. */
import { positionText } from '../experiment/column-position.ts';
import { nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { listText } from '../words/list.ts';
import type { FileShape } from './file-shape.ts';
import { PRESETS, type Preset, type Sign } from './presets.ts';

/** The kind that the file is of; null where it is of none. */
export const presetOf = (shape: FileShape): Preset | null =>
  PRESETS.find((preset) => preset.signs.every((sign) => hasSign(shape, sign))) ?? null;

/** The preset of this id. Fails with `preset.unknown`. */
export function presetNamed(id: string): Preset {
  const preset = PRESETS.find((one) => one.id === id);
  if (preset !== undefined) return preset;
  const ids = PRESETS.map((one) => one.id);
  const meant = nearest(id, ids);
  const hint = meant === null ? '' : `; did you mean ${meant}?`;
  throw new Refusal(
    'invalid',
    'preset.unknown',
    `expected one of ${ids.join(', ')}, got ${quoted(id)}${hint}`,
  );
}

const MOST_SHOWN = 10;

/** Fails with `preset.unfit` where the file is of another kind. */
export function refuseUnfit(shape: FileShape, { id, writer, signs }: Preset): void {
  const missing = signs.find((sign) => !hasSign(shape, sign));
  if (missing === undefined) return;
  const other = presetOf(shape);
  const advice =
    other === null
      ? 'without --preset the file is taken as it looks'
      : `it looks like ${other.writer}: --preset ${other.id}`;
  throw new Refusal(
    'invalid',
    'preset.unfit',
    `${shape.fileName}: expected ${writer} (preset ${id}), which have ${missing.says}, got ${came(shape, missing)}; ${advice}`,
  );
}

function came({ header, above, rows, time }: FileShape, sign: Sign): string {
  if (sign.in === 'above') {
    const [first] = above;
    return first === undefined ? 'no line above its names' : `a first line ${quoted(first.slice(0, 60))}`;
  }
  if (sign.in === 'column')
    return `the columns ${listText(
      header.filter((name) => name !== '').map((name) => quoted(name.slice(0, 40))),
      ', ',
      MOST_SHOWN,
    )}`;
  const place = header.indexOf(time.columns[0]);
  return `times such as ${quoted((rows[time.rowsAfterHeader]?.[place] ?? '').slice(0, 60))}`;
}

function hasSign({ header, above, rows, time }: FileShape, { in: where, pattern }: Sign): boolean {
  if (where === 'above') return above.some((line) => pattern.test(line));
  if (where === 'column') return header.some((name) => pattern.test(name));
  const place = header.indexOf(time.columns[0]);
  return pattern.test(rows[time.rowsAfterHeader]?.[place] ?? '');
}

/** What the preset knows of the file's times and names. */
export function shapeByPreset(shape: FileShape, preset: Preset): FileShape {
  const { formats: known, lasting, ignore } = preset.source;
  const { header, time } = shape;
  const named = header.map((name, i) => {
    const part = time.columns.includes(name) ? undefined : lasting?.exec(name)?.[0];
    return part === undefined || part === '' ? name : positionText(i, part);
  });
  const formats = known === undefined ? [] : time.formats.filter((format) => known.includes(format));
  return {
    ...shape,
    preset,
    header: named,
    time: {
      ...time,
      formats: formats.length === 0 ? time.formats : formats,
      others: time.others.filter((name) => ignore?.test(name) !== true),
    },
  };
}
