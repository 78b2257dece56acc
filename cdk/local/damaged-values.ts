/**
 * What the tables answer where the disk gives back other bytes than were written. dynalite itself throws such an error
 * where nobody listens, which would end the whole stack.
 */
import type { Level } from 'dynalite/db/index.js';
import type { TablePlan } from './plan/plan.ts';

type Attribute = { readonly S: string } | { readonly N: string } | { readonly B: string };
type Item = Readonly<Record<string, Attribute>>;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Where an item has one of these, it has all. */
const BESIDE_THE_KEY = ['kind', 'version', 'body'];

/**
 * Makes a store answer every read: of an item that cannot be read its key alone, with the version 0, so that whoever
 * reads it sees by the missing rest that it is damaged and whoever writes may replace it; where the files cannot be
 * read, or not written, an error that dynalite answers.
 *
 * @param told makes of what the store says the error whose message is answered
 */
export function answerDamage(db: Level, tables: readonly TablePlan[], told: (error: unknown) => Error): void {
  const answered = (error: unknown) => withAnswer(told(error));
  const get = db.get.bind(db);
  db.get = (key, callback) =>
    get(key, (error, value) => {
      if (error instanceof Error && isUndecodable(error)) callback(null, soundOr(tables, key, undefined));
      else if (error) callback(isAbsence(error) ? error : answered(error));
      else callback(null, value === undefined ? undefined : soundOr(tables, key, value));
    });
  for (const write of ['put', 'del', 'batch'] as const) {
    const act = db[write].bind(db);
    db[write] = (...given) => {
      const callback = given.at(-1);
      if (typeof callback !== 'function') return act(...given);
      return act(...given.slice(0, -1), (error: unknown) => callback(error ? answered(error) : null));
    };
  }
  db.values = (...range) => {
    const iterator = db.iterator({ ...range[0], valueEncoding: 'utf8' });
    const close = () => iterator.close();
    const next = async () => {
      try {
        const entry = await iterator.next();
        return entry && soundOr(tables, entry[0], parsed(entry[1]));
      } catch (error) {
        throw answered(error);
      }
    };
    return { next, close, return: close };
  };
}

const isUndecodable = (error: Error) => 'code' in error && error.code === 'LEVEL_DECODE_ERROR';
const isAbsence = (error: unknown) => error instanceof Error && error.name === 'NotFoundError';

function withAnswer(error: Error): Error {
  const body = { __type: 'com.amazon.coral.service#InternalServerError', message: error.message };
  return Object.assign(error, { statusCode: 500, body });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value; its key alone where it is an item, or an entry of an index, and not what was written. */
function soundOr(tables: readonly TablePlan[], key: string, value: unknown): unknown {
  for (const table of tables) {
    const texts = textsOf(table, key);
    if (texts === null) continue;
    const keyAlone = keyOf(table, texts);
    const isIndexed = key.startsWith('index-');
    return isWritten(value, keyAlone, isIndexed ? Object.keys(keyAlone) : namesOf(table.properties.KeySchema))
      ? value
      : { ...keyAlone, version: { N: '0' } };
  }
  // The description of a table: one that is not there is made again from the template at the next start.
  return value;
}

function isWritten(item: unknown, keyAlone: Item, names: readonly string[]): boolean {
  if (!isItem(item)) return false;
  const rest = BESIDE_THE_KEY.filter((name) => item[name] !== undefined);
  const isWhole = rest.length === BESIDE_THE_KEY.length && 'N' in (item.version ?? {});
  return (
    (rest.length === 0 || isWhole) && names.every((name) => textOf(item[name]) === textOf(keyAlone[name]))
  );
}

/** By hand: a query looks at hundreds of items, and a schema takes longer than to read them from the disk. */
const isItem = (value: unknown): value is Item =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(isAttribute);

function isAttribute(value: unknown): value is Attribute {
  if (typeof value !== 'object' || value === null) return false;
  const [attribute, ...others] = Object.entries(value);
  if (attribute === undefined || others.length > 0) return false;
  const [type, text] = attribute;
  if (typeof text !== 'string') return false;
  // Base64 that was written is written so again.
  if (type === 'B') return Buffer.from(text, 'base64').toString('base64') === text;
  return type === 'S' || (type === 'N' && NUMBER.test(text));
}

const textOf = (attribute: Attribute | undefined) =>
  attribute !== undefined && 'S' in attribute ? attribute.S : null;

type KeySchema = TablePlan['properties']['KeySchema'];
const namesOf = (schema: KeySchema) => schema.map(({ AttributeName }) => AttributeName);

/** The texts of the key as dynalite writes them: of an item of the table, or of an entry of one of its indexes. */
function textsOf({ name, properties }: TablePlan, key: string): readonly string[] | null {
  const folders = [`item-${name}~`];
  for (const { IndexName } of properties.GlobalSecondaryIndexes ?? [])
    folders.push(`index-global~${name}~${IndexName}~`);
  const folder = folders.find((one) => key.startsWith(one));
  if (folder === undefined) return null;
  const [, ...parts] = key.slice(folder.length).split('/');
  return parts
    .slice(0, properties.KeySchema.length)
    .map((hexadecimal) => Buffer.from(hexadecimal, 'hex').toString());
}

/** An index of ours has the table's own key under other names: so a write over it finds its entry there too. */
function keyOf({ properties }: TablePlan, texts: readonly string[]): Item {
  const schemas = [properties, ...(properties.GlobalSecondaryIndexes ?? [])];
  return Object.fromEntries(
    schemas.flatMap(({ KeySchema }) => namesOf(KeySchema).map((name, i) => [name, { S: texts[i] ?? '' }])),
  );
}
