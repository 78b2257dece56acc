/** Plain tables with a column per target: samples first, or no names at all. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { WholeText } from '../assay/whole-text.ts';
import { countLines } from '../csv/line-bytes.ts';
import type { TextRow } from './text-rows.ts';
import { plainName } from './well-columns.ts';
import { WellList } from './well-list.ts';
import { ctOf, decimal } from './well-texts.ts';

const OF_SAMPLE = ['sample', 'sample name', 'sample id', 'name', 'unit', 'id', ''];

/** Whether the first row names targets and the second has their cycles. */
export function isWide([header, ...rows]: readonly TextRow[]): boolean {
  const names = header?.cells ?? [];
  const [first] = rows;
  if (names.length < 2 || first?.cells === null || first === undefined) return false;
  const { cells } = first;
  const from = hasSamples(names, cells) ? 1 : 0;
  const isCt = (text: string) => 'value' in ctOf(text, false);
  return (
    names.length - from > 0 &&
    names.slice(from).every((name, i) => name !== '' && decimal(name) === null && isCt(cells[from + i] ?? ''))
  );
}

function hasSamples(names: readonly string[], cells: readonly string[]): boolean {
  return OF_SAMPLE.includes(plainName(names[0] ?? '')) || decimal(cells[0] ?? '') === null;
}

/** Each cell is a well. Rows without a name are called by their number. Fails with `target.twice`. */
export function readWideCts(text: WholeText, [header, ...rows]: readonly TextRow[]): AssayRead {
  const names = header?.cells ?? [];
  const isNamed = hasSamples(names, rows[0]?.cells ?? []);
  const from = isNamed ? 1 : 0;
  const targets = names.slice(from);
  refuseTwice(targets, header?.line ?? 1);
  const list = new WellList();
  rows.forEach((row, i) => {
    takeRow(list, row, { targets, from, sample: isNamed ? (row.cells?.[0] ?? '') : String(i + 1) });
  });
  const message =
    'the rows have no names of samples and are called by their number: 1 is the first below the header';
  const warnings = isNamed ? [] : [{ code: 'sample.unnamed', message }];
  return list.read('Ct table', countLines(text.bytes, 0, text.bytes.length), warnings);
}

interface WideRow {
  readonly targets: readonly string[];
  readonly from: number;
  readonly sample: string;
}

function takeRow(
  list: WellList,
  { cells, line, text, isUnended }: TextRow,
  { targets, from, sample }: WideRow,
): void {
  if (isUnended && cells?.length === targets.length + from) list.endsAt(line);
  const isCutOff = isUnended && (cells?.length ?? 0) < targets.length + from;
  targets.forEach((target, i) => {
    list.row();
    const shown = cells?.[from + i];
    if (cells === null || isCutOff || cells.length !== targets.length + from || shown === undefined) {
      const code = isCutOff ? 'row.cut-off' : 'row.width';
      list.reject(
        line,
        {
          code,
          message: `expected ${targets.length + from} cells, got ${cells?.length ?? 'none that can be read'}`,
        },
        text,
      );
      return;
    }
    const ct = ctOf(shown, true);
    if ('code' in ct) list.reject(line, ct, shown);
    else
      list.add(
        line,
        { well: '', sample, target, task: 'UNKNOWN', ct: ct.value, quantity: null, isOmitted: false },
        '',
      );
  });
}

function refuseTwice(targets: readonly string[], line: number): void {
  const twice = targets.find((name, i) => targets.indexOf(name) < i);
  if (twice === undefined) return;
  const sentence = `line ${line}: two columns are called ${JSON.stringify(twice)}, and nobody can tell which is the target: rename one`;
  throw new Refusal('invalid', 'target.twice', sentence, { line, column: twice });
}
