import {
  type SeriesCalibration,
  stretchAt,
  stretchWords,
} from '../../domain/calibration/series-calibration.ts';
import type { Declared } from '../../domain/experiment/declared.ts';
import { type SourceRow, sourceCell } from '../../domain/experiment/source-cells.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { seriesFed } from '../../domain/experiment/unit-series.ts';
import { oncePer } from '../../domain/once-per.ts';
import type { ReadPlan } from '../reading/reading.ts';

/**
 * What texts in a column stand for, by the enumerations of the series that it feeds; undefined where none is declared.
 * Asked for every cell that is no number: what a column measures in rows of a kind is found once.
 *
 * @param rows what the rows of each kind speak of; more kinds may come while the file is read
 */
export function wordTeller(
  declared: Declared,
  source: Source,
  rows: readonly SourceRow[],
): ReadPlan['wordsAt'] {
  if (!hasWords(declared)) return undefined;
  const calibrationOf = oncePer((kind: number) =>
    oncePer((header: string): SeriesCalibration | null => {
      const cell = sourceCell(source, rows[kind]!, header);
      return cell === null ? null : seriesFed(declared, cell.unit, cell).calibration;
    }),
  );
  const wordsOf = oncePer(stretchWords);
  return (kind, header, time) => {
    const calibration = calibrationOf(kind)(header);
    return calibration === null ? null : (wordsOf(stretchAt(calibration, time))?.numberOf ?? null);
  };
}

function hasWords({ definition: { channels, units } }: Declared): boolean {
  const lists = [
    ...channels.map(({ calibrators }) => calibrators),
    ...units.flatMap(({ sensors }) => sensors.map(({ calibrations }) => calibrations)),
  ];
  return lists.flat().some(({ enumeration }) => enumeration !== undefined);
}
