import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LiteratureOnWire } from '../../../shared/contract/literature.ts';
import { findingWords, techniqueWords } from '../../../shared/domain/literature/finding-words.ts';
import { DIRECTIONS } from '../../../shared/domain/literature/words.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { addressOf } from '../address/route.ts';
import {
  askedOf,
  expectedGone,
  type Filter,
  type Filters,
  filtersIn,
  findingsGone,
} from '../literature/asked.ts';
import { Answer } from '../parts/answer.tsx';
import type { Api } from '../stack/api.ts';
import type { Experiment } from '../stack/experiment.ts';
import { askFindings } from '../stack/literature.ts';
import { useAnswer } from '../stack/use-answer.ts';

/** Of more rows a page would be a wall; the others come when they are asked for. */
const ROWS = 60;

interface LiteratureProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly query: Readonly<Record<string, string>>;
}

/** The catalogue by what is asked of it: what its studies come to, each finding, and where the review disagrees with itself. */
export function Literature({ api, experiment, query }: LiteratureProps) {
  const filters = filtersIn(query);
  const asked = askedOf(filters);
  const key = JSON.stringify(asked);
  const shown = useAnswer(`literature ${key}`, (signal) => askFindings(api, asked, signal));
  const hrefOf: HrefOf = (changed) =>
    addressOf(experiment.id, 'literature', { ...filters, most: null, ...changed });
  const isAll = query.most === 'all';
  return (
    <>
      <FilterForm key={JSON.stringify(filters)} filters={filters} hrefOf={hrefOf} />
      <Answer of={shown} what="the literature">
        {(reported) =>
          'none' in reported ? (
            <NotCalledSo sentence={reported.none} href={hrefOf(cleared)} />
          ) : (
            <Found {...{ filters, hrefOf, isAll }} answer={reported.found} />
          )
        }
      </Answer>
    </>
  );
}

/** That nothing of the catalogue is called so is an answer, with the nearest name. */
function NotCalledSo({ sentence, href }: { readonly sentence: string; readonly href: string }) {
  return (
    <div class="box" role="status">
      <p>{sentence}</p>
      <p>
        What is not in the catalogue was not reported by the studies it holds. That is not evidence of no
        effect. <a href={href}>All findings</a>
      </p>
    </div>
  );
}

/** The address of the page with other filters. */
type HrefOf = (changed: Readonly<Partial<Record<Filter | 'most', string | null>>>) => string;

const MAIN: readonly Field[] = [
  { name: 'symbol', label: 'Gene', hint: 'symbol or product, such as RANKL' },
  { name: 'endpoint', label: 'Endpoint', hint: 'such as pits, bmd@femur' },
  { name: 'technique', label: 'Platform', hint: 'such as ISS, RPM, bed rest' },
  { name: 'direction', label: 'Went', options: DIRECTIONS },
  { name: 'reference', label: 'Study', hint: 'number of the reference' },
];
const MORE: readonly Field[] = [
  { name: 'consensus', label: 'Studies agree', options: ['single-study', 'consistent', 'conflicting'] },
  { name: 'cell', label: 'Cell', hint: 'such as osteoclast' },
  { name: 'species', label: 'Species', hint: 'such as mouse' },
  { name: 'site', label: 'Site', hint: 'bone or fluid, such as tibia' },
  { name: 'compartment', label: 'Compartment', hint: 'such as trabecular' },
  { name: 'load', label: 'Bone', options: ['weight_bearing', 'non_weight_bearing'] },
  {
    name: 'contrast',
    label: 'Compared',
    options: ['gravity', 'treatment', 'background', 'recovery', 'site', 'association'],
  },
  { name: 'table', label: 'Table', options: ['1', '2', '3', '4', '5'] },
];

/** No filter at all. */
const cleared = Object.fromEntries([...MAIN, ...MORE].map(({ name }) => [name, null]));

interface Field {
  readonly name: Filter;
  readonly label: string;
  readonly hint?: string;
  readonly options?: readonly string[];
}

interface FilterFormProps {
  readonly filters: Filters;
  readonly hrefOf: HrefOf;
}

