import { deltaListSchema } from '../../../shared/contract/deltas.ts';
import { environmentCellText } from '../../../shared/domain/twins/environment-words.ts';
import { summaryCells } from '../../../shared/domain/twins/summary-words.ts';
import { addressOf } from '../address/route.ts';
import { Answer } from '../parts/answer.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 60_000;
const COLUMNS = [
  'pair',
  'channel',
  'flight − ground',
  '95 % interval',
  'pairs',
  'effective n',
  'within margin',
  'environment',
  'alignment',
];

interface DeltasProps {
  readonly api: Api;
  readonly experiment: Experiment;
}

export function Deltas({ api, experiment }: DeltasProps) {
  const path = pathOf(experiment.id, 'deltas');
  const query = {
    pair: experiment.pairs.map(({ id }) => id),
    channel: experiment.channels.map(({ id }) => id),
    resolution: 'P30D',
  };
  const shown = useAnswer(path, (signal) => api.get(path, deltaListSchema, query, signal), EVERY_MS);
  if (experiment.pairs.length === 0)
    return <p class="box">The definition declares no pair: there is no difference to tell.</p>;
  return (
    <Answer of={shown} what="the differences">
      {({ deltas, notPaired, pending }) => (
        <>
          <p class="soft">
            Flight minus ground over good, measured samples of armed phases. An interval says where the mean
            of this pair over this time lies; it says nothing about a population.
          </p>
          {pending > 0 && <p class="box">{pending} inputs have arrived and are not in these numbers yet.</p>}
          <table class="figures">
            <thead>
              <tr>
                {COLUMNS.map((name) => (
                  <th key={name}>{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {deltas.map(({ pair, channel, ucum, summary, environment, alignment }) => {
                const cells = summaryCells(summary, ucum);
                const link = <a href={addressOf(experiment.id, 'twins', { pair, channel })}>{channel}</a>;
                const texts = [
                  pair,
                  link,
                  cells.delta,
                  cells.interval,
                  cells.pairs,
                  cells.effective,
                  cells.margin,
                  environmentCellText(environment),
                  alignment.verdict,
                ];
                return (
                  <tr key={`${pair} ${channel}`}>
                    {texts.map((text, i) => (
                      <td key={COLUMNS[i]} data-label={COLUMNS[i]}>
                        {text}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
          <ul>
            {notPaired.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}
