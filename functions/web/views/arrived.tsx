/** Files on their way in, and what has come of an experiment: fetched where it is looked at. */
import { useEffect, useState } from 'preact/hooks';
import { type CompletenessOnWire, completenessSchema } from '../../../shared/contract/completeness.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { cadenceText, withoutTimeText } from '../../../shared/domain/words/counted.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import { Receipt } from '../parts/receipt.tsx';
import { Sifted } from '../parts/sifted.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { askReceipts } from '../stack/receipts.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { AskAgainList } from '../uplink/ask-again-list.tsx';
import type { Desk } from '../uplink/desk.ts';
import { CompletenessStrips } from '../uplink/strips.tsx';
import { cardsOf, Uplink } from './uplink.tsx';

const EVERY_MS = 10_000;

interface ArrivedProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly desk: Desk;
  readonly query: Readonly<Record<string, string>>;
}

interface CameProps {
  readonly api: Api;
  readonly experiment: Experiment;
  /** How many files came in from this page: each asks anew. */
  readonly came: number;
  readonly query: Readonly<Record<string, string>>;
}

export function Arrived({ api, experiment, desk, query }: ArrivedProps) {
  const [came, setCame] = useState(0);
  return (
    <>
      <Uplink api={api} desk={desk} experiment={experiment} onIn={() => setCame((n) => n + 1)} />
      <Completeness {...{ api, experiment, came, query }} />
      <AskAgainList api={api} experiment={experiment.id} came={came} />
      <Receipts {...{ api, experiment, came, desk }} />
    </>
  );
}

