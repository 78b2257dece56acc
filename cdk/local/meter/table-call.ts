/** One call of the table on its way through the meter. */
import { z } from 'zod';
import type { TablePlan } from '../plan/plan.ts';
import { type Item, indexUnits, itemBytes, itemSchema, writeUnits } from './item-size.ts';
import type { Meter } from './meter.ts';

const writeSchema = z.looseObject({
  TableName: z.string(),
  Item: itemSchema.optional(),
  ReturnValues: z.string().optional(),
});
const writtenSchema = z.looseObject({ Attributes: itemSchema.optional() });
const readSchema = z.looseObject({ TableName: z.string() });
const capacitySchema = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }) });

interface TableCall {
  /** What dynalite is to be asked. */
  readonly body: Buffer;
  /** Counts what the answer says; resolves to the answer that goes back. */
  answered(status: number, answer: Buffer): Buffer;
}

/**
 * Counts reads as dynalite counts them, which knows what a query looked at, and writes by the items before and after,
 * because dynalite leaves out the indexes. A write that failed its condition is charged by what it would have written:
 * what stands there is of the same size, and not told.
 */
export function tableCall(
  target: string,
  body: Buffer,
  {
    tables,
    meter,
    who,
  }: { readonly tables: readonly TablePlan[]; readonly meter: Meter; readonly who: string },
): TableCall {
  const operation = target.slice(target.indexOf('.') + 1);
  const asItIs: TableCall = { body, answered: (_, answer) => answer };
  const asked = jsonOf(body);
  if (operation === 'PutItem' || operation === 'DeleteItem') {
    const parsed = writeSchema.safeParse(asked);
    const table = parsed.success ? tables.find(({ name }) => name === parsed.data.TableName) : undefined;
    if (!parsed.success || table === undefined || parsed.data.ReturnValues !== undefined) return asItIs;
    const after = parsed.data.Item ?? null;
    return {
      body: Buffer.from(JSON.stringify({ ...parsed.data, ReturnValues: 'ALL_OLD' })),
      answered: (status, answer) => countWrite({ status, answer, after, table, meter, who }),
    };
  }
  const read = readSchema.safeParse(asked);
  if ((operation !== 'GetItem' && operation !== 'Query') || !read.success) return asItIs;
  return {
    body: Buffer.from(JSON.stringify({ ...read.data, ReturnConsumedCapacity: 'TOTAL' })),
    answered(_, answer) {
      const capacity = capacitySchema.safeParse(jsonOf(answer));
      // A read that finds nothing is charged as one of the least size.
      if (capacity.success)
        meter.count(who, 'tableReadUnits', Math.max(0.5, capacity.data.ConsumedCapacity.CapacityUnits));
      return answer;
    },
  };
}

interface Write {
  readonly status: number;
  readonly answer: Buffer;
  readonly after: Item | null;
  readonly table: TablePlan;
  readonly meter: Meter;
  readonly who: string;
}

function countWrite({ status, answer, after, table, meter, who }: Write): Buffer {
  if (status !== 200) {
    meter.count(who, 'tableWriteUnits', writeUnits(null, after));
    return answer;
  }
  const { Attributes: before = null, ...rest } = writtenSchema.parse(jsonOf(answer));
  meter.count(who, 'tableWriteUnits', writeUnits(before, after) + unitsInIndexes(table, before, after));
  const bytesOf = (item: Item | null) => (item === null ? 0 : itemBytes(item));
  meter.store('tableBytes', bytesOf(after) - bytesOf(before));
  return Buffer.from(JSON.stringify(rest));
}

function unitsInIndexes({ properties }: TablePlan, before: Item | null, after: Item | null): number {
  const names = (schema: readonly { readonly AttributeName: string }[]) =>
    schema.map((one) => one.AttributeName);
  let units = 0;
  for (const { KeySchema, Projection } of properties.GlobalSecondaryIndexes ?? []) {
    const keys = names(KeySchema);
    const all = Object.keys({ ...before, ...after });
    const some = [...names(properties.KeySchema), ...keys, ...(Projection.NonKeyAttributes ?? [])];
    units += indexUnits(before, after, { keys, projected: Projection.ProjectionType === 'ALL' ? all : some });
  }
  return units;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // Not ours to judge: dynalite refuses it, in DynamoDB's words.
    return null;
  }
}
