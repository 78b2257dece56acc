/** The wells of a file as they are read, and what becomes of those that stand twice. */
import type { AssayRead, Well, WellTable } from '../../domain/assay/tables.ts';
import { quoted } from '../../domain/quoted.ts';
import { countText } from '../../domain/words/count.ts';
import { refuseAbove } from '../assay/limits.ts';
import { cutOffWarnings, notEndedWarnings, RejectList } from '../assay/reject-list.ts';

const MOST_WELLS = 200_000;

/** What one file of wells holds. */
export type WellsRead = AssayRead & { readonly table: WellTable };

interface PlacedWell {
  readonly line: number;
  readonly well: Well;
  /** Where it stands: plate, position and target; null where the file says no position. */
  readonly place: string | null;
}

export class WellList {
  readonly rejects = new RejectList();
  readonly #wells: PlacedWell[] = [];
  #rows = 0;
  #unended: number | null = null;

  /** Counts a row. Fails with `assay.too-large`. */
  row(): void {
    this.#rows++;
    refuseAbove(MOST_WELLS, this.#rows, 'wells', 'send the plates in several files');
  }

  add(line: number, well: Well, plate: string): void {
    const place = well.well === '' ? null : JSON.stringify([plate, well.well, well.target]);
    this.#wells.push({ line, well, place });
  }

  /** The last row of the file, which has no line end. */
  endsAt(line: number): void {
    this.#unended = line;
  }

  reject(line: number, { code, message }: { code: string; message: string }, text: string): void {
    this.rejects.row(line, code, message, text, 1);
  }

  /** Records are wells: records = wells of the table + repeated + rejected. */
  read(format: string, lines: number, warnings: AssayRead['warnings']): WellsRead {
    const { wells, repeated } = this.#settled();
    const rejected = this.rejects.sorted();
    const table = { table: 'wells' as const, wells };
    return {
      ...{ table, format, lines, rows: this.#rows, records: this.#rows, repeated, rejected },
      warnings: [
        ...warnings,
        ...wholeCts(wells),
        ...noTargets(wells),
        ...cutOffWarnings(rejected),
        ...notEndedWarnings(this.#unended),
      ],
    };
  }

  #settled(): { wells: Well[]; repeated: number } {
    const byPlace = Map.groupBy(
      this.#wells.filter(({ place }) => place !== null),
      ({ place }) => place,
    );
    const out = new Set<PlacedWell>();
    let repeated = 0;
    for (const [first, ...others] of byPlace.values()) {
      if (first === undefined || others.length === 0) continue;
      const isSame = others.every(({ well }) => JSON.stringify(well) === JSON.stringify(first.well));
      for (const one of isSame ? others : [first, ...others]) out.add(one);
      if (isSame) repeated += others.length;
      else this.#rejectTwice([first, ...others]);
    }
    return { wells: this.#wells.filter((one) => !out.has(one)).map(({ well }) => well), repeated };
  }

  #rejectTwice(places: readonly PlacedWell[]): void {
    const lines = places.map(({ line }) => line).join(', ');
    for (const { line, well } of places) {
      const message = `expected each well once, got ${quoted(well.well)} of ${quoted(well.target)} with different contents on lines ${lines}: which of them is right cannot be told`;
      this.reject(line, { code: 'well.twice', message }, well.well);
    }
  }
}

/** The cycles after which runs end. */
const LAST_CYCLES: ReadonlySet<number> = new Set([35, 40, 45, 50]);

/** A whole number among fractions, and the highest of them, is rather the number of cycles than a measurement. */
function wholeCts(wells: readonly Well[]): AssayRead['warnings'] {
  const cts = wells.flatMap(({ ct }) => (ct === null ? [] : [ct]));
  const highest = cts.reduce((most, ct) => Math.max(most, ct), 0);
  const alike = cts.filter((ct) => ct === highest).length;
  if (!LAST_CYCLES.has(highest) || cts.every((ct) => ct % 1 === 0)) return [];
  const message = `${countText(alike, 'well')} with a Ct of exactly ${highest}, the highest of the file: where this stands for "never crossed", write Undetermined, since ${highest} would be averaged`;
  return [{ code: 'ct.maybe-never', message }];
}

function noTargets(wells: readonly Well[]): AssayRead['warnings'] {
  const none = wells.filter(({ target }) => target === '').length;
  if (none === 0) return [];
  const message = `${countText(none, 'well')} without a target: the export does not name the gene that was amplified`;
  return [{ code: 'target.none', message }];
}
