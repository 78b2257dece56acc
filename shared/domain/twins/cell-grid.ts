import { microsOf } from '../telemetry/rule.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';

/** Equal stretches of elapsed time, of each of which it is kept what the pairs in it come to. */
export interface CellGrid {
  /** Where a cell begins, on the flight's axis: the reference event, so that windows and phases begin with one. */
  readonly origin: Micros;
  readonly length: Micros;
}

const LENGTHS: readonly Seconds[] = [300, 600, 900, 1200, 1800, 3600];
/** Then what is kept of the pairs takes a tenth of what they take. */
const LEAST_PERIODS = 240;

/** Null where samples are so rare that their pairs are soon read. */
export function cellGridOf(periodSeconds: Seconds, referenceAt: Micros | null): CellGrid | null {
  const length = LENGTHS.find((seconds) => seconds >= LEAST_PERIODS * periodSeconds);
  return length === undefined ? null : { origin: referenceAt ?? 0, length: length * MICROS_PER_SECOND };
}

/** Windows of cells are a whole number of them: a longer resolution is rounded up to one, a shorter one is as it is. */
export function inWholeCells({ length }: CellGrid, resolutionSeconds: Seconds): Seconds {
  const micros = microsOf(resolutionSeconds);
  return micros <= length ? resolutionSeconds : (Math.ceil(micros / length) * length) / MICROS_PER_SECOND;
}