function Completeness({ api, experiment, came, query }: CameProps) {
  const path = pathOf(experiment.id, 'completeness');
  const shown = useAnswer(path, (signal) => api.get(path, completenessSchema, {}, signal), EVERY_MS);
  useEffect(() => (came > 0 ? shown.again() : undefined), [came]);
  return (
    <section>
      <h2>What arrived</h2>
      <Answer of={shown} what="what arrived">
        {({ series, gaps, moreGaps = 0, contacts, assays = [], damaged = [], ...rest }) => (
          <>
            <Pending {...rest} />
            {damaged.length > 0 && (
              <p class="box failure" role="alert">
                {countText(damaged.length, 'receipt is', 'receipts are')} damaged: causes of gaps that rest on
                them are not known.
              </p>
            )}
            {series.length === 0 && <p class="box">No series of telemetry is expected, and none has come.</p>}
            <CompletenessStrips answer={{ series, gaps, moreGaps, contacts, ...rest }} />
            {moreGaps > 0 && <p class="soft">{countText(moreGaps, 'shorter gap')} not drawn.</p>}
            <SeriesTable series={series} experiment={experiment.id} query={query} />
            <p>{contacts.sentence}</p>
            {assays.map(({ assay, state, sentence }) => (
              <p key={assay}>
                Assay {assay}: {state}. {sentence}
              </p>
            ))}
            {gaps.length > 0 && (
              <details>
                <summary>
                  {countText(gaps.length + moreGaps, 'gap')}
                  {moreGaps > 0 && `, the ${gaps.length} longest here`}
                </summary>
                <ul>
                  {gaps.map(({ unit, channels, from, to, expected, cause, reason }) => (
                    <li key={`${unit} ${channels.join()} ${from}`}>
                      {unit} {channels.join(', ')}: {groupedText(expected)} samples each,{' '}
                      <Instant iso={from} /> to <Instant iso={to} />, {cause}: {reason}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

const RECEIPTS_EVERY_MS = 20_000;
/** The newest; a person asks for older ones. */
const PER_PAGE = 100;

function Receipts({
  api,
  experiment: { id },
  came,
  desk,
}: Omit<CameProps, 'query'> & Pick<ArrivedProps, 'desk'>) {
  const [pages, setPages] = useState(1);
  const above = useAbove(desk, id);
  const shown = useAnswer(
    `receipts ${id}`,
    (signal) => askReceipts(api, { experiment: id, pages }, signal),
    RECEIPTS_EVERY_MS,
  );
  useEffect(() => (came > 0 || pages > 1 ? shown.again() : undefined), [came, pages]);
  // A card above says the same of a file as its line here.
  useEffect(() => {
    for (const receipt of shown.answer?.receipts ?? []) desk.know(receipt);
  }, [shown.answer]);
  return (
    <section>
      <h2>Files, the newest first</h2>
      <Answer of={shown} what="the files">
        {({ receipts, damaged, isMore }) => (
          <>
            {receipts.length + damaged === 0 && <p class="box">No file has been sent yet.</p>}
            {damaged > 0 && (
              <p class="box failure" role="alert">
                {countText(damaged, 'receipt is', 'receipts are')} damaged and not shown:{' '}
                <code>./howship verify -e {id}</code>
              </p>
            )}
            <ul class="cards">
              {receipts.map((receipt) => (
                <li key={receipt.id}>
                  {above.has(receipt.id) ? (
                    <p class="card">
                      <bdi>{receipt.fileName}</bdi>{' '}
                      <span class={`state ${receipt.state.toLowerCase()}`}>{receipt.state}</span>{' '}
                      <span class="soft">its card stands above, where it was uploaded</span>
                    </p>
                  ) : (
                    <Receipt {...{ api, experiment: id, receipt }} onPutRight={() => shown.again()} />
                  )}
                </li>
              ))}
            </ul>
            {isMore && (
              <p class="soft">
                The newest {groupedText(receipts.length)} files are shown, and there are older ones.{' '}
                <button type="button" disabled={shown.isAsking} onClick={() => setPages(pages + 1)}>
                  Show {PER_PAGE} older
                </button>
              </p>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

/** The downlinks whose cards stand among the uploads. */
function useAbove(desk: Desk, experiment: string): ReadonlySet<string> {
  const [, redraw] = useState(0);
  useEffect(() => desk.listen(() => redraw((n) => n + 1)), [desk]);
  return new Set(
    cardsOf(desk.jobsOf(experiment)).flatMap(({ stage, isTrial }) =>
      stage.at === 'DONE' && !isTrial ? [stage.receipt.id] : [],
    ),
  );
}

/** More rows stand behind one line: the strips above show them all. */
const MOST_ROWS = 16;

interface SeriesTableProps {
  readonly series: CompletenessOnWire['series'];
  readonly experiment: string;
  readonly query: Readonly<Record<string, string>>;
}

function SeriesTable({ series, experiment, query }: SeriesTableProps) {
  if (series.length === 0) return null;
  return (
    <details open={series.length <= MOST_ROWS || query.q !== undefined}>
      <summary>{countText(series.length, 'channel')} in numbers</summary>
      <Sifted
        items={series}
        wordsOf={({ unit, channel }) => `${unit} ${channel}`}
        label="Filter by unit or channel"
        at={{ experiment, tab: 'arrived', query }}
      >
        {(kept) => (
          <table class="figures">
            <thead>
              <tr>
                <th>unit</th>
                <th>channel</th>
                <th class="number">received</th>
                <th class="number">expected</th>
                <th class="number">complete</th>
                <th class="number">gaps</th>
                <th>from, to</th>
              </tr>
            </thead>
            <tbody>
              {kept.map(
                ({ unit, channel, received, expected, completeness, gaps: count, from, to, ...rest }) => (
                  <tr key={`${unit} ${channel}`}>
                    <td data-label="unit">{unit}</td>
                    <td data-label="channel">{channel}</td>
                    <td data-label="received" class="number">
                      {groupedText(received)}
                    </td>
                    <td data-label="expected" class="number">
                      {groupedText(expected)}
                    </td>
                    <td data-label="complete" class="number">
                      {percentText(completeness)}
                    </td>
                    <td data-label="gaps" class="number">
                      {groupedText(count)}
                    </td>
                    <td data-label="from, to">
                      {from === null || to === null ? (
                        withoutTimeText(rest)
                      ) : (
                        <span>
                          <Instant iso={from} /> to <Instant iso={to} />
                          {cadenceText(rest) !== '' && <span class="soft">, {cadenceText(rest)}</span>}
                        </span>
                      )}
                    </td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        )}
      </Sifted>
    </details>
  );
}
