import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { channelEnvironment } from '../../../shared/domain/twins/environment-words.ts';
import { twinsOf } from '../../../shared/domain/twins/pair-sides.ts';
import { summaryCells } from '../../../shared/domain/twins/summary-words.ts';
import { mostLacking } from '../../../shared/domain/words/pending-text.ts';
import { addressOf } from '../address/route.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import type { Api } from '../stack/api.ts';
import { askDeltas } from '../stack/deltas.ts';
import type { Experiment } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 60_000;
const COLUMNS = [
  ...['pair', 'channel', 'difference', '95 % interval', 'pairs', 'effective n'],
  ...['within margin', 'environment', 'alignment'],
];

interface DeltasProps {
  readonly api: Api;
  readonly experiment: Experiment;
}

export function Deltas({ api, experiment }: DeltasProps) {
  const shown = useAnswer(
    `deltas ${experiment.id}`,
    (signal) => askDeltas(api, experiment, signal),
    EVERY_MS,
  );
  if (experiment.pairs.length === 0)
    return <p class="box">The definition declares no pair, so there is no difference to show.</p>;
  return (
    <Answer of={shown} what="the differences">
      {({ deltas, notPaired }) => (
        <>
          <p class="soft">
            Means of paired samples: good, measured samples of armed phases. An interval says where the mean
            of this pair over this time lies. It says nothing about a population.
          </p>
          <Pending {...mostLacking(deltas)} />
          <table class="figures">
            <thead>
              <tr>
                {COLUMNS.map((name) => (
                  <th key={name}>{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {deltas.map((delta) => (
                <Row key={`${delta.pair} ${delta.channel}`} delta={delta} experiment={experiment} />
              ))}
            </tbody>
          </table>
          <ul>
            {notPaired.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}

function Row({ delta, experiment }: { readonly delta: DeltaOnWire; readonly experiment: Experiment }) {
  const { channel, ucum, summary, environment, alignment } = delta;
  const pair = experiment.pairs.find(({ id }) => id === delta.pair);
  const difference = pair === undefined ? '' : `: ${twinsOf(experiment.hardware, pair).difference}`;
  const cells = summaryCells(summary, ucum);
  const { text, why } = channelEnvironment(channel, environment);
  const texts = [
    `${delta.pair}${difference}`,
    <a key="link" href={addressOf(experiment.id, 'twins', { pair: delta.pair, channel })}>
      {channel}
    </a>,
    ...[cells.delta, cells.interval, cells.pairs, cells.effective, cells.margin],
    [text, ...why].join('; '),
    alignment.verdict,
  ];
  return (
    <tr>
      {texts.map((cell, i) => (
        <td key={COLUMNS[i]} data-label={COLUMNS[i]}>
          {cell}
        </td>
      ))}
    </tr>
  );
}
