import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { type ReceiptOnWire, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { Answer } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 10_000;

interface ArrivedProps {
  readonly api: Api;
  readonly experiment: Experiment;
}

export function Arrived({ api, experiment }: ArrivedProps) {
  return (
    <>
      <Completeness api={api} experiment={experiment} />
      <Receipts api={api} experiment={experiment} />
    </>
  );
}

function Completeness({ api, experiment }: ArrivedProps) {
  const path = pathOf(experiment.id, 'completeness');
  const shown = useAnswer(path, (signal) => api.get(path, completenessSchema, {}, signal), EVERY_MS);
  return (
    <section>
      <h2>What arrived</h2>
      <Answer of={shown} what="what arrived">
        {({ series, gaps, moreGaps = 0 }) => (
          <>
            {series.length === 0 && <p class="box">No sample has arrived yet.</p>}
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
                {series.map(({ unit, channel, received, expected, completeness, gaps: count, from, to }) => (
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
                ))}
              </tbody>
            </table>
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

function Receipts({ api, experiment }: ArrivedProps) {
  const path = pathOf(experiment.id, 'downlinks');
  const shown = useAnswer(path, (signal) => api.get(path, receiptsSchema, {}, signal), EVERY_MS);
  return (
    <section>
      <h2>Files</h2>
      <Answer of={shown} what="the files">
        {({ downlinks, damaged = [], next }) => (
          <>
            {downlinks.length === 0 && <p class="box">No file has been sent yet.</p>}
            {damaged.length > 0 && (
              <p class="box failure" role="alert">
                {damaged.length} receipts are damaged and not shown.
              </p>
            )}
            <ul class="cards">
              {downlinks.map((receipt) => (
                <li key={receipt.id}>
                  <Receipt receipt={receipt} />
                </li>
              ))}
            </ul>
            {next !== undefined && <p class="soft">There are older files, which are not shown here.</p>}
          </>
        )}
      </Answer>
    </section>
  );
}

function Receipt({ receipt }: { readonly receipt: ReceiptOnWire }) {
  const { fileName, state, bytes, createdAt, verdict, warnings, error } = receipt;
  return (
    <article class="card">
      <h3>
        {fileName} <span class={`state ${state.toLowerCase()}`}>{state}</span>
      </h3>
      <p class="soft">
        {sizeText(bytes)}, announced <Instant iso={createdAt} />
      </p>
      {error !== undefined && (
        <p role="alert">
          {error.message} <code>{error.code}</code>
        </p>
      )}
      <ul class="verdict">
        {verdict.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {warnings.length > 0 && (
        <details>
          <summary>{countText(warnings.length, 'warning')}</summary>
          <ul>
            {warnings.map(({ code, message }) => (
              <li key={message}>
                {message} <code>{code}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
