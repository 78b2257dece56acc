import { type UnitsRead, unitsAgreed, unitsDeclared } from '../../domain/experiment/units-read.ts';
import type { Ports } from '../../ports.ts';
import { keptDefinitions, readingNamed } from './load-reading.ts';
import { notedUnits } from './noted-units.ts';

/** In which units samples stand that were read under any of these readings; without one, under any there ever was. */
export async function unitsReadUnder(
  ports: Ports,
  experiment: string,
  readings: readonly string[],
): Promise<UnitsRead> {
  if (readings.length === 0) return unitsOfAll(ports, experiment);
  const each = await Promise.all(
    readings.map((one) => notedUnits.getOrRead(one, () => unitsOf(ports, experiment, one))),
  );
  return each.length === 1 ? each[0]! : unitsAgreed(each);
}

async function unitsOf(ports: Ports, experiment: string, readingRevision: string): Promise<UnitsRead> {
  const loaded = await readingNamed(ports, experiment, { readingRevision, definition: null });
  // An earlier version of the reader named its readings otherwise.
  return loaded === null ? unitsOfAll(ports, experiment) : unitsDeclared(loaded.index);
}

async function unitsOfAll(ports: Ports, experiment: string): Promise<UnitsRead> {
  const all: UnitsRead[] = [];
  for await (const { index } of keptDefinitions(ports, experiment)) all.push(unitsDeclared(index));
  return unitsAgreed(all);
}
