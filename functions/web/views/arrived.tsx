import { useEffect } from 'preact/hooks';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import { Receipt } from '../parts/receipt.tsx';
import { Sifted } from '../parts/sifted.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { askReceipts } from '../stack/receipts.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 10_000;

interface CameProps {
  readonly api: Api;
  readonly experiment: Experiment;
  /** How many files came in from this page: each asks anew. */
  readonly came: number;
  readonly query: Readonly<Record<string, string>>;
}

export function Arrived({ api, experiment, came, query }: CameProps) {
  return (
    <>
      <Completeness {...{ api, experiment, came, query }} />
      <Receipts {...{ api, experiment, came }} />
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
        {({ series, gaps, moreGaps = 0, contacts, assays = [], damaged = [], ...lacking }) => (
          <>
            <Pending {...lacking} />
            {damaged.length > 0 && (
              <p class="box failure" role="alert">
                {countText(damaged.length, 'receipt is', 'receipts are')} damaged: causes of gaps that rest on
                them are not known.
              </p>
            )}
            {series.length === 0 && <p class="box">No series of telemetry is expected, and none has come.</p>}
            <Sifted
              items={series}
              wordsOf={({ unit, channel }) => `${unit} ${channel}`}
              label="Filter by unit or channel"
              at={{ experiment: experiment.id, tab: 'arrived', query }}
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
                      ({ unit, channel, received, expected, completeness, gaps: count, from, to }) => (
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
                              'nothing came'
                            ) : (
                              <>
                                <Instant iso={from} /> to <Instant iso={to} />
                              </>
                            )}
                          </td>
                        </tr>
                      ),
                    )}
                  </tbody>
                </table>
              )}
            </Sifted>
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

/** Beyond so many the page would be a wall. */
const MOST_SHOWN = 100;
const RECEIPTS_EVERY_MS = 20_000;

function Receipts({ api, experiment, came }: Omit<CameProps, 'query'>) {
  const shown = useAnswer(
    `receipts ${experiment.id}`,
    (signal) => askReceipts(api, experiment.id, signal),
    RECEIPTS_EVERY_MS,
  );
  useEffect(() => (came > 0 ? shown.again() : undefined), [came]);
  return (
    <section>
      <h2>Files, the newest first</h2>
      <Answer of={shown} what="the files">
        {({ receipts, damaged }) => (
          <>
            {receipts.length + damaged === 0 && <p class="box">No file has been sent yet.</p>}
            {damaged > 0 && (
              <p class="box failure" role="alert">
                {countText(damaged, 'receipt is', 'receipts are')} damaged and not shown:{' '}
                <code>./howship verify -e {experiment.id}</code>
              </p>
            )}
            <ul class="cards">
              {receipts.slice(0, MOST_SHOWN).map((receipt) => (
                <li key={receipt.id}>
                  <Receipt receipt={receipt} />
                </li>
              ))}
            </ul>
            {receipts.length > MOST_SHOWN && (
              <p class="soft">
                {groupedText(receipts.length - MOST_SHOWN)} older ones are not shown:{' '}
                <code>./howship receipt -e {experiment.id}</code>
              </p>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}
