/** Records of the catalogue by what is asked of them: everything that is named must hold. */
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { type LiteratureRecord, literatureRecords } from './catalogue.ts';
import { endpointNamed, endpointOf, symbolNamed } from './names.ts';
import { plain, unknown } from './plain.ts';
import { isPlace, reportedOf } from './reported.ts';
import { techniqueNamed, techniquesIn } from './techniques.ts';

/** Each as people write it. */
export interface LiteratureQuery {
  readonly symbol?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly technique?: string | undefined;
  readonly cell?: string | undefined;
  readonly species?: string | undefined;
  readonly site?: string | undefined;
  readonly compartment?: string | undefined;
  readonly load?: LiteratureRecord['load'];
  readonly contrast?: LiteratureRecord['contrast'] | undefined;
  readonly table?: number | undefined;
  readonly reference?: number | undefined;
}

/** A query in the catalogue's own words. */
export interface LiteratureAsked extends Pick<LiteratureQuery, 'load' | 'contrast' | 'table' | 'reference'> {
  readonly symbol: string | null;
  readonly endpoint: string | null;
  /** What a measurement of one place is held against, where the endpoint names one (`bmd@femur`); null: at any. */
  readonly held: ReadonlySet<LiteratureRecord> | null;
  /** The technique with what is one of its kind; null: any. */
  readonly techniques: readonly string[] | null;
  readonly words: Readonly<Record<'cell' | 'species' | 'site' | 'compartment', string | null>>;
}

/** Fails with `literature.…` where nothing of the catalogue is called so, naming the nearest. */
export function literatureAsked(query: LiteratureQuery): LiteratureAsked {
  const { symbol, endpoint, technique, load, contrast, table, reference } = query;
  return {
    symbol: symbol === undefined ? null : symbolNamed(symbol),
    endpoint: endpoint === undefined ? null : endpointNamed(endpoint.split('@')[0] ?? ''),
    held: endpoint === undefined ? null : heldAgainst(endpoint),
    techniques: technique === undefined ? null : techniquesIn(techniqueNamed(technique)),
    words: {
      cell: wordAsked(query, 'cell'),
      species: wordAsked(query, 'species'),
      site: wordAsked(query, 'site'),
      compartment: wordAsked(query, 'compartment'),
    },
    ...{ load, contrast, table, reference },
  };
}

/** Fails with `literature.site` where no study names the place. */
function heldAgainst(endpoint: string): ReadonlySet<LiteratureRecord> | null {
  if (!endpoint.includes('@')) return null;
  const [name = ''] = endpoint.split('@');
  const told = endpoint.slice(name.length + 1);
  if (!isPlace(told))
    throw new Refusal(
      'invalid',
      'literature.site',
      `expected a site and a compartment after ${quoted(`${name}@`)}, got ${quoted(told)}: such as ${name}@femur/trabecular`,
      { field: 'query.endpoint' },
    );
  const { records, unknown: why } = reportedOf(endpoint);
  if (why !== null) throw new Refusal('not-found', 'literature.site', why, { field: 'query.endpoint' });
  return new Set(records);
}

const WORDS = ['cell', 'species', 'site', 'compartment'] as const;
type Word = (typeof WORDS)[number];

/** What a record says of a word, in which the asked one is looked for. */
const SAID: Readonly<Record<Word, (record: LiteratureRecord) => string>> = {
  cell: ({ cell = '', cellClass }) => `${cell} ${cellClass}`,
  species: ({ species = '' }) => species,
  site: ({ site = '' }) => site,
  compartment: ({ compartment = '' }) => compartment,
};

/** A word that no record has anywhere was mistyped, or is of something else. */
function wordAsked(query: LiteratureQuery, word: Word): string | null {
  const asked = query[word];
  if (asked === undefined) return null;
  const said = literatureRecords().map(SAID[word]);
  if (said.some((text) => isIn(asked, text))) return asked;
  const known = [...new Set(said.map((text) => text.trim()).filter((text) => text !== ''))];
  throw unknown(word, asked, `no study of the catalogue has the ${word} ${quoted(asked)}`, known);
}

/** A word without a letter is in none. */
const isIn = (asked: string, text: string): boolean =>
  plain(asked) !== '' && plain(text).includes(plain(asked));

/** In the order of the catalogue. */
export const recordsAsked = (asked: LiteratureAsked): LiteratureRecord[] =>
  literatureRecords().filter((record) => isAsked(record, asked));

function isAsked(record: LiteratureRecord, asked: LiteratureAsked): boolean {
  const { symbol, endpoint, held, techniques, words, load, contrast, table, reference } = asked;
  const hasWord = (word: Word) => words[word] === null || isIn(words[word], SAID[word](record));
  return (
    (symbol === null || record.symbols.includes(symbol)) &&
    (endpoint === null || record.endpoint === endpoint || endpointOf(record) === endpoint) &&
    (held === null || held.has(record)) &&
    (techniques === null || techniques.includes(record.technique)) &&
    WORDS.every(hasWord) &&
    (load === undefined || record.load === load) &&
    (contrast === undefined || record.contrast === contrast) &&
    (table === undefined || record.table === table) &&
    (reference === undefined || record.references.includes(reference))
  );
}
