import { type CalibrationInForce, calibrationText } from '../../../shared/domain/calibration/in-force.ts';
import { listText } from '../../../shared/domain/words/list.ts';

const MOST_NAMED = 6;

/** What a folder of segments says about its numbers; nothing where no calibration is declared. */
export function storedNumbersText(calibrations: readonly CalibrationInForce[]): string {
  if (calibrations.length === 0) return '';
  return `these are the numbers of the files; answers are ${calibrationsLines(calibrations)}`;
}

/** One line that names, each once, what the numbers went through; nothing where no calibration is declared. */
export function calibrationsLines(calibrations: readonly CalibrationInForce[]): string {
  if (calibrations.length === 0) return '';
  return `calibrated by ${listText([...new Set(calibrations.map(calibrationText))], '; ', MOST_NAMED)}\n`;
}
