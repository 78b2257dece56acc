import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import { type Mission, rodentColumn } from '../../../support/rodent-research.ts';
import { seriesOf } from './series-of.ts';

export interface Twins {
  readonly flight: Series;
  readonly ground: Series;
}

/** Flight and ground of one quantity (`Temp_degC`) of a mission. */
export function rodentResearch(mission: Mission, quantity: string): Twins {
  const side = (name: string) => seriesOf(rodentColumn(mission, `${quantity}_${name}`), quantity);
  return { flight: side('ISS'), ground: side('Ground') };
}
