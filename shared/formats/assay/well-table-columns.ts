/** Wells of a plate as columns, and read again. */
import * as z from 'zod';
import { WELL_TASKS, type Well, type WellTable } from '../../domain/assay/tables.ts';
import { byText } from '../../domain/by-text.ts';
import { numbers, orNull, texts } from './table-columns.ts';

export function wellColumns(wells: readonly Well[]) {
  const number = (name: string, of: (well: Well) => number | null) => numbers(name, wells.map(of));
  return [
    texts(
      'well',
      wells.map(({ well }) => well),
    ),
    texts(
      'sample',
      wells.map(({ sample }) => sample),
    ),
    texts(
      'target',
      wells.map(({ target }) => target),
    ),
    texts(
      'task',
      wells.map(({ task }) => task),
    ),
    number('ct', ({ ct }) => ct),
    number('quantity', ({ quantity }) => quantity),
    number('omitted', ({ isOmitted }) => (isOmitted ? 1 : 0)),
  ];
}

/** In the order of the samples' names, so that equal tables give equal bytes. */
export function descriptionsOf({ descriptions }: WellTable): { descriptions?: [string, string][] } {
  if (descriptions === undefined) return {};
  return { descriptions: [...descriptions].sort(([a], [b]) => byText(a, b)) };
}

export function decodeWells(
  textsAt: (column: number) => readonly string[],
  numbersAt: (column: number) => Float64Array,
): Well[] {
  const [well, sample, target, task] = [textsAt(0), textsAt(1), textsAt(2), textsAt(3)];
  const [ct, quantity, omitted] = [numbersAt(4), numbersAt(5), numbersAt(6)];
  return well.map((name, i) => ({
    ...{ well: name, sample: sample[i]!, target: target[i]! },
    task: z.enum(WELL_TASKS).parse(task[i]),
    ...{ ct: orNull(ct[i]!), quantity: orNull(quantity[i]!), isOmitted: omitted[i] === 1 },
  }));
}
