import { DIRECTIONS } from '../../../shared/domain/literature/words.ts';
import type { Filter, Filters } from './asked.ts';
import type { HrefOf } from './rows.tsx';

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
export const cleared = Object.fromEntries([...MAIN, ...MORE].map(({ name }) => [name, null]));

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

export function FilterForm({ filters, hrefOf }: FilterFormProps) {
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