function FilterForm({ filters, hrefOf }: FilterFormProps) {
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    location.hash = hrefOf(
      Object.fromEntries(
        [...MAIN, ...MORE].map(({ name }) => [name, String(given.get(name) ?? '').trim() || null]),
      ),
    );
  };
  const hasMore = MORE.some(({ name }) => filters[name] !== undefined);
  const fieldsOf = (fields: readonly Field[]) =>
    fields.map((field) => <FieldInput key={field.name} field={field} value={filters[field.name] ?? ''} />);
  return (
    <form class="filters" onSubmit={find}>
      {fieldsOf(MAIN)}
      <details open={hasMore}>
        <summary>More filters</summary>
        <div class="filters">{fieldsOf(MORE)}</div>
      </details>
      <div class="filters-act">
        <button type="submit">Find</button>
        {Object.keys(filters).length > 0 && (
          <a class="act" href={hrefOf(cleared)}>
            All findings
          </a>
        )}
      </div>
    </form>
  );
}

function FieldInput({ field, value }: { readonly field: Field; readonly value: string }) {
  const { name, label, hint, options } = field;
  return (
    <div>
      <label for={`filter-${name}`}>{label}</label>
      {options === undefined ? (
        <input
          id={`filter-${name}`}
          name={name}
          defaultValue={value}
          placeholder={hint}
          maxLength={100}
          autocomplete="off"
        />
      ) : (
        <select id={`filter-${name}`} name={name}>
          {['', ...options, ...(value === '' || options.includes(value) ? [] : [value])].map((one) => (
            <option key={one} value={one} selected={one === value}>
              {one === '' ? 'any' : one.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

interface FoundProps {
  readonly answer: LiteratureOnWire;
  readonly filters: Filters;
  readonly hrefOf: HrefOf;
  readonly isAll: boolean;
}

function Found({ answer, filters, hrefOf, isAll }: FoundProps) {
  const { records, expected, techniques, remarks, inconsistencies, source, version } = answer;
  const { shown, remark } = useMemo(
    () => findingsGone(records, filters.direction),
    [records, filters.direction],
  );
  const sides = useMemo(() => expectedGone(expected, filters.direction), [expected, filters.direction]);
  const ofDirection = shown.length === records.length ? '' : `${countText(shown.length, 'finding')} of `;
  return (
    <>
      {[...remarks, ...(remark === null ? [] : [remark])].map((one) => (
        <p class="box" key={one} role="status">
          {one}
        </p>
      ))}
      <p>
        <strong>
          {ofDirection}
          {countText(records.length, 'finding')}
        </strong>
        {Object.keys(filters).length === 0 ? ', the whole catalogue' : ' for these filters'} (
        <code>{version}</code>: {source}). Numbers are those of its references; no finding has a variance. A
        gene or an endpoint that is not listed is not in this catalogue: that is not evidence of no effect.
      </p>
      <ExpectedTable {...{ expected: sides, hrefOf, isAll }} />
      <Findings {...{ records: shown, hrefOf, isAll }} />
      {techniques.length > 0 && <Techniques techniques={techniques} />}
      <Inconsistencies inconsistencies={inconsistencies} isOpen={inconsistencies.length <= 5} />
    </>
  );
}

/** The first rows, and how many more there are. */
function useFirst<T>(
  all: readonly T[],
  isAll: boolean,
): { readonly rows: readonly T[]; readonly left: number } {
  const rows = useMemo(() => (isAll ? all : all.slice(0, ROWS)), [all, isAll]);
  return { rows, left: all.length - rows.length };
}

function More({
  left,
  what,
  hrefOf,
}: {
  readonly left: number;
  readonly what: string;
  readonly hrefOf: HrefOf;
}) {
  if (left === 0) return null;
  return (
    <p>
      {groupedText(left)} more {what} are not shown. <a href={hrefOf({ most: 'all' })}>Show all</a>
    </p>
  );
}

type Expected = LiteratureOnWire['expected'][number];

const CONFLICTS = {
  opposite: 'conflicting: up and down were both reported',
  'effect-and-none': 'conflicting: some saw an effect, some none',
} as const;

interface ExpectedTableProps {
  readonly expected: readonly Expected[];
  readonly hrefOf: HrefOf;
  readonly isAll: boolean;
}

/** Signs are never averaged: both sides are listed. */
function ExpectedTable({ expected, hrefOf, isAll }: ExpectedTableProps) {
  const { rows, left } = useFirst(expected, isAll);
  if (expected.length === 0) return null;
  return (
    <section>
      <h2>What is to be expected in weightlessness</h2>
      <p class="soft">
        References by what they reported, per gene or endpoint and platform. Only comparisons of gravity
        count, at bones that the platform unloads.
      </p>
      <table class="figures">
        <thead>
          <tr>
            {['what', 'platform', 'up', 'down', 'unchanged', 'mixed', 'studies'].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, technique, sides, consensus, conflict, direct, references }) => (
            <tr key={`${of} ${technique}`}>
              <td data-label="what">{of.replaceAll('_', ' ')}</td>
              <td data-label="platform">{technique.replaceAll('_', ' ')}</td>
              {DIRECTIONS.map((direction) => (
                <Cell label={direction} key={direction}>
                  <References numbers={sides[direction] ?? []} hrefOf={hrefOf} />
                </Cell>
              ))}
              <Cell label="studies">
                {conflict === null ? consensus : CONFLICTS[conflict]}
                {direct.length === references.length ? '' : '; some are cited together'}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      <More left={left} what="genes and endpoints" hrefOf={hrefOf} />
    </section>
  );
}

interface ReferencesProps {
  readonly numbers: readonly number[];
  readonly hrefOf: HrefOf;
}

function References({ numbers, hrefOf }: ReferencesProps) {
  if (numbers.length === 0) return <>–</>;
  return (
    <>
      {numbers.map((one, i) => (
        <span key={one}>
          {i > 0 && ', '}
          <a
            class="reference"
            href={hrefOf({ reference: String(one) })}
            title={`All findings of reference ${one}`}
          >
            {one}
          </a>
        </span>
      ))}
    </>
  );
}

interface FindingsProps {
  readonly records: readonly LiteratureOnWire['records'][number][];
  readonly hrefOf: HrefOf;
  readonly isAll: boolean;
}

function Findings({ records, hrefOf, isAll }: FindingsProps) {
  const { rows, left } = useFirst(records, isAll);
  if (records.length === 0) return null;
  return (
    <section>
      <h2>Findings</h2>
      <table class="figures findings">
        <thead>
          <tr>
            {[
              'study',
              'in the review',
              'subject',
              'platform',
              'days',
              'what',
              'went',
              'against',
              'notes',
            ].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <FindingRow key={one.id} finding={one} hrefOf={hrefOf} />
          ))}
        </tbody>
      </table>
      <More left={left} what="findings" hrefOf={hrefOf} />
    </section>
  );
}

function FindingRow({
  finding,
  hrefOf,
}: {
  readonly finding: LiteratureOnWire['records'][number];
  readonly hrefOf: HrefOf;
}) {
  const { where, subject, days, what, went, against, notes } = findingWords(finding);
  const { authors = '', references, technique, inconsistencies } = finding;
  return (
    <tr>
      <Cell label="study">
        {authors} {references.length > 0 && <References numbers={references} hrefOf={hrefOf} />}
      </Cell>
      <Cell label="in the review">{where}</Cell>
      <Cell label="subject">{subject}</Cell>
      <Cell label="platform">{technique.replaceAll('_', ' ')}</Cell>
      <Cell label="days">{days || '–'}</Cell>
      <Cell label="what">{what}</Cell>
      <Cell label="went">{went}</Cell>
      <Cell label="against">{against}</Cell>
      <Cell label="notes">
        {notes.join('; ')}
        {inconsistencies.length > 0 && (
          <span class="soft">
            {notes.length > 0 && '; '}inconsistent: {inconsistencies.join(', ')}
          </span>
        )}
      </Cell>
    </tr>
  );
}

function Cell({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <td data-label={label}>
      <span>{children}</span>
    </td>
  );
}

function Techniques({ techniques }: { readonly techniques: LiteratureOnWire['techniques'] }) {
  return (
    <section>
      <h2>Platforms</h2>
      {techniques.map((one) => {
        const { heading, lines } = techniqueWords(one);
        return (
          <details key={one.id} open={techniques.length <= 2}>
            <summary>{one.name}</summary>
            <p>{heading}</p>
            <ul>
              {[...lines, ...one.limitations].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

interface InconsistenciesProps {
  readonly inconsistencies: LiteratureOnWire['inconsistencies'];
  readonly isOpen: boolean;
}

/** Where the review disagrees with itself about the findings shown. */
function Inconsistencies({ inconsistencies, isOpen }: InconsistenciesProps) {
  if (inconsistencies.length === 0) return null;
  return (
    <section>
      <h2>Where the review disagrees with itself</h2>
      <details open={isOpen}>
        <summary>{countText(inconsistencies.length, 'inconsistency', 'inconsistencies')}</summary>
        <ul>
          {inconsistencies.map(({ id, what, handling }) => (
            <li key={id}>
              <strong>{id}</strong> {what}. Here: {handling}.
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
