import { useMemo } from 'preact/hooks';
import type { LiteratureOnWire } from '../../../shared/contract/literature.ts';
import { techniqueWords } from '../../../shared/domain/literature/finding-words.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { addressOf } from '../address/route.ts';
import { askedOf, expectedGone, type Filters, filtersIn, findingsGone } from '../literature/asked.ts';
import { ExpectedTable } from '../literature/expected-table.tsx';
import { cleared, FilterForm } from '../literature/filter-form.tsx';
import { Findings } from '../literature/findings.tsx';
import type { HrefOf } from '../literature/rows.tsx';
import { Answer } from '../parts/answer.tsx';
import type { Api } from '../stack/api.ts';
import type { Experiment } from '../stack/experiment.ts';
import { askFindings } from '../stack/literature.ts';
import { useAnswer } from '../stack/use-answer.ts';

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
