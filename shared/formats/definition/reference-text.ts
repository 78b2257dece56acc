import { definitionJsonSchema } from './json-schema.ts';
import {
  type Alternative,
  conditionsOf,
  literalNames,
  type Place,
  placeOfObjects,
  placesWithin,
  type Variant,
  variantsOf,
} from './schema-objects.ts';
import { codeText, typeText } from './type-text.ts';

/** Every object of the definition with its properties, as Markdown: the schema for people. */
export function definitionReference(): string {
  const sections = sectionsOf({ path: '', alternatives: [{ schema: definitionJsonSchema(), when: [] }] });
  const texts = sections.places.map((place) => [
    headingOf(place),
    ...introOf(place),
    tableOf(place, sections.alike),
  ]);
  return `${[HEAD, ...texts.flat()].join('\n\n')}\n`;
}

const HEAD = `# Reference of the definition

Every property of a [definition](definition.md), made from the [schema](definition.schema.json) that editors check against. In headings, \`[]\` is an entry of a list and \`<name>\` an entry of a map.`;

interface Sections {
  readonly places: readonly Place[];
  /** Where the objects of a place are described: at the first place that takes the same. */
  readonly alike: ReadonlyMap<string, string>;
}

function sectionsOf(whole: Place): Sections {
  const places: Place[] = [];
  const [alike, seen] = [new Map<string, string>(), new Map<string, string>()];
  const visit = (place: Place): void => {
    const content = JSON.stringify(place.alternatives.map(({ schema }) => schema.properties));
    const first = seen.get(content);
    alike.set(place.path, first ?? place.path);
    if (first !== undefined) return;
    seen.set(content, place.path);
    places.push(place);
    for (const within of placesWithin(place)) visit(within);
  };
  visit(whole);
  return { places, alike };
}

function headingOf({ path }: Place): string {
  if (path === '') return '## The document';
  return `${/[.]/.test(path) ? '###' : '##'} \`${path}\``;
}

/** What is said of the objects themselves, where all alternatives say the same. */
function introOf({ path, alternatives }: Place): string[] {
  const [said, ...others] = new Set(alternatives.map(({ schema }) => schema.description));
  return path === '' || said === undefined || others.length > 0 ? [] : [prose(said)];
}

function tableOf(place: Place, alike: Sections['alike']): string {
  const rows = rowsOf(place, alike).map((cells) => `| ${cells.join(' | ')} |`);
  return [
    '| property | type and values | default | what it says |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function rowsOf(place: Place, alike: Sections['alike']): string[][] {
  const variants = Map.groupBy(variantsOf(place), ({ name }) => name);
  return [...variants].flatMap(([name, all]) => {
    const rows = all.map((variant) => ({ ...cellsOf(place, variant, alike), holders: variant.holders }));
    if (literalNames(place.alternatives).includes(name)) return [literalsRow(name, rows)];
    const groups = Map.groupBy(rows, ({ type, value, text }) => JSON.stringify([type, value, text]));
    return [...groups.values()].map((group) => {
      const [{ type, value, text }] = group as [Row, ...Row[]];
      const conditions = conditionsOf(
        group.flatMap(({ holders }) => holders),
        place.alternatives,
      );
      const only = conditions.length === 0 ? '' : `Only with ${conditions.map(code).join(' or ')}. `;
      return [codeText(name), type, value, `${only}${text}`];
    });
  });
}

interface Row {
  readonly type: string;
  readonly value: string;
  readonly text: string;
  readonly holders: readonly Alternative[];
}

/** A property that tells alternatives apart: what each of its values means. */
function literalsRow(name: string, rows: readonly Row[]): string[] {
  const told = (cell: (row: Row) => string) => [...new Set(rows.map(cell))];
  const values = told(({ value }) => value).filter((value) => value !== REQUIRED);
  return [
    codeText(name),
    told(({ type }) => type).join(', '),
    values[0] ?? REQUIRED,
    told(({ text }) => text).join(' '),
  ];
}

const REQUIRED = 'required';

function cellsOf(place: Place, variant: Variant, alike: Sections['alike']) {
  const { schema } = variant;
  const objects = placeOfObjects(place, variant);
  const section = objects === null ? '' : (alike.get(objects) ?? objects);
  return {
    type: typeText(schema, `[object](#${anchorOf(section)})`),
    value: valueText(place, variant),
    text: prose(schema.description ?? ''),
  };
}

function valueText({ alternatives }: Place, { schema, name, holders }: Variant): string {
  if (holders.every((one) => one.schema.required?.includes(name))) {
    const others = alternatives.filter((one) => !holders.includes(one));
    const isOneOfSeveral = others.some((one) => holders.some((holder) => standTogether(holder, one)));
    return isOneOfSeveral ? 'one of these' : REQUIRED;
  }
  const isEmpty = schema.default === undefined || /^(\[\]|\{\})$/.test(JSON.stringify(schema.default));
  return isEmpty ? '' : codeText(schema.default);
}

/** Whether the document decides between the two by which of their properties it has. */
const standTogether = (one: Alternative, other: Alternative) =>
  literalNames([one, other]).length === 0 &&
  (one.when.length === 0 || one.when.some((condition) => other.when.includes(condition)));

/** As GitHub makes it of a heading. */
const anchorOf = (path: string): string => path.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '');

const code = (text: string) => `\`${text}\``;

/** Plain text within Markdown: nothing in it is markup, and no bar ends a cell. */
const prose = (text: string): string => text.replaceAll(/[\\`*_<|]/g, '\\$&');
