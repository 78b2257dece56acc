import { useEffect, useState } from 'preact/hooks';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { receiptsSchema } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { Answer } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import { Receipt } from '../parts/receipt.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { Uplink } from './uplink.tsx';

const EVERY_MS = 10_000;

interface ArrivedProps {
  readonly api: Api;
  readonly experiment: Experiment;
}

export function Arrived({ api, experiment }: ArrivedProps) {
  const [came, setCame] = useState(0);
  return (
    <>
      <Uplink api={api} experiment={experiment} onIn={() => setCame((n) => n + 1)} />
      <Completeness api={api} experiment={experiment} came={came} />
      <Receipts api={api} experiment={experiment} came={came} />
    </>
  );
}

interface CameProps extends ArrivedProps {
  /** How many files came in here: each asks anew. */
  readonly came: number;
}

function Completeness({ api, experiment, came }: CameProps) {
  const path = pathOf(experiment.id, 'completeness');
  const shown = useAnswer(path, (signal) => api.get(path, completenessSchema, {}, signal), EVERY_MS);
  useEffect(() => (came > 0 ? shown.again() : undefined), [came]);
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

function Receipts({ api, experiment, came }: CameProps) {
  const path = pathOf(experiment.id, 'downlinks');
  const shown = useAnswer(path, (signal) => api.get(path, receiptsSchema, {}, signal), EVERY_MS);
  useEffect(() => (came > 0 ? shown.again() : undefined), [came]);
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
              {downlinks.toReversed().map((receipt) => (
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
