/** Which references are of people or animals: what a body does in weightlessness, its cells need not do in a dish. */
import { once } from '../once-per.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { techniques } from './techniques.ts';

const BODY = /astronaut|volunteer|animal|bed rest|\brat\b/;

/** Platforms that take no cells, such as bed rest and hindlimb unloading: cells of their studies were taken from bodies. */
const ofBodiesAlone: () => ReadonlySet<string> = once(
  () => new Set(techniques().flatMap(({ id, appliesTo }) => (appliesTo.includes('cells') ? [] : [id]))),
);

const isOfBody = ({ model, technique }: LiteratureRecord): boolean =>
  (model !== undefined && BODY.test(model)) || ofBodiesAlone().has(technique);

/** A row of a table says what was studied; a sentence names cells of a body as well, and counts where there is no row. */
const bodies: () => ReadonlySet<number> = once(() => {
  const told = literatureRecords().flatMap((record) =>
    record.references.map((reference) => ({ reference, record })),
  );
  const of = [...Map.groupBy(told, ({ reference }) => reference)].map(([reference, all]) => {
    const rows = all.filter(({ record }) => record.table !== undefined);
    return { reference, records: (rows.length > 0 ? rows : all).map(({ record }) => record) };
  });
  const areOfBodies = (records: readonly LiteratureRecord[]) =>
    records.some(isOfBody) && !records.some((one) => one.cell !== undefined && !isOfBody(one));
  return new Set(of.flatMap(({ reference, records }) => (areOfBodies(records) ? [reference] : [])));
});

/** `, of which 2 of people or animals (26, 40)`; nothing where all are of cells, or nobody knows. */
export function bodiesText(references: readonly number[]): string {
  const own = references.filter((one) => bodies().has(one));
  if (own.length === 0) return '';
  const which = listText(own.map(String), ', ', 12);
  return own.length === references.length
    ? `, all of people or animals and none of cells in culture`
    : `, of which ${countText(own.length, 'study', 'studies')} of people or animals (${which})`;
}
